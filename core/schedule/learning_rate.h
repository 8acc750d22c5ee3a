// SPDX-License-Identifier: GPL-3.0-or-later
// The learning rate as a pure function of the step.
//
//   constant     lr
//   cosine       lr_final + (lr - lr_final) (1 + cos(pi t / T)) / 2
//   piecewise    lr * factor^(number of milestones m with t >= m T)
//   exponential  lr * decay^floor(t / steps an epoch)
//   plateau      lr; training multiplies it by factor^(times that validation stalled), which no formula knows
//
// With a warm-up of W = training.lr_warmup * steps an epoch, the rate of every t with t + 1 < W is multiplied by
// (t + 1) / W: it rises linearly and meets its schedule at the W-th step. A warm-up that is longer than the run never
// gets there.
//
// t and T are those of a clock. A running clock counts every step, a frozen one (training.lr_clock) only those outside
// deficits, so that the rate stands still during them, warm-up included. With training.lr_restart the clock begins anew
// at the end of each deficit, t from 0 and T what is left: the warm-up is repeated there.
#pragma once

#include <cstdint>
#include <vector>

#include "core/schedule/deficit_window.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The rate at time t in 0..T-1 of the clock. Throws InputError for an unknown schedule.
double learning_rate_at(const TrainingSpec& training, std::int64_t time, std::int64_t total_time,
                        std::int64_t steps_per_epoch);

/// The rates of a run.
class LearningRatePlan {
 public:
  LearningRatePlan(const TrainingSpec& training, const RunLength& length);

  /// Of a step in 0..total_steps-1.
  double at(std::int64_t step) const;
  /// Whether training multiplies it by a factor that follows the scores; equal rates may then part.
  bool follows_scores() const;
  /// Whether what it follows is passed over after that step: a frozen clock stands during deficits.
  bool stands_after(std::int64_t step) const { return time_of(step).stands; }
  /// Whether it begins anew with that step.
  bool restarts_at(std::int64_t step) const;

  /// Whether the formula reads the same here and there from that step on, until a window of either begins or ends: the
  /// same spec, the same t and, where it is read, the same T. Rates may be equal without it.
  bool goes_on_like(const LearningRatePlan& other, std::int64_t step) const;
  /// For how many steps from that one on, itself included, the rate surely stays what it is, until a window begins or
  /// ends.
  std::int64_t stays_for(std::int64_t step) const;

 private:
  struct ClockTime {
    std::int64_t time = 0;
    std::int64_t total = 0;
    bool stands = false;
    bool operator==(const ClockTime&) const = default;
  };
  ClockTime time_of(std::int64_t step) const;
  std::int64_t clock(std::int64_t step) const;

  TrainingSpec training_;
  TrainingSpec formula_;  // without what only the clock and the length of the run read
  std::int64_t total_steps_;
  std::int64_t steps_per_epoch_;
  std::vector<StepWindow> deficits_;  // merged
};

}  // namespace imprint
