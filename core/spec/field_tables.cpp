// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/field_tables.h"

#include <algorithm>
#include <iterator>

#include "core/fields/field_makers.h"
#include "core/precision/ladder.h"
#include "core/precision/number_format.h"
#include "core/results/metric_info.h"
#include "core/spec/curve_names.h"
#include "core/spec/kinds.h"
#include "core/spec/spec_probes.h"

namespace imprint {
namespace {

using namespace field_makers;

constexpr double most_samples = 1e9;
constexpr double most_steps = 1e12;
constexpr double largest_seed = 0x1p53;

}  // namespace

std::vector<Field> experiment_fields(ExperimentSpec& spec) {
  return {
      text({"name", "Name"}, &spec.name, TextKind::plain, "What the run is called in lists and legends."),
      number({"seed", "Seed"}, &spec.seed, within(0, largest_seed), "Every random number of the run follows from it."),
      text({"device", "Device"}, &spec.device, TextKind::device, "cpu, cuda or cuda:N."),
      number(
          {"threads", "Threads", "threads"}, &spec.threads, within(0, 1024),
          "Threads of one operation; 0 = one for steps too small to share, else every physical core; in a sweep, the "
          "cores shared among its runs. What a run took is stored with it, and its bits depend on it."),
  };
}

std::vector<Field> dataset_fields(DatasetSpec& dataset) {
  std::vector<Field> fields = {
      choice({"name", "Dataset"}, &dataset.name, kind_names("dataset.name"),
             "What is learned; those called synthetic need no files."),
      text({"root", "Folder"}, &dataset.root, TextKind::folder,
           "Folder of the dataset's files, of tensors the file; empty for synthetic."),
      number({"train_limit", "Training samples", "samples"}, &dataset.train_limit, within(0, most_samples),
             "How many of the training samples are used: of images and nodes a class-balanced subset, of text its "
             "beginning; 0 = all."),
      number({"test_limit", "Test samples", "samples"}, &dataset.test_limit, within(0, most_samples),
             "How many of the test samples are used, chosen as those for training; 0 = all."),
      number({"difficulty", "Difficulty"}, &dataset.difficulty, within(0, 1), "synthetic only: 0 is easy, 1 is hard."),
      flag({"augment", "Augment"}, &dataset.augment,
           "Training images are padded by 4 pixels, cropped at random and flipped at random."),
  };
  std::ranges::move(dataset.options.fields(kind_options("dataset.name")), std::back_inserter(fields));
  return fields;
}

std::vector<Field> model_fields(ModelSpec& model) {
  std::vector<Field> fields = {
      choice({"name", "Model"}, &model.name, kind_names("model.name"), "The architecture."),
  };
  std::ranges::move(model.options.fields(kind_options("model.name")), std::back_inserter(fields));
  return fields;
}

std::vector<Field> training_fields(TrainingSpec& training) {
  return {
      number({"epochs", "Epochs", "epochs"}, &training.epochs, within(1, 1e6),
             "Passes over the training samples; ignored when iterations is set."),
      number({"iterations", "Iterations", "steps"}, &training.iterations, within(0, most_steps),
             "Optimizer steps of the run; 0 = as many as the epochs have."),
      number({"batch_size", "Batch size", "samples"}, &training.batch_size, within(1, 1e6),
             "Samples of one optimizer step: images, stretches of text."),
      choice({"optimizer", "Optimizer"}, &training.optimizer, kind_names("training.optimizer"),
             "sgd (with momentum) or adam."),
      number({"learning_rate", "Learning rate"}, &training.learning_rate, above(0, 1e3), "The rate at the first step."),
      number({"momentum", "Momentum"}, &training.momentum, from_below(0, 1),
             "sgd only: share of the last update that is kept; 0 = none."),
      number({"weight_decay", "Weight decay"}, &training.weight_decay, within(0, 1e3),
             "L2 penalty added to the gradient; 0 = none."),
      choice({"lr_schedule", "Rate schedule"}, &training.lr_schedule, kind_names("training.lr_schedule"),
             "How the learning rate changes over the run."),
      number({"lr_final", "Final rate"}, &training.lr_final, within(0, 1e3),
             "cosine only: the rate that the end of the run approaches."),
      number({"lr_milestones", "Milestones", "of the run"}, &training.lr_milestones, within(0, 1),
             "piecewise only: where the rate drops, as ascending shares of the run."),
      number({"lr_factor", "Drop factor"}, &training.lr_factor, above(0, 1e3),
             "piecewise and plateau: the factor at each milestone, or whenever validation stalls."),
      number({"lr_decay", "Decay", "an epoch"}, &training.lr_decay, above(0, 10),
             "exponential only: the factor an epoch."),
      number({"lr_patience", "Patience", "evaluations"}, &training.lr_patience, within(0, 1e6),
             "plateau only: how many evaluations in a row without a lower validation loss are let pass."),
      number({"lr_warmup", "Warm-up", "epochs"}, &training.lr_warmup, within(0, 1e6),
             "The rate rises linearly to what its schedule asks for over so many epochs; 0 = none."),
      number({"clip_norm", "Clip gradient"}, &training.clip_norm, within(0, 1e9),
             "Gradients whose Euclidean norm is larger are scaled down to it; 0 = never."),
      choice({"budget", "Budget"}, &training.budget, {"total", "clean"},
             "What epochs and iterations count: total is every step, clean only those outside deficits."),
      choice({"lr_clock", "Rate clock"}, &training.lr_clock, {"running", "frozen"},
             "frozen: the learning rate stands still during deficits and goes on after them."),
      flag({"lr_restart", "Restart rate"}, &training.lr_restart,
           "The learning rate begins anew at the end of each deficit, for the rest of the run."),
  };
}

std::vector<Field> precision_fields(PrecisionSpec& precision) {
  return {
      choice({"schedule", "Schedule"}, &precision.schedule, kind_names("precision.schedule"),
             "How the forward bits change: static holds max_bits, curve is drawn, the others cycle."),
      number({"cycles", "Cycles", "cycles"}, &precision.cycles, within(1, 1e6), "Cycles in the run; static has none."),
      number({"min_bits", "Lowest forward bits", "bits"}, &precision.min_bits, within(1, 32),
             "Lowest precision of weights and activations."),
      number({"max_bits", "Highest forward bits", "bits"}, &precision.max_bits, within(1, 32),
             "Highest precision of weights and activations; 32 = fp32."),
      number({"backward_bits", "Gradient bits", "bits"}, &precision.backward_bits, within(1, 32),
             "Precision of the gradients, constant; 32 = fp32."),
      choice({"ladder", "Number formats"}, &precision.ladder, ladder_names(),
             "What bits mean: affine = CPT's grids; float = 16 bf16, 8 e4m3 (gradients e5m2), 6 e3m2, 4 e2m1, the "
             "lower one in between."),
      number({"weight_bits", "Weight bits", "bits"}, &precision.weight_bits, within(0, 32),
             "Precision of the weights, constant; 0 = as the schedule says, 32 = fp32."),
      number({"activation_bits", "Activation bits", "bits"}, &precision.activation_bits, within(0, 32),
             "Precision of the activations, constant; 0 = as the schedule says, 32 = fp32."),
      names({"layers", "Layers"}, &precision.layers,
            "Layers with constant bits of their own, as in [conv1: W8A8G8, fc: 32]; a deficit strikes them if it names "
            "them."),
      number({"rex_constant", "REX constant"}, &precision.rex_constant, from_below(0, 1),
             "The c of the R profile 1 - z/((1 - c) + c z); the REX paper's own is 0.5."),
      choice({"period", "Period"}, &precision.period, {"floor", "floor-plus-one"},
             "Steps of a cycle: floor(T/n), or one more as some trainers do."),
      flag({"range_bias_correction", "Correct range bias"}, &precision.range_bias_correction,
           "Running activation ranges are corrected for their start at 0; false = as published."),
      choice({"linear_granularity", "Linear weights"}, &precision.linear_granularity, {"output-row", "tensor"},
             "Range of a linear layer's weights: one for each output-row, as published, or one for the tensor."),
      choice(
          {"executor", "Products"}, &precision.executor, {"auto", "simulated"},
          "How quantized layers multiply: auto = codes as integers where that is exact, else rounded values in fp32; "
          "simulated = always so."),
      number({"ramp", "Ramp", "steps"}, &precision.ramp, within(0, 1e4),
             "Steps over which a new format gains its strength r, as (1 - r) full + r rounded; 0 = at once."),
      choice({"at_change", "Optimizer"}, &precision.at_change, {"keep", "reset"},
             "What becomes of momentum and moments at a step whose formats are not those of the step before."),
  };
}

std::vector<Field> curve_fields(PrecisionCurve& curve) {
  return {
      number({"cycles", "Cycles", "cycles"}, &curve.cycles, within(1, 1e6),
             "How often the drawn motif is run through."),
      choice({"shape", "Cycle shape"}, &curve.shape, curve_shape_names(),
             "repeated, or every other cycle (the first too) reflected vertically or horizontally."),
      number({"at", "Places", "of a cycle"}, &curve.at, within(0, 1),
             "Where the points stand, ascending shares of a cycle; of the run when there is one cycle."),
      number({"bits", "Bits", "bits"}, &curve.bits, within(1, 32), "Bits at each point, not rounded."),
      choice({"segment", "Segments"}, &curve.segment, curve_segment_names(), "How each point leads on to the next."),
      number({"handles", "Handles"}, &curve.handles, within(-31, 31),
             "Four numbers for each bezier segment in turn: x1, bits1, x2, bits2."),
  };
}

/// What bits of precision.ladder say, or one format by its name.
std::vector<std::string> deficit_formats() {
  std::vector<std::string> names{DeficitSpec().format};
  for (const NumberFormat format : number_formats()) names.push_back(format_name(format));
  return names;
}

std::vector<Field> deficit_fields(DeficitSpec& deficit) {
  return {
      choice({"kind", "Kind"}, &deficit.kind, kind_names("deficit.kind"), "What is impaired during the window."),
      number({"onset", "Onset"}, &deficit.onset, within(0, most_steps),
             "Where the window begins, in the unit of the deficit."),
      number({"length", "Length"}, &deficit.length, above(0, most_steps),
             "How long the window is, in the unit of the deficit."),
      choice({"unit", "Unit"}, &deficit.unit, {"iteration", "epoch", "fraction"},
             "Of onset and length; fraction is a share of the whole run."),
      number({"bits", "Forward bits", "bits"}, &deficit.bits, within(0, 32),
             "precision only: bits of weights and activations during the window; 0 = unchanged."),
      number({"weight_bits", "Weight bits", "bits"}, &deficit.weight_bits, within(0, 32),
             "precision only: bits of the weights during the window; 0 = the forward bits."),
      number({"activation_bits", "Activation bits", "bits"}, &deficit.activation_bits, within(0, 32),
             "precision only: bits of the activations during the window; 0 = the forward bits."),
      number({"backward_bits", "Gradient bits", "bits"}, &deficit.backward_bits, within(0, 32),
             "precision only: bits of the gradients during the window; 0 = unchanged."),
      choice({"format", "Number format"}, &deficit.format, deficit_formats(),
             "precision only: the format of weights and activations during the window, in place of their bits."),
      names({"layers", "Layers"}, &deficit.layers,
            "precision only: the layers it strikes, as in [conv1, layer1.0.conv2]; empty = all quantized ones."),
      number({"share", "Share"}, &deficit.share, above(0, 1),
             "Noise only: the share of tokens, of features or of edges that it strikes; 1 = all."),
      choice({"resampling", "Resampling"}, &deficit.resampling, {"antialiased", "bilinear"},
             "blur only: antialiased averages what it shrinks, bilinear interpolates between single pixels."),
  };
}

std::vector<Field> recovery_fields(RecoverySpec& recovery) {
  return {
      choice({"batch_norm", "Batch norm"}, &recovery.batch_norm, {"keep", "re-estimate"},
             "What becomes of running means and variances at the end of each deficit: re-estimate takes the mean over "
             "clean training batches."),
      number({"batches", "Estimated from", "batches"}, &recovery.batches, within(1, 1e6),
             "re-estimate only: how many batches, those of the steps that follow, without deficits."),
      choice({"activation_ranges", "Activation ranges"}, &recovery.activation_ranges, {"keep", "reset"},
             "What becomes of the running ranges that evaluation quantizes on: reset begins their averages anew."),
      choice({"optimizer", "Optimizer's state"}, &recovery.optimizer, {"keep", "reset"},
             "What becomes of momentum and moments at the end of each deficit."),
  };
}

std::vector<Field> continuation_fields(ContinuationSpec& continuation) {
  return {
      choice(
          {"format", "16-bit format"}, &continuation.format, {"none", "bf16", "fp16"},
          "What training goes on in: weights, activations, gradients and optimizer state; none = 32 bits to the end."),
      text({"from", "Begin from"}, &continuation.from, TextKind::optional,
           "A checkpoint (.safetensors) that the run begins from, with its optimizer's state if that is beside it; "
           "empty = initial weights."),
      choice({"fit", "Of that file"}, &continuation.fit, {"whole", "part"},
             "whole: every weight of the network must be there, and no other; part: what has its name and shape is "
             "taken, the rest begins as drawn, and the run says which."),
      number({"onset", "16 bits from"}, &continuation.onset, within(0, most_steps),
             "Where the 16 bits begin, in the unit of the continuation; they stay until the end."),
      choice({"unit", "Unit"}, &continuation.unit, {"iteration", "epoch", "fraction"},
             "Of the onset; fraction is a share of the whole run."),
      flag({"master_weights", "Master weights"}, &continuation.master_weights,
           "Weights and optimizer state stay in 32 bits, and 16-bit copies of the weights compute; false = pure."),
      number({"loss_scale", "Loss scale"}, &continuation.loss_scale, within(0, 0x1p24),
             "fp16 only: factor of the loss on the way back; 0 = dynamic, falls when a gradient overflows; 1 = none."),
      flag({"epsilon_guard", "Epsilon guard"}, &continuation.epsilon_guard,
           "Adam's epsilon is at least the square root of the smallest second moment that 16 bits hold; false = 1e-8, "
           "in fp16 0."),
  };
}

std::vector<Field> evaluation_fields(EvaluationSpec& evaluation) {
  return {
      text({"every", "Every"}, &evaluation.every, TextKind::interval,
           "How often the test set is evaluated; the last step always is."),
      one_or_more(
          {"precision", "Precision"}, &evaluation.precision, evaluation_precisions(),
          "target evaluates at max_bits, scheduled at the step's bits, fp32 without quantization. Of several each "
          "gives scores: the first test/accuracy, others test/accuracy/fp32."),
  };
}

std::vector<Field> probe_fields(ProbeSpec& probe) {
  std::vector<Field> fields = {
      text({"every", "Every"}, &probe.every, TextKind::interval,
           "How often curvature is measured; the first and last step always are."),
      flag({"per_layer", "Per layer"}, &probe.per_layer, "Record each layer's share beside the whole."),
      number({"samples", "Probe samples", "samples"}, &probe.samples, within(1, most_samples),
             "Samples of the training set, of images class-balanced, fixed for the whole run."),
  };
  std::ranges::move(probe.options.fields(probe_options()), std::back_inserter(fields));
  return fields;
}

std::vector<Field> comparison_fields(ComparisonSpec& comparison) {
  return {
      flag({"baseline", "Baseline"}, &comparison.baseline, "Also run the seed-paired baseline without the deficit."),
      choice({"metric", "Metric"}, &comparison.metric, score_names_at_all_precisions(),
             "What damage and recovery are measured in."),
      choice({"final_value", "Final value"}, &comparison.final_value, kind_names("comparison.final_value"),
             "The last evaluation, the median of the last few, the best one, or the one that is best in validation."),
      number({"final_count", "Final count", "evaluations"}, &comparison.final_count, within(1, 1e6),
             "median only: how many of the last evaluations."),
  };
}

std::vector<Field> checkpoint_fields(CheckpointSpec& checkpoint) {
  return {
      text({"every", "Every"}, &checkpoint.every, TextKind::interval,
           "How often the state is saved; the first and last step always are."),
      number({"keep", "Keep", "checkpoints"}, &checkpoint.keep, within(1, 1e6),
             "Latest checkpoints that are kept beside the initial and the final one."),
  };
}

std::vector<Field> range_test_fields(RangeTestSpec& test) {
  return {
      number({"lowest_bits", "From", "bits"}, &test.lowest_bits, within(1, 32), "The precision it starts at."),
      number({"highest_bits", "To", "bits"}, &test.highest_bits, within(1, 32), "The precision it ends at."),
      number({"iterations", "Iterations", "a precision"}, &test.iterations, within(1, most_steps),
             "Training steps at each precision."),
      number({"window", "Window", "steps"}, &test.window, within(1, most_steps),
             "The last steps at a precision, over which training accuracy is averaged."),
      number({"threshold", "Threshold"}, &test.threshold, above(0, 1),
             "Gain of training accuracy that shows that a precision learns: the first such one is q_min."),
      number({"saturation", "Saturation"}, &test.saturation, within(0, 1),
             "fresh only: q_max is the last precision that gains more than this."),
      choice({"start", "Start"}, &test.start, kind_names("range_test.start"),
             "continued trains one network while bits rise, as CPT does; fresh trains each precision anew."),
  };
}

std::vector<Field> record_fields(RecordSpec& record) {
  return {
      number({"every", "Every", "steps"}, &record.every, within(1, 1e9), "Steps between rows of the per-step metrics."),
  };
}

}  // namespace imprint
