// SPDX-License-Identifier: GPL-3.0-or-later
// How long a run is, and where its deficits and its 16-bit continuation lie in it.
//
//   budget B   training.iterations, or epochs * steps an epoch
//   total T    B when training.budget = total; B + D when it is clean, D the steps inside deficits: then every run has
//              the same number of steps without a deficit, whatever its windows (protocol A of arXiv 2403.02243)
#pragma once

#include <cstdint>
#include <vector>

#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// The window in steps: [round(onset), round(onset + length)) in the deficit's unit; a fraction is of `budget_steps`.
/// Throws InputError when it is empty or starts before 0, naming the field. `index` is the deficit's place in the spec.
StepWindow resolve_window(const DeficitSpec& deficit, int index, std::int64_t budget_steps,
                          std::int64_t steps_per_epoch);

/// Steps that `training.iterations`, or else `epochs`, ask for.
std::int64_t training_budget_steps(const TrainingSpec& training, std::int64_t steps_per_epoch);

/// Ascending and apart; windows that overlap or touch become one.
std::vector<StepWindow> merged_windows(std::vector<StepWindow> windows);

/// From the first one's begin to the last one's end; [0, 0) without any.
StepWindow hull_of(const std::vector<StepWindow>& windows);

/// From which step on a run is compared with its baseline: the end of its last deficit, or without any the step at
/// which it goes on in 16 bits.
std::int64_t compared_from(const std::vector<StepWindow>& windows, const StepWindow& continuation);

struct RunLength {
  std::int64_t budget_steps = 0;
  std::int64_t total_steps = 0;
  std::int64_t steps_per_epoch = 1;
  std::vector<StepWindow> windows = {};  // in the order of the spec
  StepWindow continuation = {};          // the steps in 16 bits; empty where there are none
};

/// Of the spec, or without its deficits and in 32 bits of its baseline. Throws InputError as resolve_window does, and
/// for a window that ends after the run.
RunLength run_length(const ExperimentSpec& spec, std::int64_t steps_per_epoch, bool with_deficits = true);

/// The same when the budget is known.
RunLength run_length_of(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                        bool with_deficits = true);

}  // namespace imprint
