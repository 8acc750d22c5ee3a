// SPDX-License-Identifier: GPL-3.0-or-later
// Bootstrap confidence intervals, for those who ask for them by name: over few seeds Student's t (mean_interval.h)
// covers more truly. Two kinds.
//
// Bias corrected and accelerated, BCa (Efron, JASA 1987; Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
// section 14.3):
//
//   z0 = Phi^-1(share of resampled statistics below the observed one, ties count half)
//   a  = sum_i d_i^3 / (6 (sum_i d_i^2)^(3/2)),  d_i = mean of the leave-one-out statistics - the i-th of them
//   ends: the quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of the resampled statistics, z = Phi^-1(alpha / 2), ...
//
// Studentised, of a mean (Efron & Tibshirani, section 12.5): with m and se the mean and its standard error of the
// values, and m*, se* those of a resample,
//
//   t* = (m* - m) / se*,  ends: m - q(1 - alpha / 2) se, m - q(alpha / 2) se, q the quantiles of t*
//
// A resample whose values are all equal has no se* and says nothing: it is left out. When more than half of them are,
// there is no interval.
#pragma once

#include <Eigen/Core>
#include <functional>
#include <optional>

#include "analysis/critical/confidence_interval.h"

namespace imprint {

/// A number computed from units drawn with replacement; `units` are indices 0..n-1.
using UnitStatistic = std::function<double(const Eigen::Ref<const Eigen::ArrayXi>& units)>;

/// The BCa interval of a statistic of `count` exchangeable units; `options.kind` is not looked at. Nothing for fewer
/// than 3 units, when a resampled value is not finite, and when none differs from another. Throws InputError for fewer
/// than 100 resamples or a level outside (0, 1).
std::optional<ConfidenceInterval> bca_interval(int count, const UnitStatistic& statistic,
                                               const IntervalOptions& options = {});

/// Of the mean of the values. At 95 % it covers .72, .84, .89 and .91 of normal means for N = 3, 5, 8 and 12.
std::optional<ConfidenceInterval> bca_mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                    const IntervalOptions& options = {});

/// The studentised interval of the mean. Nothing for fewer than 5 values (with 3 it covers .84 of normal means), for
/// values without spread or not finite, and when most resamples have no spread. Throws as bca_interval.
std::optional<ConfidenceInterval> studentised_mean_interval(const Eigen::Ref<const Eigen::ArrayXd>& values,
                                                            const IntervalOptions& options = {});

}  // namespace imprint
