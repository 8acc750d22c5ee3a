// SPDX-License-Identifier: GPL-3.0-or-later
// Lasting damage and recovery of a deficit against its seed-paired baseline.
//
//   damage    = final(baseline) - final(deficit)
//   gap       = baseline - deficit at the first evaluation of both arms at or after the deficit's end
//   recovery  = 1 - damage / gap        1 = the gap closed, 0 = none of it did, < 0 = it widened
//
// Where the budget counts clean steps alone (training.budget = clean), the deficit's run is longer than its baseline. A
// baseline that has ended stays what it is: after its last evaluation that one counts. So the gap ends at the damage.
//
// For losses (lower is better) the sign of damage and gap is turned, so that positive always means harm.
// Recovery needs something to recover from and time to do it: it is absent when the gap is not positive, and
// when no evaluation follows the one at which the gap was taken. A NaN among the values that count makes the
// result NaN: a diverged evaluation is never left out silently.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/records/metric_row.h"
#include "core/records/run_records.h"

namespace imprint {

/// Whether smaller values of the metric are better: losses ("test/loss").
bool lower_is_better(const std::string& metric);

/// "last", "median" (of the last `count` values, or of all when there are fewer) or "best" of the metric's
/// values. `rows` are in order of steps and may hold other metrics. Throws InputError for an unknown rule, a
/// count below 1, or when the metric has no value.
double final_value(std::span<const MetricRow> rows, const std::string& metric, const std::string& rule,
                   int count);

/// Compares the two arms. `deficit_end` is the end of the last deficit window, in steps. Throws as
/// `final_value`.
ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const std::string& metric, const std::string& rule, int count,
                              std::int64_t deficit_end);

}  // namespace imprint
