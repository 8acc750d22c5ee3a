// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate.h"

#include <algorithm>

#include "core/schedule/learning_rate_kind.h"

namespace imprint {
namespace {

bool is_warming_up(const TrainingSpec& training, std::int64_t time, std::int64_t steps_per_epoch) {
  return static_cast<double>(time) + 1 < training.lr_warmup * static_cast<double>(steps_per_epoch);
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
  const double rate = learning_rate_kind(training.lr_schedule).rate(training, {time, total_time, steps_per_epoch});
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

bool LearningRatePlan::follows_scores() const { return learning_rate_kind(training_.lr_schedule).follows_scores; }

bool LearningRatePlan::restarts_at(std::int64_t step) const {
  return training_.lr_restart && std::ranges::find(deficits_, step, &StepWindow::end) != deficits_.end();
}

std::int64_t LearningRatePlan::stays_for(std::int64_t step) const {
  const ClockTime now = time_of(step);
  if (now.stands) return for_ever;
  if (is_warming_up(training_, now.time, steps_per_epoch_)) return 1;
  return learning_rate_kind(training_.lr_schedule).stays_for(training_, {now.time, now.total, steps_per_epoch_});
}

bool LearningRatePlan::goes_on_like(const LearningRatePlan& other, std::int64_t step) const {
  ClockTime mine = time_of(step), others = other.time_of(step);
  if (!learning_rate_kind(formula_.lr_schedule).reads_total) mine.total = others.total;
  return mine == others && formula_ == other.formula_ && steps_per_epoch_ == other.steps_per_epoch_;
}

}  // namespace imprint
