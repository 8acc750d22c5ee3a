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
  double judged_by = 0;  // what the best one is chosen by: the value, or the validation's
};

using Evaluations = std::vector<Evaluation>;

constexpr char best_in_validation[] = "best in validation";

bool is_chosen_by_validation(const ComparisonSpec& rule) { return rule.final_value == best_validation; }

/// Those of trained networks.
Evaluations values_of(std::span<const MetricRow> rows, const std::string& metric) {
  Evaluations found;
  for (const MetricRow& row : rows)
    if (row.metric == metric && row.step > 0) found.push_back({row.step, row.value, row.value});
  if (found.empty()) throw InputError("the run has no value of " + metric + " after its first step");
  return found;
}

Evaluations evaluations_of(std::span<const MetricRow> rows, const std::string& metric, const ComparisonSpec& rule) {
  Evaluations found = values_of(rows, metric);
  if (!is_chosen_by_validation(rule)) return found;
  const std::string name = of_validation(metric);
  const Evaluations validation = values_of(rows, name);
  for (Evaluation& evaluation : found) {
    const auto judge = std::ranges::lower_bound(validation, evaluation.step, {}, &Evaluation::step);
    if (judge == validation.end() || judge->step != evaluation.step)
      throw InputError("the run has no value of " + name + " at step " + std::to_string(evaluation.step));
    evaluation.judged_by = judge->value;
  }
  return found;
}

/// Order statistics need an order, which NaN does not have.
bool has_nan(std::span<const Evaluation> evaluations) {
  return std::ranges::any_of(evaluations,
                             [](const Evaluation& one) { return std::isnan(one.value) || std::isnan(one.judged_by); });
}

double median(Evaluations evaluations) {
  std::ranges::sort(evaluations, {}, &Evaluation::value);
  const std::size_t middle = evaluations.size() / 2;
  return evaluations.size() % 2 == 1 ? evaluations[middle].value
                                     : (evaluations[middle - 1].value + evaluations[middle].value) / 2;
}

/// The earliest of equals.
double best(const Evaluations& evaluations, bool lower) {
  return (lower ? std::ranges::min_element(evaluations, {}, &Evaluation::judged_by)
                : std::ranges::max_element(evaluations, {}, &Evaluation::judged_by))
      ->value;
}

/// How many of the last values the rule looks at, at most `count` of which are there.
std::size_t taken_by(const ComparisonSpec& rule, std::size_t count) {
  if (rule.final_value == "last") return 1;
  if (rule.final_value == "best" || is_chosen_by_validation(rule)) return count;
  if (rule.final_value != "median")
    throw InputError("comparison.final_value = " + rule.final_value +
                     ": expected last, median, best or best-validation");
  if (rule.final_count < 1)
    throw InputError("comparison.final_count = " + std::to_string(rule.final_count) + ": at least 1 is needed");
  return std::min(count, static_cast<std::size_t>(rule.final_count));
}

/// By the rule from the evaluations that count, in order of steps.
FinalValue final_of(const Evaluations& evaluations, const std::string& metric, const ComparisonSpec& rule) {
  const std::size_t taken = taken_by(rule, evaluations.size());
  const Evaluations last(evaluations.end() - static_cast<std::ptrdiff_t>(taken), evaluations.end());
  const auto used = static_cast<int>(taken);
  if (has_nan(last)) return {std::numeric_limits<double>::quiet_NaN(), used, false};
  const bool is_best = rule.final_value == "best" || is_chosen_by_validation(rule);
  return {is_best ? best(last, lower_is_better(metric)) : median(last), used, false};
}

FinalValue without_clean_step(double last, const ComparisonSpec& rule) {
  taken_by(rule, 1);  // an unknown rule is refused here, too
  return {last, 1, true};
}

/// The evaluations that count, at the same clean steps of both arms.
struct PairedEvaluations {
  Evaluations baseline, deficit;
};

PairedEvaluations paired_evaluations(const Evaluations& baseline, const Evaluations& deficit,
                                     std::int64_t deficit_end) {
  const std::int64_t ahead = deficit.back().step - baseline.back().step;  // 0, or what a clean budget adds
  PairedEvaluations paired;
  for (const Evaluation& evaluation : deficit) {
    if (evaluation.step <= deficit_end) continue;
    const auto partner = std::ranges::lower_bound(baseline, evaluation.step - ahead, {}, &Evaluation::step);
    if (partner == baseline.end() || partner->step != evaluation.step - ahead) continue;
    paired.baseline.push_back(*partner);
    paired.deficit.push_back(evaluation);
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
  const Evaluations all = evaluations_of(rows, metric, rule);
  Evaluations clean;
  for (const Evaluation& evaluation : all)
    if (evaluation.step > deficit_end) clean.push_back(evaluation);
  return clean.empty() ? without_clean_step(all.back().value, rule) : final_of(clean, metric, rule);
}

ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const ComparisonSpec& rule, std::int64_t deficit_end) {
  ComparisonResult result;
  result.metric = rule.metric;
  result.final_value = final_rule_words(rule);
  const Evaluations with = evaluations_of(deficit, rule.metric, rule);
  const Evaluations without = evaluations_of(baseline, rule.metric, rule);
  const PairedEvaluations paired = paired_evaluations(without, with, deficit_end);
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
  if (is_chosen_by_validation(rule)) return best_in_validation;
  return rule.final_value == "median" ? "median of the last " + std::to_string(rule.final_count) : rule.final_value;
}

std::string final_value_words(const std::string& rule, int used, bool no_clean_step) {
  if (no_clean_step) return "last evaluation, no clean step";
  if (used == 0) return rule;
  const std::string count = std::to_string(used);
  if (rule == "best" || rule == best_in_validation)
    return rule + " of " + count + (used == 1 ? " evaluation" : " evaluations");
  const bool says_how_many = rule.starts_with("median") && !rule.ends_with(" " + count);
  return says_how_many ? rule + " (" + count + " used)" : rule;
}

std::string final_value_words(const ComparisonResult& result) {
  return final_value_words(result.final_value, result.evaluations_used, result.no_clean_step);
}

}  // namespace imprint
