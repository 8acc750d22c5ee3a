// SPDX-License-Identifier: GPL-3.0-or-later
// The precision of every step of a run: the schedule, overridden inside precision deficits.
#pragma once

#include <cstdint>
#include <vector>

#include "core/schedule/deficit_window.h"
#include "core/schedule/precision_schedule.h"

namespace imprint {

/// Bits of one step; 32 means the plain fp32 path.
struct StepPrecision {
  int forward_bits = 32;
  int backward_bits = 32;
  bool operator==(const StepPrecision&) const = default;
};

class PrecisionPlan {
 public:
  /// `with_deficits` = false gives the baseline's plan. Throws InputError like its parts.
  PrecisionPlan(const ExperimentSpec& spec, std::int64_t total_steps, std::int64_t steps_per_epoch,
                bool with_deficits = true);

  /// A later window of the spec wins over an earlier one that it overlaps.
  StepPrecision at(std::int64_t step) const;
  /// Whether a deficit of any kind acts at the step.
  bool in_deficit(std::int64_t step) const;
  const std::vector<StepWindow>& windows() const { return windows_; }
  const PrecisionSchedule& schedule() const { return schedule_; }

 private:
  PrecisionSchedule schedule_;
  std::vector<DeficitSpec> deficits_;
  std::vector<StepWindow> windows_;
};

}  // namespace imprint
