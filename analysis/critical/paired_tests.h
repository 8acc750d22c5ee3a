// SPDX-License-Identifier: GPL-3.0-or-later
// Whether paired differences (baseline - deficit, one a seed) are more than chance, and how large they are.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

namespace imprint {

struct PermutationResult {
  double p_value = 1;
  bool exact = true;       // all sign flips were counted
  std::int64_t flips = 0;  // how many were
};

/// Two-sided sign-flip test of a mean difference of 0 (Fisher's randomisation test): the share of sign patterns whose
/// |mean| is at least the observed one, a relative 1e-12 below it included. All 2^n patterns up to n = 20, else
/// `draws` random ones, with (hits + 1) / (draws + 1) so that p is never 0. With n seeds no exact p is below 2^(1-n):
/// 5 seeds can never reach 0.05. Throws InputError for no difference or a value that is not finite.
PermutationResult sign_flip_test(const Eigen::Ref<const Eigen::ArrayXd>& differences, std::uint64_t seed = 1,
                                 std::int64_t draws = 100'000);

/// Hedges' g of paired differences: mean / standard deviation (n - 1), times 1 - 3 / (4 (n - 1) - 1) against its bias
/// in small samples (Hedges, 1981; Lakens, 2013, d_z). NaN for fewer than 3: with 2 that factor is 0, and with it any
/// effect. Infinite when the differences do not vary but their mean is not 0, NaN when it is.
double paired_effect_size(const Eigen::Ref<const Eigen::ArrayXd>& differences);

/// One-sided paired t-test of non-inferiority: p of the hypothesis that the mean difference is `margin` or more,
/// P(T_(n-1) <= (mean - margin) / (deviation / sqrt(n))). Below .025 the two-sided 95 % Student t interval lies below
/// the margin (ICH E9, 3.3.2; Schuirmann, 1987, one of its two tests). 0 or 1 when the differences do not vary; NaN for
/// fewer than 2.
double non_inferiority_test(const Eigen::Ref<const Eigen::ArrayXd>& differences, double margin);

/// Holm's step-down adjustment (Holm, 1979): in ascending order p_(i) -> max over j <= i of min(1, (m - j + 1) p_(j)).
/// In the order given; controls the chance of any false claim among the m.
std::vector<double> holm_adjusted(const std::vector<double>& p_values);

}  // namespace imprint
