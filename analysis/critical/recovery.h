// SPDX-License-Identifier: GPL-3.0-or-later
// How the gap between baseline and deficit closes once the deficit is over.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/results/metric_row.h"

namespace imprint {

struct GapPoint {
  std::int64_t steps_after = 0;  // since the deficit's end
  double gap = 0;                // positive = harm, as in damage.h
};

/// The gap at every evaluation of both arms at or after the deficit's end; rows in order of steps. A baseline that has
/// ended counts with its last value (damage.h).
std::vector<GapPoint> recovery_curve(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                                     const std::string& metric, std::int64_t deficit_end);

/// Steps after the deficit's end from which the gap stays at most `margin` until the last evaluation; nothing when the
/// last one is still above (not recovered within the run) or there is none.
std::optional<std::int64_t> steps_to_recover(std::span<const GapPoint> curve, double margin);

}  // namespace imprint
