// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/workflow/report/sweep_report.h"
#include "core/base/json_text.h"

namespace imprint {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json number(const std::optional<double>& value) { return value ? number(*value) : Json(); }

Json interval_json(const std::optional<ConfidenceInterval>& interval) {
  if (!interval) return nullptr;
  return {{"low", interval->low},
          {"high", interval->high},
          {"level", interval->level},
          {"kind", to_string(interval->kind)}};
}

Json runs_json(const std::vector<ComparedRun>& runs) {
  Json list = Json::array();
  for (const ComparedRun& run : runs)
    list.push_back({{"directory", run.directory.string()},
                    {"seed", run.seed},
                    {"baseline", number(run.result.baseline_final)},
                    {"deficit", number(run.result.deficit_final)},
                    {"damage", number(run.result.damage)},
                    {"recovery", number(run.result.recovery)},
                    {"evaluations_used", run.result.evaluations_used},
                    {"no_clean_step", run.result.no_clean_step}});
  return list;
}

Json curve_json(const std::vector<BandPoint>& curve) {
  Json list = Json::array();
  for (const BandPoint& point : curve)
    list.push_back({{"steps_after", point.x},
                    {"mean_gap", number(point.mean)},
                    {"interval", interval_json(point.interval)},
                    {"n", point.count}});
  return list;
}

Json mean_json(const std::vector<ContinuationCost>& costs, double (ContinuationCost::*ratio)() const) {
  double sum = 0;
  for (const ContinuationCost& cost : costs) sum += (cost.*ratio)();
  return costs.empty() ? Json() : number(sum / static_cast<double>(costs.size()));
}

Json condition_json(const ConditionReport& condition) {
  Json coordinates = Json::object();
  for (const auto& [key, value] : condition.coordinates) coordinates[key] = value;
  const DamageStatistics& damage = condition.damage;
  Json json = {{"label", condition.label},
               {"coordinates", coordinates},
               {"window", {condition.window.begin, condition.window.end}},
               {"n", condition.runs.size()}};
  if (!condition.runs.empty())
    json["damage"] = {{"mean", number(damage.mean)},
                      {"interval", interval_json(damage.interval)},
                      {"no_clean_step", damage.no_clean_step},
                      {"evaluations_used", damage.evaluations_used},
                      {"hedges_g", number(damage.effect_size)},
                      {"p_value", number(damage.p_value)},
                      {"p_value_holm", number(damage.adjusted_p_value)},
                      {"inferiority_p_value", number(damage.inferiority_p_value)},
                      {"mean_baseline", number(damage.mean_baseline)},
                      {"mean_deficit", number(damage.mean_deficit)},
                      {"mean_recovery", number(damage.mean_recovery)}};
  json["recovered_runs"] = condition.damage.no_clean_step ? Json() : Json(condition.recovered);
  json["median_steps_to_recover"] = number(condition.median_steps_to_recover);
  json["fisher_at_end"] = number(condition.fisher_at_end);
  json["hessian_at_end"] = number(condition.hessian_at_end);
  json["recovery_curve"] = curve_json(condition.recovery);
  json["runs"] = runs_json(condition.runs);
  json["time_ratio"] = mean_json(condition.costs, &ContinuationCost::time_ratio);
  json["memory_ratio"] = mean_json(condition.costs, &ContinuationCost::memory_ratio);
  json["missing"] = condition.missing;
  json["same"] = condition.same;
  return json;
}

}  // namespace

std::string sweep_report_json(const SweepReport& report) {
  Json conditions = Json::array(), predictors = Json::array();
  for (const ConditionReport& condition : report.conditions) conditions.push_back(condition_json(condition));
  for (const PredictorReport& predictor : report.predictors)
    predictors.push_back({{"metric", predictor.metric},
                          {"rank_correlation", number(predictor.rank_correlation)},
                          {"interval", interval_json(predictor.interval)},
                          {"why_no_interval", predictor.why_no_interval},
                          {"n", predictor.count},
                          {"conditions", predictor.conditions},
                          {"seeds", predictor.seeds},
                          {"left_out", predictor.left_out}});
  const Json json = {{"format", 2},
                     {"name", report.name},
                     {"metric", report.metric},
                     {"final_value", report.final_value},
                     {"interval", to_string(report.interval)},
                     {"level", report.level},
                     {"margin", report.margin},
                     {"steps_per_epoch", report.steps_per_epoch},
                     {"independent_steps", report.independent_steps},
                     {"planned_steps", report.planned_steps},
                     {"axes", report.axes},
                     {"finished", report.finished},
                     {"leaves", report.leaves},
                     {"outdated", report.outdated},
                     {"conditions", conditions},
                     {"predictors", predictors}};
  return json_text(json) + "\n";
}

}  // namespace imprint
