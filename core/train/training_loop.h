// SPDX-License-Identifier: GPL-3.0-or-later
// When things happen in a training: steps, and at the boundaries between them evaluation, probes and checkpoints. A
// checkpoint stands for everything up to its step, so that resuming repeats nothing and skips nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/base/cancellation.h"
#include "core/train/trainer.h"
#include "core/train/training_observer.h"

namespace imprint {

class TrainingLoop {
 public:
  using Observers = std::vector<TrainingObserver*>;

  /// As Trainer; also throws InputError for an interval that is none.
  TrainingLoop(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split);

  Trainer& trainer() { return trainer_; }
  const Trainer& trainer() const { return trainer_; }

  /// The trainer was restored from a checkpoint: its boundary is complete.
  void continue_from_checkpoint() { has_begun_ = true; }
  /// Whether the boundary of the step that it starts from is complete.
  bool has_begun() const { return has_begun_; }
  /// Whether everything up to that step is done: those that branch off there can start.
  bool has_reached(std::int64_t step) const { return has_begun_ && trainer_.steps_done() >= step; }
  bool is_finished() const { return has_reached(trainer_.total_steps()); }
  /// Whether all that is due of the last step has been measured: a checkpoint may be taken.
  bool is_measured() const { return has_begun_ && is_measured_; }

  /// Trains until `until` steps are done. Throws CancelledError, DivergedError, and what observers throw.
  void advance(std::int64_t until, const Observers& observers, const CancellationToken& token);

 private:
  void step(const Observers& observers, const CancellationToken& token);
  void measure(const Observers& observers, const CancellationToken& token);
  void complete_boundary(const Observers& observers, const CancellationToken& token);
  bool is_due(std::int64_t every) const;

  Trainer trainer_;
  std::int64_t evaluation_every_, probe_every_, checkpoint_every_;  // steps
  bool has_begun_ = false;
  bool is_measured_ = true;
};

}  // namespace imprint
