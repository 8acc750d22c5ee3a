// SPDX-License-Identifier: GPL-3.0-or-later
// One network in training: what a step does, and what an evaluation measures. When they happen is the loop's
// business (training_loop.h); everything a step depends on is a function of the spec, the weights, the state that is
// carried from step to step and the step's number, so restoring those restores the run to the bit.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/cancellation.h"
#include "core/data/batch_source.h"
#include "core/data/dataset.h"
#include "core/layers/forward_context.h"
#include "core/models/network.h"
#include "core/results/footprint.h"
#include "core/results/scores.h"
#include "core/schedule/learning_rate.h"
#include "core/schedule/precision_plan.h"
#include "core/schedule/run_cost.h"
#include "core/spec/experiment_spec.h"
#include "core/tasks/task.h"
#include "core/train/half_training.h"
#include "core/train/optimizer.h"
#include "core/train/plateau.h"

namespace imprint {

/// What one step did. `step` counts the optimizer steps done, this one included.
struct StepRecord {
  std::int64_t step = 0;
  double loss = 0;  // mean over the batch, before the update
  Scores scores;    // of the batch, beside the loss (Task::step_scores)
  double learning_rate = 0;
  LayerPrecision precision;  // of the network
  bool is_left_out = false;  // a gradient overflowed fp16: nothing was updated, and the loss scale has fallen ...
  double loss_scale = 1;     // ... to this
};

/// Scores of the parts that are held out, by the names of their metrics: "validation/loss", "test/accuracy", and at a
/// second precision "test/accuracy/fp32".
struct EvaluationRecord {
  Scores scores;                   // precision by precision, part by part, in the order of the task's facts
  std::vector<bool> correct = {};  // Scorer::correct of the test set, at the first precision
};

class Trainer {
 public:
  /// `split` must outlive the trainer. `with_deficits` = false trains the seed-paired baseline. Throws InputError for
  /// what the spec alone does not show: a window after the end, a layer that the model does not have.
  Trainer(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split);

  /// Trains one batch: step number `steps_done()`; after the last step of a deficit also does what the spec asks for at
  /// its end. Throws DivergedError when the loss, or a gradient that is to be
  /// clipped or held in 16 bits, is NaN or infinite; the weights are then those from before the step.
  StepRecord step();

  /// What an evaluation of the network as it stands tells the learning rate, where that follows scores.
  void heed(const EvaluationRecord& record);

  /// On the validation and the test set, at the bits that `evaluation.precision` asks for, one after the other. Leaves
  /// no trace in the training.
  EvaluationRecord evaluate(const CancellationToken& token);

  std::int64_t steps_done() const { return steps_done_; }
  std::int64_t total_steps() const { return length_.total_steps; }
  std::int64_t steps_per_epoch() const { return batches_.steps_per_epoch(); }
  const PrecisionPlan& precision() const { return precision_; }
  const RunCost& cost() const { return cost_; }

  Network& network() { return *network_; }

  /// Of the last step; its time is the caller's to measure.
  Footprint footprint() const;

  /// What is carried from step to step beside weights and buffers: the optimizer's state, of networks that go on where
  /// their last batch ended "carried/<name>", what a learning rate that follows scores remembers of them, and the loss
  /// scale of fp16.
  NamedTensors state() const;
  /// The inverse of `state`, after `steps` steps. Throws InputError when a name or a shape does not fit.
  void restore(const NamedTensors& state, std::int64_t steps);
  /// Of another training's state the optimizer's, at step 0. false, and nothing done, when that is another optimizer's.
  /// Throws InputError when a shape does not fit.
  bool begin_with(const NamedTensors& state);

 private:
  at::Tensor forward(const Batch& batch, ForwardContext context, CarriedState& carried);
  /// The half of a step that ends with gradients; the output without them.
  at::Tensor differentiate(const Batch& batch, CarriedState& carried, StepRecord& record);
  void update(StepRecord& record);
  void begin_halves();
  /// What computes in 16 bits at that step; nullptr where nothing does.
  HalfTraining* halves_at(std::int64_t step);
  ForwardContext training_context() const;
  ForwardContext evaluation_context(const std::string& precision) const;
  /// Those that a pass in this context computes with; nullptr where it uses the weights themselves.
  std::unique_ptr<WeightCopies> copies_for(const ForwardContext& context);
  std::unique_ptr<Scorer> score(const Dataset& part, const std::string& precision, const CancellationToken& token);
  void recover();
  void re_estimate_batch_norm();
  void clip_gradients();

  ExperimentSpec spec_;
  const DatasetSplit& split_;
  std::shared_ptr<const Task> task_;
  at::Device device_;
  std::shared_ptr<Network> network_;
  TrainingOptimizer optimizer_;
  BatchSource batches_;
  RunLength length_;
  PrecisionPlan precision_;
  LearningRatePlan rates_;
  Plateau plateau_;
  std::unique_ptr<HalfTraining> halves_;  // nullptr where the run stays in 32 bits
  RunCost cost_;
  std::int64_t features_held_ = 0;  // in the last step
  CarriedState carried_;
  std::int64_t steps_done_ = 0;
};

}  // namespace imprint
