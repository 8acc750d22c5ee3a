// SPDX-License-Identifier: GPL-3.0-or-later
// The mean over seeds and its interval: one way for tables, files, figures and charts, so that they agree to the last
// digit.
#pragma once

#include <optional>
#include <span>

#include "analysis/critical/confidence_interval.h"

namespace imprint {

/// (x_1 + ... + x_N) / N, summed in that order; NaN of none.
double seed_mean(std::span<const double> values);

/// mean_interval (mean_interval.h) of the same values.
std::optional<ConfidenceInterval> seed_interval(std::span<const double> values, const IntervalOptions& options = {});

}  // namespace imprint
