// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/damage.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "analysis/critical/baseline_values.h"
#include "core/base/error.h"

namespace imprint {
namespace {

std::vector<double> values_of(std::span<const MetricRow> rows, const std::string& metric) {
  std::vector<double> values;
  for (const MetricRow& row : rows)
    if (row.metric == metric) values.push_back(row.value);
  if (values.empty()) throw InputError("the run has no value of " + metric);
  return values;
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

double median_of_last(const std::vector<double>& values, int count) {
  if (count < 1)
    throw InputError("comparison.final_count = " + std::to_string(count) + ": at least 1 is needed");
  const auto taken = std::min<std::ptrdiff_t>(count, std::ssize(values));
  return median({values.end() - taken, values.end()});
}

double best(const std::vector<double>& values, bool lower) {
  if (has_nan(values)) return std::numeric_limits<double>::quiet_NaN();
  return lower ? *std::min_element(values.begin(), values.end())
               : *std::max_element(values.begin(), values.end());
}

std::string rule_text(const std::string& rule, int count) {
  return rule == "median" ? "median of the last " + std::to_string(count) : rule;
}

/// The first step at or after `begin` at which both arms have a value, and the two values.
struct CommonEvaluation {
  std::int64_t step = 0;
  double baseline = 0;
  double deficit = 0;
};

std::optional<CommonEvaluation> first_common_evaluation(std::span<const MetricRow> baseline,
                                                        std::span<const MetricRow> deficit,
                                                        const std::string& metric, std::int64_t begin) {
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

bool lower_is_better(const std::string& metric) {
  return metric.ends_with("loss");
}

double final_value(std::span<const MetricRow> rows, const std::string& metric, const std::string& rule,
                   int count) {
  const std::vector<double> values = values_of(rows, metric);
  if (rule == "last") return values.back();
  if (rule == "median") return median_of_last(values, count);
  if (rule == "best") return best(values, lower_is_better(metric));
  throw InputError("comparison.final_value = " + rule + ": expected last, median or best");
}

ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const std::string& metric, const std::string& rule, int count,
                              std::int64_t deficit_end) {
  const double sign = lower_is_better(metric) ? -1 : 1;
  ComparisonResult result;
  result.metric = metric;
  result.final_value = rule_text(rule, count);
  result.baseline_final = final_value(baseline, metric, rule, count);
  result.deficit_final = final_value(deficit, metric, rule, count);
  result.damage = sign * (result.baseline_final - result.deficit_final);
  const auto at_end = first_common_evaluation(baseline, deficit, metric, deficit_end);
  if (!at_end) return result;
  const double gap = sign * (at_end->baseline - at_end->deficit);
  result.gap_at_deficit_end = gap;
  if (gap > 0 && is_evaluated_after(deficit, metric, at_end->step)) result.recovery = 1 - result.damage / gap;
  return result;
}

}  // namespace imprint
