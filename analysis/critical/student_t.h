// SPDX-License-Identifier: GPL-3.0-or-later
// Student's t distribution, for intervals of the mean of few normal values.
#pragma once

namespace imprint {

/// P(T <= t) for `degrees` > 0 degrees of freedom: 1 - I_x(degrees / 2, 1/2) / 2 for t >= 0, x = degrees / (degrees +
/// t^2), I the regularised incomplete beta function by Lentz's continued fraction (Numerical Recipes, 6.4).
double student_t_cdf(double t, double degrees);

/// The t with P(T <= t) = p, for p in (0, 1); -inf at 0, inf at 1.
double student_t_quantile(double p, double degrees);

}  // namespace imprint
