// SPDX-License-Identifier: GPL-3.0-or-later
// The learning rate as a pure function of the step.
//
//   constant     lr
//   cosine       lr_final + (lr - lr_final) (1 + cos(pi t / T)) / 2
//   piecewise    lr * factor^(number of milestones m with t >= m T)
//   exponential  lr * decay^floor(t / steps an epoch)
#pragma once

#include <cstdint>

#include "core/records/experiment_spec.h"

namespace imprint {

/// The rate of step t in 0..total_steps-1. Throws InputError for an unknown schedule.
double learning_rate_at(const TrainingSpec& training, std::int64_t step, std::int64_t total_steps,
                        std::int64_t steps_per_epoch);

}  // namespace imprint
