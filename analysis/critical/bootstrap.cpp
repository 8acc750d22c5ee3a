// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/critical/mean_interval.h"
#include "analysis/critical/normal_distribution.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"

namespace imprint {
namespace {

void check(const IntervalOptions& options) {
  if (options.resamples < 100)
    throw InputError("bootstrap resamples: must be 100 or more, found " + std::to_string(options.resamples));
  if (!(options.level > 0 && options.level < 1))
    throw InputError("bootstrap level: must be above 0 and below 1, found " + plain_text(options.level));
}

/// The statistic of each resample, ascending.
std::vector<double> resampled(int count, const UnitStatistic& statistic, const IntervalOptions& options) {
  std::vector<double> values(static_cast<std::size_t>(options.resamples));
  Eigen::ArrayXi units(count);
  for (std::size_t i = 0; i < values.size(); ++i) {
    RandomStream stream(options.seed, StreamPurpose::bootstrap, i);
    for (int& unit : units) unit = static_cast<int>(stream.below(static_cast<std::uint64_t>(count)));
    values[i] = statistic(units);
  }
  std::sort(values.begin(), values.end());
  return values;
}

/// z0: how far the resamples' median is from the observed value.
double bias_correction(const std::vector<double>& sorted, double observed) {
  const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), observed);
  const double below = static_cast<double>(first - sorted.begin()) + 0.5 * static_cast<double>(last - first);
  return normal_quantile(below / static_cast<double>(sorted.size()));
}

double acceleration(int count, const UnitStatistic& statistic) {
  Eigen::ArrayXd left_out(count);
  for (int out = 0; out < count; ++out) {
    Eigen::ArrayXi units(count - 1);
    for (int i = 0; i < count - 1; ++i) units[i] = i < out ? i : i + 1;
    left_out[out] = statistic(units);
  }
  const Eigen::ArrayXd deviation = left_out.mean() - left_out;
  const double squares = deviation.square().sum();
  return squares > 0 ? deviation.cube().sum() / (6 * std::pow(squares, 1.5)) : 0;
}

/// Linear between order statistics.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Mean and standard error of a resample; the error is 0 when its values are all equal.
struct MeanAndError {
  double mean = 0;
  double error = 0;
};

MeanAndError of_mean(const Eigen::Ref<const Eigen::ArrayXd>& values) {
  return {values.mean(), sample_deviation(values) / std::sqrt(static_cast<double>(values.size()))};
}

/// t* of every resample that has a spread, ascending.
std::vector<double> studentised(const Eigen::Ref<const Eigen::ArrayXd>& values, const IntervalOptions& options) {
  const double mean = values.mean();
  std::vector<double> ratios;
  Eigen::ArrayXd drawn(values.size());
  for (int i = 0; i < options.resamples; ++i) {
    RandomStream stream(options.seed, StreamPurpose::bootstrap, static_cast<std::uint64_t>(i));
    for (double& value : drawn)
      value = values[static_cast<Eigen::Index>(stream.below(static_cast<std::uint64_t>(values.size())))];
    const MeanAndError found = of_mean(drawn);
    if (found.error > 0) ratios.push_back((found.mean - mean) / found.error);
  }
  std::sort(ratios.begin(), ratios.end());
  return ratios;
}

}  // namespace

std::optional<ConfidenceInterval> bca_interval(int count, const UnitStatistic& statistic,
                                               const IntervalOptions& options) {
  check(options);
  if (count < fewest_values(IntervalKind::bca)) return std::nullopt;
  const double observed = statistic(Eigen::ArrayXi::LinSpaced(count, 0, count - 1));
  const std::vector<double> sorted = resampled(count, statistic, options);
  const bool finite = std::all_of(sorted.begin(), sorted.end(), [](double value) { return std::isfinite(value); });
  if (!finite || !std::isfinite(observed) || sorted.front() == sorted.back()) return std::nullopt;
  // An observed value outside all resamples has no finite correction: half a resample is the least it can be.
  const double largest = -normal_quantile(0.5 / static_cast<double>(options.resamples));
  const double z0 = std::clamp(bias_correction(sorted, observed), -largest, largest);
  const double a = acceleration(count, statistic);
  const auto end = [&](double tail) {
    const double z = z0 + normal_quantile(tail);
    return quantile(sorted, normal_cdf(z0 + z / (1 - a * z)));
  };
  return ConfidenceInterval{end((1 - options.level) / 2), end((1 + options.level) / 2), options.level,
                            IntervalKind::bca};
}

std::optional<ConfidenceInterval> bca_mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                    const IntervalOptions& options) {
  return bca_interval(
      static_cast<int>(values.size()),
      [&](const Eigen::Ref<const Eigen::ArrayXi>& units) {
        double sum = 0;
        for (const int unit : units) sum += values[unit];
        return sum / static_cast<double>(units.size());
      },
      options);
}

std::optional<ConfidenceInterval> studentised_mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                            const IntervalOptions& options) {
  check(options);
  if (values.size() < fewest_values(IntervalKind::studentised_bootstrap) || !values.isFinite().all())
    return std::nullopt;
  const MeanAndError observed = of_mean(values);
  if (!(observed.error > 0)) return std::nullopt;
  const std::vector<double> ratios = studentised(values, options);
  if (ratios.size() < static_cast<std::size_t>(options.resamples + 1) / 2) return std::nullopt;
  return ConfidenceInterval{observed.mean - quantile(ratios, (1 + options.level) / 2) * observed.error,
                            observed.mean - quantile(ratios, (1 - options.level) / 2) * observed.error, options.level,
                            IntervalKind::studentised_bootstrap};
}

}  // namespace imprint
