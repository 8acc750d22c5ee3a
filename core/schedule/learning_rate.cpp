// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/records/known_names.h"

namespace imprint {
namespace {

double cosine(const TrainingSpec& training, double progress) {
  const double share = (1 + std::cos(std::numbers::pi * progress)) / 2;
  return training.lr_final + (training.learning_rate - training.lr_final) * share;
}

double piecewise(const TrainingSpec& training, double step, double total_steps) {
  const auto passed = std::count_if(training.lr_milestones.begin(), training.lr_milestones.end(),
                                    [&](double milestone) { return step >= milestone * total_steps; });
  return training.learning_rate * std::pow(training.lr_factor, static_cast<double>(passed));
}

double exponential(const TrainingSpec& training, std::int64_t epoch) {
  return training.learning_rate * std::pow(training.lr_decay, static_cast<double>(epoch));
}

}  // namespace

double learning_rate_at(const TrainingSpec& training, std::int64_t time, std::int64_t total_time,
                        std::int64_t steps_per_epoch) {
  const double now = static_cast<double>(time);
  const double end = static_cast<double>(total_time);
  if (training.lr_schedule == "constant") return training.learning_rate;
  if (training.lr_schedule == "cosine") return cosine(training, now / end);
  if (training.lr_schedule == "piecewise") return piecewise(training, now, end);
  if (training.lr_schedule == "exponential") return exponential(training, time / steps_per_epoch);
  throw InputError("training.lr_schedule must be " + join_choices(learning_rate_schedule_names()) +
                   ", but is \"" + training.lr_schedule + "\"");
}

LearningRatePlan::LearningRatePlan(const TrainingSpec& training, const RunLength& length)
    : training_(training),
      total_steps_(length.total_steps),
      steps_per_epoch_(length.steps_per_epoch),
      deficits_(merged_windows(length.windows)) {}

std::int64_t LearningRatePlan::clock(std::int64_t step) const {
  if (training_.lr_clock != "frozen") return step;
  std::int64_t inside = 0;
  for (const StepWindow& window : deficits_)
    inside += std::clamp<std::int64_t>(step - window.begin, 0, window.end - window.begin);
  return step - inside;
}

double LearningRatePlan::at(std::int64_t step) const {
  std::int64_t begin = 0;  // where the clock began
  if (training_.lr_restart)
    for (const StepWindow& window : deficits_)
      if (window.end <= step) begin = window.end;
  return learning_rate_at(training_, clock(step) - clock(begin), clock(total_steps_) - clock(begin), steps_per_epoch_);
}

}  // namespace imprint
