// SPDX-License-Identifier: GPL-3.0-or-later
// Lasting damage and recovery of a deficit against its seed-paired baseline.
//
//   damage    = final(baseline) - final(deficit)                     sign turned for losses: positive = harm
//   recovery  = 1 - damage / gap,  gap = baseline - deficit at the first evaluation at or after the deficit's end
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/records/metric_row.h"
#include "core/records/run_records.h"

namespace imprint {

/// "last", "median" (of the last `count` values) or "best" of the metric's values, in order of steps. Throws
/// InputError when there is none.
double final_value(std::span<const MetricRow> rows, const std::string& metric, const std::string& rule, int count);

/// Compares the two arms. `deficit_end` is the end of the last deficit window, in steps.
ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const std::string& metric, const std::string& rule, int count,
                              std::int64_t deficit_end);

}  // namespace imprint
