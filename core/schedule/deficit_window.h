// SPDX-License-Identifier: GPL-3.0-or-later
// Deficit windows in steps, and what they do to the precision of a step.
#pragma once

#include <cstdint>
#include <vector>

#include "core/records/experiment_spec.h"
#include "core/records/run_records.h"

namespace imprint {

/// The window in steps: [round(onset), round(onset + length)) in the deficit's unit. Throws InputError when
/// it is empty, starts before 0 or ends after `total_steps`, naming the field. `index` is the deficit's place
/// in the spec.
StepWindow resolve_window(const DeficitSpec& deficit, int index, std::int64_t total_steps,
                          std::int64_t steps_per_epoch);

std::vector<StepWindow> resolve_windows(const ExperimentSpec& spec, std::int64_t total_steps,
                                        std::int64_t steps_per_epoch);

/// Total steps of the run: `training.iterations`, or epochs * steps_per_epoch.
std::int64_t total_training_steps(const TrainingSpec& training, std::int64_t steps_per_epoch);

}  // namespace imprint
