// SPDX-License-Identifier: GPL-3.0-or-later
// The first step that two runs describe differently, found without describing every step.
//
// Between two neighbouring places at which a window of either run begins or ends, the same deficits act, and rates and
// schedules are pure functions of inputs that move on alike. Where both runs have the same inputs at such a stretch's
// first step they have them throughout; where they have not, its steps are compared one by one. Nothing is taken for
// granted about a formula but what it reads.
#pragma once

#include <cstdint>
#include <vector>

#include "core/schedule/run_timeline.h"

namespace imprint {

class TimelineComparison {
 public:
  TimelineComparison(const RunTimeline& a, const RunTimeline& b, TimelineParts parts) : a_(a), b_(b), parts_(parts) {}

  /// In 0..end; `end` when all steps before it are described alike. Precondition: both runs have `end` steps.
  std::int64_t first_difference(std::int64_t end) const;

 private:
  std::vector<std::int64_t> bounds(std::int64_t end) const;
  bool same_data_and_rules(std::int64_t step) const;
  std::int64_t first_other_rate(StepWindow stretch) const;
  std::int64_t first_other_precision(StepWindow stretch) const;
  bool same_schedules() const;
  bool same_precision(std::int64_t step) const;

  const RunTimeline& a_;
  const RunTimeline& b_;
  TimelineParts parts_;
};

}  // namespace imprint
