// SPDX-License-Identifier: GPL-3.0-or-later
// The learning rate as a pure function of the step.
//
//   constant     lr
//   cosine       lr_final + (lr - lr_final) (1 + cos(pi t / T)) / 2
//   piecewise    lr * factor^(number of milestones m with t >= m T)
//   exponential  lr * decay^floor(t / steps an epoch)
//
// t and T are those of a clock. A running clock counts every step, a frozen one (training.lr_clock) only those outside
// deficits, so that the rate stands still during them. With training.lr_restart the clock begins anew at the end of
// each deficit, t from 0 and T what is left.
#pragma once

#include <cstdint>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/schedule/deficit_window.h"

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

 private:
  std::int64_t clock(std::int64_t step) const;

  TrainingSpec training_;
  std::int64_t total_steps_;
  std::int64_t steps_per_epoch_;
  std::vector<StepWindow> deficits_;  // merged
};

}  // namespace imprint
