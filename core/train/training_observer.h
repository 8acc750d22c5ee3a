// SPDX-License-Identifier: GPL-3.0-or-later
// Who records, measures or keeps what a training does implements this; the loop (training_loop.h) calls it on the
// training's thread. What an observer does must not change weights, buffers, gradients or the optimizer.
#pragma once

#include "core/base/cancellation.h"
#include "core/train/trainer.h"

namespace imprint {

class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;

  /// Step number trainer.steps_done() is about to begin. It may wait, as a paused run does; throws CancelledError to
  /// end there.
  virtual void before_step() {}
  virtual void on_step(const StepRecord&) {}

  // The boundary behind a step, and once before the first step, in this order.
  virtual void on_evaluation(const EvaluationRecord&) {}
  /// A probe is due.
  virtual void on_probe(const CancellationToken&) {}
  /// Everything that is due of this step is measured.
  virtual void on_measured() {}
  /// A checkpoint is due: it stands for all that was measured up to here.
  virtual void on_checkpoint() {}
  /// The boundary is complete.
  virtual void on_boundary() {}

  /// "training", "evaluating", "measuring curvature": told before it begins, for what takes long is not told too late.
  virtual void on_activity(const char* /*activity*/) {}
};

}  // namespace imprint
