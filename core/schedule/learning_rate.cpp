// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/spec/known_names.h"

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

double scheduled_rate(const TrainingSpec& training, std::int64_t time, std::int64_t total_time,
                      std::int64_t steps_per_epoch) {
  const double now = static_cast<double>(time);
  const double end = static_cast<double>(total_time);
  if (training.lr_schedule == "constant") return training.learning_rate;
  if (training.lr_schedule == "cosine") return cosine(training, now / end);
  if (training.lr_schedule == "piecewise") return piecewise(training, now, end);
  if (training.lr_schedule == "exponential") return exponential(training, time / steps_per_epoch);
  throw InputError("training.lr_schedule must be " + join_choices(learning_rate_schedule_names()) + ", but is \"" +
                   training.lr_schedule + "\"");
}

bool is_warming_up(const TrainingSpec& training, std::int64_t time, std::int64_t steps_per_epoch) {
  return static_cast<double>(time) + 1 < training.lr_warmup * static_cast<double>(steps_per_epoch);
}

/// The first time after that one at which a milestone is passed.
std::int64_t next_milestone(const TrainingSpec& training, std::int64_t time, std::int64_t total_time) {
  double next = static_cast<double>(total_time);
  for (const double milestone : training.lr_milestones)
    if (const double place = std::ceil(milestone * static_cast<double>(total_time)); place > static_cast<double>(time))
      next = std::min(next, place);
  return std::max(time + 1, static_cast<std::int64_t>(next));
}

/// For how long the formula gives one value, from that time on. Of another schedule nothing is known.
std::int64_t steps_of_one_rate(const TrainingSpec& training, std::int64_t time, std::int64_t total_time,
                               std::int64_t steps_per_epoch) {
  if (is_warming_up(training, time, steps_per_epoch)) return 1;
  if (training.lr_schedule == "constant") return std::numeric_limits<std::int64_t>::max();
  if (training.lr_schedule == "piecewise") return next_milestone(training, time, total_time) - time;
  if (training.lr_schedule == "exponential") return steps_per_epoch - time % steps_per_epoch;
  return 1;
}

/// Whether T is no input of the formula. Of another schedule it is taken to be one.
bool ignores_total(const TrainingSpec& training) {
  return training.lr_schedule == "constant" || training.lr_schedule == "exponential";
}

TrainingSpec formula_of(TrainingSpec training) {
  const TrainingSpec plain;
  training.epochs = plain.epochs;
  training.iterations = plain.iterations;
  training.budget = plain.budget;
  training.lr_clock = plain.lr_clock;
  training.lr_restart = plain.lr_restart;
  return training;
}

}  // namespace

double learning_rate_at(const TrainingSpec& training, std::int64_t time, std::int64_t total_time,
                        std::int64_t steps_per_epoch) {
  const double rate = scheduled_rate(training, time, total_time, steps_per_epoch);
  if (!is_warming_up(training, time, steps_per_epoch)) return rate;
  return rate * ((static_cast<double>(time) + 1) / (training.lr_warmup * static_cast<double>(steps_per_epoch)));
}

LearningRatePlan::LearningRatePlan(const TrainingSpec& training, const RunLength& length)
    : training_(training),
      formula_(formula_of(training)),
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

LearningRatePlan::ClockTime LearningRatePlan::time_of(std::int64_t step) const {
  std::int64_t begin = 0;  // where the clock began
  bool in_deficit = false;
  for (const StepWindow& window : deficits_) {
    if (training_.lr_restart && window.end <= step) begin = window.end;
    in_deficit = in_deficit || window.contains(step);
  }
  return {clock(step) - clock(begin), clock(total_steps_) - clock(begin), in_deficit && training_.lr_clock == "frozen"};
}

double LearningRatePlan::at(std::int64_t step) const {
  const ClockTime now = time_of(step);
  return learning_rate_at(training_, now.time, now.total, steps_per_epoch_);
}

std::int64_t LearningRatePlan::stays_for(std::int64_t step) const {
  const ClockTime now = time_of(step);
  if (now.stands) return std::numeric_limits<std::int64_t>::max();
  return steps_of_one_rate(training_, now.time, now.total, steps_per_epoch_);
}

bool LearningRatePlan::goes_on_like(const LearningRatePlan& other, std::int64_t step) const {
  ClockTime mine = time_of(step), others = other.time_of(step);
  if (ignores_total(formula_)) mine.total = others.total;
  return mine == others && formula_ == other.formula_ && steps_per_epoch_ == other.steps_per_epoch_;
}

}  // namespace imprint
