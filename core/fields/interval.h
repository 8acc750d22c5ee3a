// SPDX-License-Identifier: GPL-3.0-or-later
// "1 epoch", "0.5 epochs", "500 iterations": how often something happens in a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace imprint {

struct Interval {
  double count = 1;  // above 0; whole when in iterations
  bool in_epochs = true;
};

/// Nothing when the text is no interval.
std::optional<Interval> parse_interval(std::string_view text);

/// "N epochs" (N may be a fraction), "N iterations" (singular too) in steps, rounded, at least 1. Throws
/// InputError.
std::int64_t interval_steps(std::string_view text, std::int64_t steps_per_epoch);

}  // namespace imprint
