// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/damage.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/critical/baseline_values.h"
#include "core/base/error.h"
#include "core/results/metric_info.h"

namespace imprint {
namespace {

/// An evaluation of one metric.
struct Evaluation {
  std::int64_t step = 0;
  double value = 0;
};

/// Those of trained networks.
std::vector<Evaluation> evaluations_of(std::span<const MetricRow> rows, const std::string& metric) {
  std::vector<Evaluation> found;
  for (const MetricRow& row : rows)
    if (row.metric == metric && row.step > 0) found.push_back({row.step, row.value});
  if (found.empty()) throw InputError("the run has no value of " + metric + " after its first step");
  return found;
}

/// Order statistics need an order, which NaN does not have.
bool has_nan(std::span<const double> values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

double median(std::vector<double> values) {
  if (has_nan(values)) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double best(const std::vector<double>& values, bool lower) {
  if (has_nan(values)) return std::numeric_limits<double>::quiet_NaN();
  return lower ? *std::min_element(values.begin(), values.end()) : *std::max_element(values.begin(), values.end());
}

/// How many of the last values the rule looks at, at most `count` of which are there.
std::size_t taken_by(const ComparisonSpec& rule, std::size_t count) {
  if (rule.final_value == "last") return 1;
  if (rule.final_value == "best") return count;
  if (rule.final_value != "median")
    throw InputError("comparison.final_value = " + rule.final_value + ": expected last, median or best");
  if (rule.final_count < 1)
    throw InputError("comparison.final_count = " + std::to_string(rule.final_count) + ": at least 1 is needed");
  return std::min(count, static_cast<std::size_t>(rule.final_count));
}

/// By the rule from the values that count, in order of steps.
FinalValue final_of(const std::vector<double>& values, const std::string& metric, const ComparisonSpec& rule) {
  const std::size_t taken = taken_by(rule, values.size());
  const std::vector<double> last(values.end() - static_cast<std::ptrdiff_t>(taken), values.end());
  const double value = rule.final_value == "best" ? best(last, lower_is_better(metric)) : median(last);
  return {value, static_cast<int>(taken), false};
}

FinalValue without_clean_step(double last, const ComparisonSpec& rule) {
  taken_by(rule, 1);  // an unknown rule is refused here, too
  return {last, 1, true};
}

/// The evaluations that count, at the same clean steps of both arms.
struct PairedValues {
  std::vector<double> baseline, deficit;
};

PairedValues paired_values(const std::vector<Evaluation>& baseline, const std::vector<Evaluation>& deficit,
                           std::int64_t deficit_end) {
  const std::int64_t ahead = deficit.back().step - baseline.back().step;  // 0, or what a clean budget adds
  PairedValues paired;
  for (const Evaluation& evaluation : deficit) {
    if (evaluation.step <= deficit_end) continue;
    const auto partner = std::ranges::lower_bound(baseline, evaluation.step - ahead, {}, &Evaluation::step);
    if (partner == baseline.end() || partner->step != evaluation.step - ahead) continue;
    paired.baseline.push_back(partner->value);
    paired.deficit.push_back(evaluation.value);
  }
  return paired;
}

void take_finals(ComparisonResult& result, const FinalValue& baseline, const FinalValue& deficit) {
  const double sign = lower_is_better(result.metric) ? -1 : 1;
  result.baseline_final = baseline.value;
  result.deficit_final = deficit.value;
  result.damage = sign * (baseline.value - deficit.value);
  result.evaluations_used = deficit.used;
  result.no_clean_step = deficit.no_clean_step;
}

/// The first step at or after `begin` at which both arms have a value, and the two values.
struct CommonEvaluation {
  std::int64_t step = 0;
  double baseline = 0;
  double deficit = 0;
};

std::optional<CommonEvaluation> first_common_evaluation(std::span<const MetricRow> baseline,
                                                        std::span<const MetricRow> deficit, const std::string& metric,
                                                        std::int64_t begin) {
  const BaselineValues values(baseline, metric);
  for (const MetricRow& row : deficit) {
    if (row.metric != metric || row.step < begin) continue;
    if (const auto value = values.at(row.step)) return CommonEvaluation{row.step, *value, row.value};
  }
  return std::nullopt;
}

bool is_evaluated_after(std::span<const MetricRow> rows, const std::string& metric, std::int64_t step) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const MetricRow& row) { return row.metric == metric && row.step > step; });
}

}  // namespace

FinalValue final_value(std::span<const MetricRow> rows, const std::string& metric, const ComparisonSpec& rule,
                       std::int64_t deficit_end) {
  const std::vector<Evaluation> all = evaluations_of(rows, metric);
  std::vector<double> clean;
  for (const Evaluation& evaluation : all)
    if (evaluation.step > deficit_end) clean.push_back(evaluation.value);
  return clean.empty() ? without_clean_step(all.back().value, rule) : final_of(clean, metric, rule);
}

ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const ComparisonSpec& rule, std::int64_t deficit_end) {
  ComparisonResult result;
  result.metric = rule.metric;
  result.final_value = final_rule_words(rule);
  const auto with = evaluations_of(deficit, rule.metric), without = evaluations_of(baseline, rule.metric);
  const PairedValues paired = paired_values(without, with, deficit_end);
  if (paired.deficit.empty())
    take_finals(result, without_clean_step(without.back().value, rule), without_clean_step(with.back().value, rule));
  else
    take_finals(result, final_of(paired.baseline, rule.metric, rule), final_of(paired.deficit, rule.metric, rule));
  const auto at_end = first_common_evaluation(baseline, deficit, rule.metric, deficit_end);
  if (!at_end) return result;
  const double gap = (lower_is_better(rule.metric) ? -1 : 1) * (at_end->baseline - at_end->deficit);
  result.gap_at_deficit_end = gap;
  if (gap > 0 && is_evaluated_after(deficit, rule.metric, at_end->step)) result.recovery = 1 - result.damage / gap;
  return result;
}

std::string final_rule_words(const ComparisonSpec& rule) {
  return rule.final_value == "median" ? "median of the last " + std::to_string(rule.final_count) : rule.final_value;
}

std::string final_value_words(const std::string& rule, int used, bool no_clean_step) {
  if (no_clean_step) return "last evaluation, no clean step";
  const bool says_how_many = rule.starts_with("median") && !rule.ends_with(" " + std::to_string(used));
  if (used > 0 && (says_how_many || rule == "best")) return rule + " (" + std::to_string(used) + " used)";
  return rule;
}

std::string final_value_words(const ComparisonResult& result) {
  return final_value_words(result.final_value, result.evaluations_used, result.no_clean_step);
}

}  // namespace imprint
