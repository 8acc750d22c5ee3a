// SPDX-License-Identifier: GPL-3.0-or-later
// Turns steps into progress: speed, share done, time left; told to the listener at most ten times a second.
#pragma once

#include <chrono>
#include <cstdint>

#include "app/workflow/run_job.h"
#include "core/base/now_and_then.h"

namespace imprint {

class ProgressTracker {
 public:
  /// `steps_in_all` over all arms, shared steps counted once; `steps_done` of them before this session.
  ProgressTracker(RunListener& listener, std::int64_t steps_in_all, std::int64_t steps_done);

  /// One more step of some arm (or, with `is_step` = false, news that are no step).
  void report(RunProgress progress, bool is_step);

 private:
  using Clock = std::chrono::steady_clock;

  double seconds_left(double elapsed) const;

  RunListener& listener_;
  std::int64_t steps_in_all_;
  std::int64_t steps_before_;
  std::int64_t steps_done_;
  Clock::time_point started_ = Clock::now();
  NowAndThen telling_{NowAndThen::Interval(0)};
  Clock::time_point last_step_ = Clock::now();
  double step_seconds_ = 0;  // exponential mean
};

}  // namespace imprint
