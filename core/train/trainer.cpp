// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/data/gathered_ahead.h"
#include "core/formats/half/working_values.h"
#include "core/layers/working_format.h"
#include "core/results/metric_info.h"
#include "core/results/metric_row.h"
#include "core/schedule/recovery.h"
#include "core/train/running_ranges.h"

namespace imprint {
namespace {

constexpr char carried_prefix[] = "carried/";

std::shared_ptr<Network> build_network(const ExperimentSpec& spec, const Dataset& data, at::Device device) {
  auto network = make_network(spec.model, data.shape(), spec.seed);
  network->to(device);
  return network;
}

BatchSource clean_batches(const ExperimentSpec& spec, const Dataset& train) {
  return BatchSource(train, {spec.training.batch_size, spec.dataset.augment, spec.seed});
}

BatchSource make_batches(const ExperimentSpec& spec, bool with_deficits, const Dataset& train) {
  BatchSource plain = clean_batches(spec, train);
  if (!with_deficits) return plain;
  const BatchOptions options{spec.training.batch_size, spec.dataset.augment, spec.seed};
  return BatchSource(train, options, spec.deficits, run_length(spec, plain.steps_per_epoch()).windows);
}

std::unique_ptr<HalfTraining> make_halves(const ExperimentSpec& spec, const RunLength& length, const Network& network,
                                          TrainingOptimizer& optimizer) {
  if (length.continuation.begin >= length.continuation.end) return nullptr;
  return std::make_unique<HalfTraining>(spec.continuation, network, optimizer);
}

/// Numbers are rounded before the first layer, too; names of words and nodes are no numbers.
Batch held_batch(Batch batch, const ForwardContext& context) {
  if (batch.inputs.values.is_floating_point()) batch.inputs.values = held(batch.inputs.values, context);
  return batch;
}

RunCost cost_of(const ExperimentSpec& spec, const PrecisionPlan& plan, const Network& network, std::int64_t samples) {
  const ModelMacs macs = network.macs();
  require_known_layers(plan, macs, spec.model.name);
  return {plan, macs, {samples, spec.training.batch_size}};
}

void require_batch_norm(const ExperimentSpec& spec, const Network& network) {
  const bool has_one =
      std::ranges::find(network.layers(), LayerKind::batch_norm, &LayerInfo::kind) != network.layers().end();
  if (re_estimates_batch_norm(spec.recovery) && !has_one)
    throw InputError("recovery.batch_norm must be keep, since " + spec.model.name +
                     " has no batch normalisation, but is " + spec.recovery.batch_norm);
}

std::string divergence_words(std::int64_t step, NumberFormat working) {
  const std::string words = "diverged at step " + std::to_string(step);
  if (working != fp16_format) return words;
  return words + ": a feature or the loss is beyond fp16's largest number, 65504; bf16 reaches as far as fp32";
}

}  // namespace

Trainer::Trainer(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split)
    : spec_(spec),
      split_(split),
      task_(make_task(split.train->task())),
      device_(spec.device),
      network_(build_network(spec, *split.train, device_)),
      optimizer_(spec.training, *network_),
      batches_(make_batches(spec, with_deficits, *split.train)),
      length_(run_length(spec, batches_.steps_per_epoch(), with_deficits)),
      precision_(spec, length_),
      rates_(spec.training, length_),
      plateau_(spec.training.lr_factor, spec.training.lr_patience),
      halves_(make_halves(spec, length_, *network_, optimizer_)),
      cost_(cost_of(spec, precision_, *network_, split.train->size())) {
  require_batch_norm(spec, *network_);
}

ForwardContext Trainer::training_context() const {
  ForwardContext context;
  context.training = true;
  context.precision = precision_.all_at(steps_done_);
  context.range_bias_correction = spec_.precision.range_bias_correction;
  context.linear_rows = spec_.precision.linear_granularity == "output-row";
  context.executor = {spec_.precision.executor};
  const auto step = static_cast<std::uint64_t>(steps_done_);
  context.noise_key = stream_key(spec_.seed, StreamPurpose::gradient_rounding, step);
  context.dropout_key = stream_key(spec_.seed, StreamPurpose::dropout, step);
  return context;
}

ForwardContext Trainer::evaluation_context(const std::string& precision) const {
  ForwardContext context;
  context.range_bias_correction = spec_.precision.range_bias_correction;
  context.linear_rows = spec_.precision.linear_granularity == "output-row";
  context.executor = {spec_.precision.executor};
  context.precision = precision_.evaluation_at(std::max<std::int64_t>(steps_done_ - 1, 0), precision);
  return context;
}

void Trainer::clip_gradients() {
  if (spec_.training.clip_norm == 0) return;
  if (!std::isfinite(optimizer_.clip_gradients(spec_.training.clip_norm)))
    throw DivergedError("diverged at step " + std::to_string(steps_done_ + 1) + ": its gradient is not finite");
}

/// `carried` is what the batch before left, and becomes what the next one goes on from.
at::Tensor Trainer::forward(const Batch& batch, ForwardContext context, CarriedState& carried) {
  if (!batch.continues) carried.clear();
  context.carried = &carried;
  return network_->forward(held_batch(batch, context).inputs, context);
}

HalfTraining* Trainer::halves_at(std::int64_t step) {
  return length_.continuation.contains(step) ? halves_.get() : nullptr;
}

void Trainer::begin_halves() {
  halves_->begin();
  for (auto& [name, state] : carried_) state = half_values(state, halves_->format());
}

at::Tensor Trainer::differentiate(const Batch& batch, CarriedState& carried, StepRecord& record) {
  ForwardContext context = training_context();
  features_held_ = 0;
  context.features_held = &features_held_;
  record.precision = context.precision.network;
  HalfTraining* halves = halves_at(steps_done_);
  const auto copies = halves != nullptr ? halves->copies() : nullptr;

  optimizer_.zero_gradients();
  const at::Tensor output = forward(batch, context, carried);
  const at::Tensor loss = task_->mean_loss(output, batch);
  record.loss = loss.item<double>();
  if (!std::isfinite(record.loss)) throw DivergedError(divergence_words(steps_done_ + 1, context.precision.working));
  const double scale = halves != nullptr ? halves->loss_scale() : 1;
  (scale == 1 ? loss : loss * scale).backward();
  return output.detach();
}

void Trainer::update(StepRecord& record) {
  HalfTraining* halves = halves_at(steps_done_);
  record.is_left_out = halves != nullptr && !halves->take_gradients(steps_done_ + 1);
  if (halves != nullptr) record.loss_scale = halves->loss_scale();
  if (record.is_left_out) return;
  clip_gradients();
  if (halves != nullptr)
    halves->update(record.learning_rate);
  else
    optimizer_.step(record.learning_rate);
}

StepRecord Trainer::step() {
  const Batch batch = batches_.at(steps_done_).to(device_);
  if (precision_.resets_optimizer_at(steps_done_)) optimizer_.forget();
  if (halves_ != nullptr && steps_done_ == length_.continuation.begin) begin_halves();
  CarriedState carried = carried_;

  StepRecord record;
  if (rates_.restarts_at(steps_done_)) plateau_.restart();
  record.learning_rate = rates_.at(steps_done_) * plateau_.factor();
  const at::Tensor output = differentiate(batch, carried, record);
  update(record);
  record.scores = task_->step_scores(output, batch);
  carried_ = std::move(carried);
  record.step = ++steps_done_;
  recover();
  return record;
}

void Trainer::recover() {
  const RecoverySpec recovery = recovery_after(spec_.recovery, length_.windows, steps_done_ - 1);
  if (resets_optimizer(recovery)) optimizer_.forget();
  if (resets_ranges(recovery)) reset_activation_ranges(*network_);
  if (re_estimates_batch_norm(recovery)) re_estimate_batch_norm();
}

/// As evaluation computes, but for the statistics: those of each batch, whose mean takes their place.
void Trainer::re_estimate_batch_norm() {
  const at::NoGradGuard no_gradients;
  const KeptActivationRanges ranges(*network_);
  BatchSource clean = clean_batches(spec_, *split_.train);
  ForwardContext context = evaluation_context(precision_.evaluations().front());
  context.training = true;
  const auto copies = copies_for(context);
  CarriedState carried;
  for (int i = 0; i < spec_.recovery.batches; ++i) {
    const auto step = static_cast<std::uint64_t>(steps_done_ + i);
    context.dropout_key = stream_key(spec_.seed, StreamPurpose::dropout, step);
    context.batch_norm_momentum = 1.0F / static_cast<float>(i + 1);
    forward(clean.at(steps_done_ + i).to(device_), context, carried);
  }
}

Footprint Trainer::footprint() const {
  const std::int64_t last = std::max<std::int64_t>(steps_done_ - 1, 0);
  const bool is_half = length_.continuation.contains(last);
  const bool has_masters = is_half && halves_->has_masters();
  const std::int64_t width = is_half ? 2 : 4, kept_width = is_half && !has_masters ? 2 : 4;
  std::int64_t numbers_of_optimizer = 0;
  for (const auto& [name, tensor] : optimizer_.state())
    if (tensor.is_floating_point()) numbers_of_optimizer += tensor.numel();
  const std::int64_t parameters = network_->parameter_count();
  return {.format = format_name(precision_.working_format(last)),
          .weight_bytes = parameters * (kept_width + (has_masters ? width : 0)),
          .gradient_bytes = parameters * width,
          .optimizer_bytes = numbers_of_optimizer * kept_width,
          .feature_bytes = features_held_ * width};
}

std::unique_ptr<WeightCopies> Trainer::copies_for(const ForwardContext& context) {
  const HalfTraining* halves = halves_at(std::max<std::int64_t>(steps_done_ - 1, 0));
  const bool computes_in_halves = halves != nullptr && !is_full_precision(context.precision.working);
  return computes_in_halves ? halves->copies() : nullptr;
}

std::unique_ptr<Scorer> Trainer::score(const Dataset& part, const std::string& precision,
                                       const CancellationToken& token) {
  const ForwardContext context = evaluation_context(precision);
  const auto copies = copies_for(context);
  auto plan = part.evaluation_plan();
  const std::int64_t steps = plan->steps_per_epoch();
  GatheredAhead batches(part, std::move(plan), steps);
  auto scorer = task_->scorer();
  CarriedState carried;
  for (std::int64_t step = 0; step < steps; ++step) {
    token.throw_if_cancelled();
    const Batch batch = batches.at(step).to(device_);
    scorer->add(forward(batch, context, carried), batch);
  }
  return scorer;
}

/// Of the untrained network nothing is to be learned.
void Trainer::heed(const EvaluationRecord& record) {
  if (!rates_.follows_scores() || steps_done_ == 0 || rates_.stands_after(steps_done_ - 1)) return;
  plateau_.see(score_of(record.scores, metric::validation_loss));
}

EvaluationRecord Trainer::evaluate(const CancellationToken& token) {
  const at::NoGradGuard no_gradients;
  EvaluationRecord record;
  for (const std::string& precision : precision_.evaluations()) {
    const bool is_first = record.scores.empty();
    for (const EvaluatedPart& part : evaluated_parts(split_)) {
      const auto scorer = score(*part.data, precision, token);
      for (const Score& score : scorer->scores()) {
        const std::string name = part.name + "/" + score.name;
        record.scores.push_back({is_first ? name : score_at(name, precision), score.value});
      }
      if (is_first) record.correct = scorer->correct();  // the test set is the last part
    }
  }
  return record;
}

NamedTensors Trainer::state() const {
  NamedTensors state = optimizer_.state();
  for (const auto& [name, tensor] : carried_) state.emplace_back(carried_prefix + name, tensor);
  if (rates_.follows_scores())
    for (auto& entry : plateau_.state()) state.push_back(std::move(entry));
  if (halves_ != nullptr && steps_done_ > length_.continuation.begin)
    for (auto& entry : halves_->state()) state.push_back(std::move(entry));
  return state;
}

void Trainer::restore(const NamedTensors& state, std::int64_t steps) {
  NamedTensors of_optimizer;
  carried_.clear();
  plateau_.restart();
  for (const auto& [name, tensor] : state) {
    if (name.starts_with(carried_prefix))
      carried_[name.substr(std::size(carried_prefix) - 1)] = tensor.to(device_);
    else if (name == Plateau::name_of_state && rates_.follows_scores())
      plateau_.restore(tensor);
    else if (name == LossScale::name_of_state && halves_ != nullptr)
      halves_->restore(tensor);
    else
      of_optimizer.emplace_back(name, tensor);
  }
  optimizer_.restore(of_optimizer);
  steps_done_ = steps;
}

bool Trainer::begin_with(const NamedTensors& state) {
  NamedTensors of_optimizer;
  for (const auto& entry : state) {
    const std::string& name = entry.first;
    if (name.starts_with(carried_prefix) || name == Plateau::name_of_state || name == LossScale::name_of_state)
      continue;
    if (!optimizer_.keeps(name)) return false;
    of_optimizer.push_back(entry);
  }
  optimizer_.restore(of_optimizer);
  return true;
}

}  // namespace imprint
