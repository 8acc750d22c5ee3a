// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/normal_distribution.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace imprint {

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

double normal_quantile(double p) {
  if (!(p > 0)) return -std::numeric_limits<double>::infinity();
  if (!(p < 1)) return std::numeric_limits<double>::infinity();
  if (p > 0.5) return -normal_quantile(1 - p);
  // Halving to a start where Newton converges, then Newton: log Phi is concave, so it never overshoots to the left.
  double low = -40, high = 0;
  for (int i = 0; i < 30; ++i) {
    const double middle = (low + high) / 2;
    (normal_cdf(middle) < p ? low : high) = middle;
  }
  double z = (low + high) / 2;
  for (int i = 0; i < 4; ++i) {
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
    z -= (normal_cdf(z) - p) / density;
  }
  return z;
}

}  // namespace imprint
