// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/student_t.h"

#include <cmath>
#include <limits>

namespace imprint {
namespace {

constexpr double tiny = 1e-300;

double away_from_zero(double value) { return std::abs(value) < tiny ? tiny : value; }

/// The continued fraction of the incomplete beta function; converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double factor = d * c;
    result *= factor;
    if (std::abs(factor - 1) < 1e-15) break;
  }
  return result;
}

/// I_x(a, b); `rest` is 1 - x, which x near 1 no longer tells.
double incomplete_beta(double a, double b, double x, double rest) {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log(rest));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, rest) / b;
}

}  // namespace

double student_t_cdf(double t, double degrees) {
  const double squares = degrees + t * t;
  const double tail = 0.5 * incomplete_beta(degrees / 2, 0.5, degrees / squares, t * t / squares);
  return t >= 0 ? 1 - tail : tail;
}

double student_t_quantile(double p, double degrees) {
  if (!(p > 0)) return -std::numeric_limits<double>::infinity();
  if (!(p < 1)) return std::numeric_limits<double>::infinity();
  if (p > 0.5) return -student_t_quantile(1 - p, degrees);
  double low = -1;
  while (student_t_cdf(low, degrees) > p) low *= 2;
  double high = 0;
  for (int i = 0; i < 200 && high - low > 1e-15 * std::abs(low); ++i) {
    const double middle = (low + high) / 2;
    (student_t_cdf(middle, degrees) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace imprint
