// SPDX-License-Identifier: GPL-3.0-or-later
// Lasting damage and recovery of a deficit against its seed-paired baseline.
//
//   damage    = final(baseline) - final(deficit)
//   gap       = baseline - deficit at the first evaluation of both arms at or after the deficit's end
//   recovery  = 1 - damage / gap        1 = the gap closed, 0 = none of it did, < 0 = it widened
//
// Final is what training ended at. An evaluation counts when at least one step was done and at least one step after the
// last deficit: neither the untrained network nor one that has just left its deficit says what lasts. Of the counting
// ones the rule takes the last, the median of the last k (of all when they are fewer), the best, or that at which the
// same score is best in validation (the earliest of equals, each arm its own); and both arms choose among the same
// steps. A deficit that reaches the end leaves none: then both arms take their last evaluation whatever the
// rule is, and the result is marked `no_clean_step`, because its difference is the deficit at work, not what it leaves.
//
// Where the budget counts clean steps alone (training.budget = clean), the deficit's run is longer than its baseline by
// the steps of its windows. After the last window both stand at the same clean step when the deficit's run is ahead by
// exactly those: evaluations are paired so, by their distance to the end, and those without a partner don't count. For
// the gap, which may be taken within such a lag, a baseline that has ended stays what it is: after its last evaluation
// that one counts.
//
// For losses (lower is better) the sign of damage and gap is turned, so that positive always means harm. Recovery needs
// something to recover from and time to do it: it is absent when the gap is not positive, and when no evaluation
// follows the one at which the gap was taken. A NaN among the values that count makes the result NaN: a diverged
// evaluation is never left out silently.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>

#include "core/results/metric_row.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// What an arm ended at, and what that rests on.
struct FinalValue {
  double value = std::numeric_limits<double>::quiet_NaN();
  int used = 0;                // evaluations behind it
  bool no_clean_step = false;  // the deficit reaches the end: the last evaluation
};

/// The final value of one arm by `rule.final_value` and `rule.final_count`; `deficit_end` is the end of its last window
/// in steps, 0 without one. `rows` are in order of steps and may hold other metrics. Throws InputError for an unknown
/// rule, a count below 1, and when the metric, or that of validation if the rule chooses by it, has no value after the
/// first step.
FinalValue final_value(std::span<const MetricRow> rows, const std::string& metric, const ComparisonSpec& rule,
                       std::int64_t deficit_end);

/// Compares two arms that have both ended, by `rule`. `deficit_end` is the end of the last deficit window, in steps.
/// `discordant` is left empty (mcnemar.h). Throws as `final_value`.
ComparisonResult compare_arms(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                              const ComparisonSpec& rule, std::int64_t deficit_end);

/// "last", "median of the last 3", "best", "best in validation".
std::string final_rule_words(const ComparisonSpec& rule);

/// The rule with what it rests on: "median of the last 3 (2 used)", "last evaluation, no clean step".
std::string final_value_words(const std::string& rule, int used, bool no_clean_step);
std::string final_value_words(const ComparisonResult& result);

}  // namespace imprint
