// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/seed_mean.h"

#include <cmath>
#include <numeric>

#include "analysis/critical/mean_interval.h"

namespace imprint {

double seed_mean(std::span<const double> values) {
  if (values.empty()) return std::nan("");
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::optional<ConfidenceInterval> seed_interval(std::span<const double> values, const IntervalOptions& options) {
  return mean_interval(Eigen::Map<const Eigen::ArrayXd>(values.data(), std::ssize(values)), options);
}

}  // namespace imprint
