// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/sweep_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "analysis/critical/damage.h"
#include "analysis/critical/recovery.h"
#include "analysis/critical/seed_mean.h"
#include "app/workflow/compare/stored_arms.h"
#include "app/workflow/sweep/outdated_leaves.h"
#include "app/workflow/sweep/same_run.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/results/metric_row.h"
#include "core/schedule/deficit_window.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_task.h"
#include "core/store/metrics_file.h"

namespace imprint {
namespace {

using Rows = std::vector<MetricRow>;

/// What one finished leaf adds beside its damage.
struct LeafFindings {
  std::vector<GapPoint> recovery;
  std::optional<double> fisher, hessian;              // at the deficit's end
  std::optional<double> fisher_ratio, hessian_ratio;  // to the baseline's at the same step
};

/// The first value of the metric at or after that step.
std::optional<MetricRow> row_from(const Rows& rows, const std::string& metric, std::int64_t step) {
  const auto found =
      std::ranges::find_if(rows, [&](const MetricRow& row) { return row.metric == metric && row.step >= step; });
  return found == rows.end() ? std::nullopt : std::optional(*found);
}

std::optional<double> ratio_to(const Rows& baseline, const std::optional<MetricRow>& row) {
  if (!row) return std::nullopt;
  const auto other = row_from(baseline, row->metric, row->step);
  if (!other || other->step != row->step || other->value == 0) return std::nullopt;
  return row->value / other->value;
}

/// Where a condition stands in the grid: the place of its value on each axis. A late control's onset comes last.
std::vector<std::size_t> place_of(const std::vector<Coordinate>& coordinates, const SweepSpec& sweep) {
  std::vector<std::size_t> place;
  for (const SweepAxis& axis : grid_axes(sweep)) {
    const auto coordinate = std::ranges::find(coordinates, axis.key, &Coordinate::key);
    if (coordinate == coordinates.end()) continue;
    ExperimentSpec probe = sweep.base;
    const auto same = [&](const std::string& value) {
      const Field field = find_spec_field(probe, axis.key);
      set_field_text(field, value);
      return field_text(field) == coordinate->value;
    };
    place.push_back(static_cast<std::size_t>(std::ranges::find_if(axis.values, same) - axis.values.begin()));
  }
  return place;
}

std::string label_of(const std::vector<Coordinate>& coordinates) {
  std::string label;
  for (const auto& [key, value] : coordinates)
    label += (label.empty() ? "" : ", ") + short_sweep_key(key) + " " + value;
  return label.empty() ? "all runs" : label;
}

bool continues(const SweepLeaf& leaf) { return leaf.continuation.begin < leaf.continuation.end; }

class Reporter {
 public:
  Reporter(const SweepDirectory& directory, const ReportOptions& options)
      : directory_(directory), sweep_(directory.read_spec()), plan_(directory.read_plan()) {
    options_.kind = options.interval.value_or(mean_interval_kind_from(sweep_.interval));
    options_.level = options.level;
    options_.resamples = options.resamples;
    if (!options.metric.empty()) measure_in(options.metric);
    for (const OutdatedLeaf& one : outdated_leaves(plan_))
      outdated_[plan_.leaves[static_cast<std::size_t>(one.leaf)].id] = one.why;
  }

  SweepReport report() {
    SweepReport report = header();
    for (std::size_t i = 0; i < plan_.leaves.size(); ++i)
      if (!plan_.leaves[i].is_baseline) take(report, plan_.leaves[i]);
    sort_conditions(report);
    std::vector<DamageStatistics*> together;
    for (ConditionReport& condition : report.conditions) {
      summarise(condition);
      if (!condition.runs.empty()) together.push_back(&condition.damage);
    }
    adjust_for_many(together);
    predict(report);
    return report;
  }

 private:
  void measure_in(const std::string& metric) {
    const std::vector<std::string> scores = score_metrics(sweep_.base);
    if (std::ranges::find(scores, metric) == scores.end())
      throw InputError("the report's metric must be one that the sweep's evaluations give, " + join_choices(scores) +
                       ", but is " + metric);
    sweep_.base.comparison.metric = metric;
  }

  SweepReport header() const {
    SweepReport report;
    report.name = sweep_.base.name;
    report.metric = sweep_.base.comparison.metric;
    report.final_value = final_rule_words(sweep_.base.comparison);
    report.interval = options_.kind;
    report.margin = sweep_.margin;
    report.level = options_.level;
    report.steps_per_epoch = plan_.leaves.front().steps_per_epoch;
    report.independent_steps = plan_.independent_steps;
    report.planned_steps = plan_.planned_steps;
    for (const SweepAxis& axis : grid_axes(sweep_))
      if (axis.key != "seed") report.axes.push_back(axis.key);
    report.leaves = static_cast<int>(plan_.leaves.size());
    report.outdated = outdated_text(plan_, outdated_leaves(plan_), directory_);
    for (const SweepLeaf& leaf : plan_.leaves) report.finished += is_finished(leaf);
    report.continues = std::ranges::any_of(plan_.leaves, continues) &&
                       std::ranges::all_of(plan_.leaves, [](const SweepLeaf& leaf) { return leaf.windows.empty(); });
    return report;
  }

  /// Where the leaf's rows are: one that is the same as another has a folder of its own only once that is finished.
  const SweepLeaf& computed(const SweepLeaf& leaf) const {
    return leaf.same_as >= 0 && !directory_.run(leaf).exists() ? plan_.leaves[static_cast<std::size_t>(leaf.same_as)]
                                                               : leaf;
  }

  bool is_finished(const SweepLeaf& leaf) const { return why_not(leaf).empty(); }

  std::string why_not(const SweepLeaf& leaf) const {
    if (const auto found = outdated_.find(leaf.id); found != outdated_.end())
      return "must be computed again: " + found->second;
    try {
      const RunStatus status = directory_.run(computed(leaf)).read_status();
      if (status.state == RunState::finished) return {};
      return to_string(status.state) + (status.reason.empty() ? "" : ": " + status.reason);
    } catch (const InputError& error) {
      std::error_code ignored;
      return std::filesystem::exists(directory_.run(computed(leaf)).status(), ignored) ? error.what() : "not begun";
    }
  }

  RunDirectory computed_run(int leaf) const {
    return directory_.run(computed(plan_.leaves[static_cast<std::size_t>(leaf)]));
  }

  const Rows& baseline_rows(int baseline) {
    const auto found = baselines_.find(baseline);
    if (found != baselines_.end()) return found->second;
    return baselines_[baseline] = read_metrics(computed_run(baseline).metrics());
  }

  static ConditionReport& condition_of(SweepReport& report, const SweepLeaf& leaf) {
    const auto found = std::ranges::find(report.conditions, leaf.coordinates, &ConditionReport::coordinates);
    if (found != report.conditions.end()) return *found;
    ConditionReport& condition = report.conditions.emplace_back();
    condition.coordinates = leaf.coordinates;
    condition.label = label_of(leaf.coordinates);
    condition.window = hull_of(leaf.windows);
    if (leaf.windows.empty()) condition.window.end = compared_from(leaf.windows, leaf.continuation);
    return condition;
  }

  void take(SweepReport& report, const SweepLeaf& leaf) {
    ConditionReport& condition = condition_of(report, leaf);
    std::string reason = why_not(leaf);
    if (reason.empty() && leaf.baseline >= 0) {
      reason = why_not(plan_.leaves[static_cast<std::size_t>(leaf.baseline)]);
      if (!reason.empty()) reason = "its baseline is " + reason;
    }
    if (reason.empty()) reason = add_run(condition, leaf);
    if (reason.empty() && leaf.same_as >= 0)
      condition.same.push_back(leaf.id + ": " + same_run_text(plan_.leaves[static_cast<std::size_t>(leaf.same_as)]));
    if (!reason.empty()) condition.missing.push_back(leaf.id + ": " + reason);
  }

  /// Empty, or why the run can't count.
  std::string add_run(ConditionReport& condition, const SweepLeaf& leaf) {
    if (leaf.baseline < 0) return "has no baseline: it has no deficit and does not go on in 16 bits";
    try {
      const Rows& baseline = baseline_rows(leaf.baseline);
      const RunDirectory run = directory_.run(computed(leaf));
      const Rows rows = read_metrics(run.metrics());
      const ComparisonSpec& rule = sweep_.base.comparison;
      const std::int64_t end = condition.window.end;
      const std::filesystem::path baseline_folder = computed_run(leaf.baseline).root();
      ComparisonResult result = compare_stored({baseline_folder, baseline}, {run.root(), rows}, rule, end);
      if (!std::isfinite(result.damage)) return "has a damage that is not finite";
      condition.runs.push_back({run.root(), leaf.spec.seed, std::move(result)});
      if (continues(leaf))
        if (const auto cost = continuation_cost(baseline_folder, run.root(), leaf.spec.continuation.format))
          condition.costs.push_back(*cost);
      LeafFindings found;
      found.recovery = recovery_curve(baseline, rows, rule.metric, end);
      const auto fisher = row_from(rows, metric::fisher_trace, end),
                 hessian = row_from(rows, metric::hessian_trace, end);
      if (fisher) found.fisher = fisher->value;
      if (hessian) found.hessian = hessian->value;
      found.fisher_ratio = ratio_to(baseline, fisher);
      found.hessian_ratio = ratio_to(baseline, hessian);
      findings_[run.root()] = std::move(found);
      return {};
    } catch (const InputError& error) {
      return error.what();
    }
  }

  void sort_conditions(SweepReport& report) const {
    std::ranges::stable_sort(report.conditions, {},
                             [&](const ConditionReport& condition) { return place_of(condition.coordinates, sweep_); });
  }

  void summarise(ConditionReport& condition) {
    std::ranges::sort(condition.runs, {}, &ComparedRun::seed);
    if (condition.runs.empty()) return;
    condition.damage = damage_statistics(condition.runs, options_, sweep_.margin);
    condition.recovery = mean_recovery_curve(condition.runs);
    std::vector<double> times;
    for (const ComparedRun& run : condition.runs)
      if (const auto steps = steps_to_recover(findings_.at(run.directory).recovery, sweep_.margin))
        times.push_back(static_cast<double>(*steps));
    condition.recovered = static_cast<int>(times.size());
    condition.median_steps_to_recover = median(times);
    condition.fisher_at_end = mean_of(condition.runs, &LeafFindings::fisher);
    condition.hessian_at_end = mean_of(condition.runs, &LeafFindings::hessian);
  }

  static std::optional<double> median(std::vector<double> values) {
    if (values.empty()) return std::nullopt;
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
  }

  std::optional<double> mean_of(const std::vector<ComparedRun>& runs, std::optional<double> LeafFindings::*part) const {
    std::vector<double> values;
    for (const ComparedRun& run : runs)
      if (const auto& value = findings_.at(run.directory).*part) values.push_back(*value);
    return values.empty() ? std::nullopt : std::optional(seed_mean(values));
  }

  /// At the places that all seeds have: nothing is invented between evaluations.
  std::vector<BandPoint> mean_recovery_curve(const std::vector<ComparedRun>& runs) const {
    std::map<std::int64_t, std::vector<double>> gaps;
    for (const ComparedRun& run : runs)
      for (const GapPoint& point : findings_.at(run.directory).recovery) gaps[point.steps_after].push_back(point.gap);
    std::vector<BandPoint> curve;
    for (const auto& [steps, values] : gaps) {
      if (values.size() != runs.size()) continue;
      curve.push_back({static_cast<double>(steps), seed_mean(values), seed_interval(values, curve_options()),
                       static_cast<int>(values.size())});
    }
    return curve;
  }

  /// Hundreds of intervals need not be as fine as one that is quoted.
  IntervalOptions curve_options() const {
    IntervalOptions options = options_;
    options.resamples = std::min(options.resamples, 2000);
    return options;
  }

  void predict(SweepReport& report) const {
    add_predictor(report, "fisher/trace", &LeafFindings::fisher);
    add_predictor(report, "fisher/trace over its baseline's", &LeafFindings::fisher_ratio);
    add_predictor(report, "hessian/trace", &LeafFindings::hessian);
    add_predictor(report, "hessian/trace over its baseline's", &LeafFindings::hessian_ratio);
  }

  void add_predictor(SweepReport& report, const char* name, std::optional<double> LeafFindings::*part) const {
    std::vector<PredictorRun> runs;
    for (std::size_t i = 0; i < report.conditions.size(); ++i) {
      if (report.conditions[i].damage.no_clean_step) continue;  // its difference is the deficit's, not what it leaves
      for (const ComparedRun& run : report.conditions[i].runs)
        if (const auto& value = findings_.at(run.directory).*part; value && std::isfinite(*value))
          runs.push_back({static_cast<int>(i), run.seed, *value, run.result.damage});
    }
    if (auto predictor = predictor_report(name, runs, options_)) report.predictors.push_back(std::move(*predictor));
  }

  SweepDirectory directory_;
  IntervalOptions options_;
  SweepSpec sweep_;
  SweepPlan plan_;
  std::map<std::string, std::string> outdated_;  // ids, with the reason
  std::map<int, Rows> baselines_;
  std::map<std::filesystem::path, LeafFindings> findings_;
};

}  // namespace

SweepReport report_sweep(const std::filesystem::path& directory, const ReportOptions& options) {
  return Reporter(SweepDirectory(directory), options).report();
}

}  // namespace imprint
