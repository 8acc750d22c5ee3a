// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/deficit_window.h"

#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/base/text.h"

namespace imprint {
namespace {

std::string key_of(int index, const char* name) {
  std::string key = "deficit.";
  return key.append(std::to_string(index)).append(".").append(name);
}

double steps_per_unit(const DeficitSpec& deficit, int index, std::int64_t total_steps,
                      std::int64_t steps_per_epoch) {
  if (deficit.unit == "iteration") return 1;
  if (deficit.unit == "epoch") return static_cast<double>(steps_per_epoch);
  if (deficit.unit == "fraction") return static_cast<double>(total_steps);
  throw InputError(key_of(index, "unit") + " must be iteration, epoch or fraction, but is \"" + deficit.unit +
                   "\"");
}

void require_within(const StepWindow& window, const DeficitSpec& deficit, int index,
                    std::int64_t total_steps) {
  if (window.begin < 0)
    throw InputError(key_of(index, "onset") + " must be at least 0, but is " + plain_text(deficit.onset));
  if (window.end <= window.begin)
    throw InputError(key_of(index, "length") + " must be at least one step, but is " +
                     plain_text(deficit.length) + " " + deficit.unit);
  if (window.end > total_steps)
    throw InputError(key_of(index, "length") + " must end within the run of " + std::to_string(total_steps) +
                     " steps, but onset + length is step " + std::to_string(window.end));
}

}  // namespace

StepWindow resolve_window(const DeficitSpec& deficit, int index, std::int64_t total_steps,
                          std::int64_t steps_per_epoch) {
  const double scale = steps_per_unit(deficit, index, total_steps, steps_per_epoch);
  const StepWindow window = {std::llround(deficit.onset * scale),
                             std::llround((deficit.onset + deficit.length) * scale)};
  require_within(window, deficit, index, total_steps);
  return window;
}

std::vector<StepWindow> resolve_windows(const ExperimentSpec& spec, std::int64_t total_steps,
                                        std::int64_t steps_per_epoch) {
  std::vector<StepWindow> windows;
  for (const auto& deficit : spec.deficits)
    windows.push_back(
        resolve_window(deficit, static_cast<int>(windows.size()), total_steps, steps_per_epoch));
  return windows;
}

std::int64_t total_training_steps(const TrainingSpec& training, std::int64_t steps_per_epoch) {
  return training.iterations > 0 ? training.iterations : training.epochs * steps_per_epoch;
}

}  // namespace imprint
