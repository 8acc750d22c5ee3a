// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/training_loop.h"

#include "core/fields/interval.h"

namespace imprint {

TrainingLoop::TrainingLoop(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split)
    : trainer_(spec, with_deficits, split),
      evaluation_every_(interval_steps(spec.evaluation.every, trainer_.steps_per_epoch())),
      probe_every_(interval_steps(spec.probe.every, trainer_.steps_per_epoch())),
      checkpoint_every_(interval_steps(spec.checkpoint.every, trainer_.steps_per_epoch())) {}

void TrainingLoop::advance(std::int64_t until, const Observers& observers, const CancellationToken& token) {
  if (!has_begun_) {
    complete_boundary(observers, token);
    has_begun_ = true;
    for (TrainingObserver* observer : observers) observer->on_boundary();
  }
  while (trainer_.steps_done() < until) {
    step(observers, token);
    for (TrainingObserver* observer : observers) observer->on_boundary();
  }
}

void TrainingLoop::step(const Observers& observers, const CancellationToken& token) {
  for (TrainingObserver* observer : observers) observer->before_step();
  is_measured_ = false;
  for (TrainingObserver* observer : observers) observer->on_activity("training");
  const StepRecord record = trainer_.step();
  for (TrainingObserver* observer : observers) observer->on_step(record);
  complete_boundary(observers, token);
}

void TrainingLoop::measure(const Observers& observers, const CancellationToken& token) {
  if (is_due(evaluation_every_)) {
    for (TrainingObserver* observer : observers) observer->on_activity("evaluating");
    const EvaluationRecord record = trainer_.evaluate(token);
    trainer_.heed(record);
    for (TrainingObserver* observer : observers) observer->on_evaluation(record);
  }
  if (is_due(probe_every_))
    for (TrainingObserver* observer : observers) observer->on_probe(token);
}

void TrainingLoop::complete_boundary(const Observers& observers, const CancellationToken& token) {
  is_measured_ = false;
  measure(observers, token);
  is_measured_ = true;
  for (TrainingObserver* observer : observers) observer->on_measured();
  if (is_due(checkpoint_every_))
    for (TrainingObserver* observer : observers) observer->on_checkpoint();
  for (TrainingObserver* observer : observers) observer->on_activity("training");
}

bool TrainingLoop::is_due(std::int64_t every) const {
  return trainer_.steps_done() % every == 0 || trainer_.steps_done() == trainer_.total_steps();
}

}  // namespace imprint
