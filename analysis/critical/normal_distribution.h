// SPDX-License-Identifier: GPL-3.0-or-later
// The standard normal distribution.
#pragma once

namespace imprint {

/// Phi(z) = erfc(-z / sqrt 2) / 2.
double normal_cdf(double z);

/// Phi^-1(p) for p in (0, 1), by Newton's method on Phi to full double precision; -inf at 0, inf at 1.
double normal_quantile(double p);

}  // namespace imprint
