// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "analysis/critical/student_t.h"
#include "app/figure/panels/line_data.h"

namespace imprint {
namespace {

constexpr double level = 0.95;

bool same_steps(std::span<const RunValues> runs) {
  const auto& first = runs.front().steps;
  return std::ranges::all_of(runs, [&](const RunValues& run) {
    return run.steps.size() == first.size() && std::ranges::equal(run.steps, first);
  });
}

std::vector<std::int64_t> common_steps(std::span<const RunValues> runs) {
  std::vector<std::int64_t> common(runs.front().steps.begin(), runs.front().steps.end());
  for (const RunValues& run : runs.subspan(1)) {
    std::vector<std::int64_t> both;
    std::ranges::set_intersection(common, run.steps, std::back_inserter(both));
    common = std::move(both);
  }
  return common;
}

/// A run's values at those of its steps.
std::vector<double> values_at(const RunValues& run, std::span<const std::int64_t> steps) {
  std::vector<double> values;
  values.reserve(steps.size());
  std::size_t i = 0;
  for (const std::int64_t step : steps) {
    while (run.steps[i] < step) ++i;
    values.push_back(run.values[i]);
  }
  return values;
}

/// Half the width of a band by its standard deviation.
double half_width(const std::string& band, double deviation, std::size_t count) {
  if (band == "std") return deviation;
  const double error = deviation / std::sqrt(static_cast<double>(count));
  if (band == "stderr") return error;
  static thread_local std::pair<std::size_t, double> last = {0, 0};  // one count for a whole line
  if (last.first != count) last = {count, student_t_quantile((1 + level) / 2, static_cast<double>(count) - 1)};
  return last.second * error;
}

using ValueColumns = std::vector<std::span<const double>>;

double mean_at(const ValueColumns& runs, std::size_t i) {
  double sum = 0;
  for (const auto& run : runs) sum += run[i];
  const double mean = sum / static_cast<double>(runs.size());
  return std::isfinite(mean) ? mean : no_value;
}

void add_band(BandStatistics& result, const ValueColumns& runs, const std::string& band, std::size_t i) {
  const double mean = result.mean[i];
  double low = mean, high = mean, squares = 0;
  for (const auto& run : runs) {
    low = std::min(low, run[i]);
    high = std::max(high, run[i]);
    squares += (run[i] - mean) * (run[i] - mean);
  }
  if (band != "min-max") {
    const double half = half_width(band, std::sqrt(squares / static_cast<double>(runs.size() - 1)), runs.size());
    low = mean - half;
    high = mean + half;
  }
  result.low.push_back(std::isnan(mean) ? no_value : low);
  result.high.push_back(std::isnan(mean) ? no_value : high);
}

}  // namespace

BandStatistics band_statistics(std::span<const RunValues> runs, const std::string& band) {
  BandStatistics result;
  if (runs.empty()) return result;
  std::vector<std::vector<double>> picked;
  ValueColumns columns;
  if (same_steps(runs)) {
    result.steps.assign(runs.front().steps.begin(), runs.front().steps.end());
    for (const RunValues& run : runs) columns.push_back(run.values);
  } else {
    result.steps = common_steps(runs);
    for (const RunValues& run : runs) picked.push_back(values_at(run, result.steps));
    columns.assign(picked.begin(), picked.end());
  }
  const bool has_band = band != "none" && runs.size() > 1;
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    result.mean.push_back(mean_at(columns, i));
    if (has_band) add_band(result, columns, band, i);
  }
  return result;
}

}  // namespace imprint
