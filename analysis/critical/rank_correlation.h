// SPDX-License-Identifier: GPL-3.0-or-later
// Spearman's rank correlation: how well one quantity at the deficit's end orders the damage.
#pragma once

#include <Eigen/Core>
#include <optional>

#include "analysis/critical/bootstrap.h"

namespace imprint {

/// Ranks from 1; equal values share the mean of theirs.
Eigen::ArrayXd ranks_of(const Eigen::Ref<const Eigen::ArrayXd>& values);

/// Pearson's correlation of the ranks; NaN for fewer than 2 pairs or when one side does not vary. Throws InputError for
/// unequal lengths.
double rank_correlation(const Eigen::Ref<const Eigen::ArrayXd>& x, const Eigen::Ref<const Eigen::ArrayXd>& y);

/// BCa interval over pairs. Nothing for fewer than 5 pairs, or when resamples without variation are too many to leave
/// out (more than 1 %).
std::optional<ConfidenceInterval> rank_correlation_interval(const Eigen::Ref<const Eigen::ArrayXd>& x,
                                                            const Eigen::Ref<const Eigen::ArrayXd>& y,
                                                            const BootstrapOptions& options = {});

}  // namespace imprint
