// SPDX-License-Identifier: GPL-3.0-or-later
// A confidence interval, which always says how it was made.
#pragma once

#include <cstdint>

#include "core/results/interval_kind.h"

namespace imprint {

struct ConfidenceInterval {
  double low = 0;
  double high = 0;
  double level = 0.95;
  IntervalKind kind = IntervalKind::student_t;
  bool operator==(const ConfidenceInterval&) const = default;
};

/// What interval is wanted. One report takes one kind for all of its means.
struct IntervalOptions {
  IntervalKind kind = IntervalKind::student_t;
  double level = 0.95;
  int resamples = 10'000;  // of the bootstraps
  std::uint64_t seed = 1;  // of the bootstraps and of drawn permutations
};

}  // namespace imprint
