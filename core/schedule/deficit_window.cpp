// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/deficit_window.h"

#include <algorithm>
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

double steps_per_unit(const std::string& unit, const std::string& key, std::int64_t budget_steps,
                      std::int64_t steps_per_epoch) {
  if (unit == "iteration") return 1;
  if (unit == "epoch") return static_cast<double>(steps_per_epoch);
  if (unit == "fraction") return static_cast<double>(budget_steps);
  throw InputError(key + " must be iteration, epoch or fraction, but is \"" + unit + "\"");
}

void require_steps(const StepWindow& window, const DeficitSpec& deficit, int index) {
  if (window.begin < 0)
    throw InputError(key_of(index, "onset") + " must be at least 0, but is " + plain_text(deficit.onset));
  if (window.end <= window.begin)
    throw InputError(key_of(index, "length") + " must be at least one step, but is " + plain_text(deficit.length) +
                     " " + deficit.unit);
}

void require_end_within(const RunLength& length) {
  for (std::size_t i = 0; i < length.windows.size(); ++i)
    if (length.windows[i].end > length.total_steps)
      throw InputError(key_of(static_cast<int>(i), "length") + " must end within the run of " +
                       std::to_string(length.total_steps) + " steps, but onset + length is step " +
                       std::to_string(length.windows[i].end));
}

std::int64_t steps_inside(const std::vector<StepWindow>& windows) {
  std::int64_t steps = 0;
  for (const StepWindow& window : merged_windows(windows)) steps += window.end - window.begin;
  return steps;
}

}  // namespace

StepWindow resolve_window(const DeficitSpec& deficit, int index, std::int64_t budget_steps,
                          std::int64_t steps_per_epoch) {
  const double scale = steps_per_unit(deficit.unit, key_of(index, "unit"), budget_steps, steps_per_epoch);
  const StepWindow window = {std::llround(deficit.onset * scale),
                             std::llround((deficit.onset + deficit.length) * scale)};
  require_steps(window, deficit, index);
  return window;
}

std::int64_t training_budget_steps(const TrainingSpec& training, std::int64_t steps_per_epoch) {
  return training.iterations > 0 ? training.iterations : training.epochs * steps_per_epoch;
}

std::vector<StepWindow> merged_windows(std::vector<StepWindow> windows) {
  std::ranges::sort(windows, {}, &StepWindow::begin);
  std::vector<StepWindow> merged;
  for (const StepWindow& window : windows) {
    if (!merged.empty() && window.begin <= merged.back().end)
      merged.back().end = std::max(merged.back().end, window.end);
    else
      merged.push_back(window);
  }
  return merged;
}

StepWindow hull_of(const std::vector<StepWindow>& windows) {
  if (windows.empty()) return {};
  StepWindow hull = windows.front();
  for (const StepWindow& window : windows) hull = {std::min(hull.begin, window.begin), std::max(hull.end, window.end)};
  return hull;
}

std::int64_t compared_from(const std::vector<StepWindow>& windows, const StepWindow& continuation) {
  return windows.empty() ? continuation.begin : hull_of(windows).end;
}

namespace {

/// From the onset to the end.
StepWindow continuation_steps(const ContinuationSpec& continuation, const RunLength& length) {
  if (!is_on(continuation)) return {};
  const double scale =
      steps_per_unit(continuation.unit, "continuation.unit", length.budget_steps, length.steps_per_epoch);
  const StepWindow steps{std::llround(continuation.onset * scale), length.total_steps};
  if (steps.begin < 0 || steps.begin >= steps.end)
    throw InputError("continuation.onset must be before the end of the run of " + std::to_string(steps.end) +
                     " steps, but is step " + std::to_string(steps.begin));
  return steps;
}

}  // namespace

RunLength run_length_of(const ExperimentSpec& spec, std::int64_t budget_steps, std::int64_t steps_per_epoch,
                        bool with_deficits) {
  RunLength length = {.budget_steps = budget_steps, .total_steps = budget_steps, .steps_per_epoch = steps_per_epoch};
  if (!with_deficits) return length;
  for (std::size_t i = 0; i < spec.deficits.size(); ++i)
    length.windows.push_back(resolve_window(spec.deficits[i], static_cast<int>(i), budget_steps, steps_per_epoch));
  if (spec.training.budget == "clean") length.total_steps += steps_inside(length.windows);
  require_end_within(length);
  length.continuation = continuation_steps(spec.continuation, length);
  return length;
}

RunLength run_length(const ExperimentSpec& spec, std::int64_t steps_per_epoch, bool with_deficits) {
  return run_length_of(spec, training_budget_steps(spec.training, steps_per_epoch), steps_per_epoch, with_deficits);
}

}  // namespace imprint
