// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"

namespace imprint {
namespace {

constexpr std::int64_t kEvaluationBatch = 256;

std::shared_ptr<Network> build_network(const ExperimentSpec& spec, const ImageDataset& data, at::Device device) {
  auto network = make_network(spec.model, data.shape(), data.classes, spec.seed);
  network->to(device);
  return network;
}

BatchSource make_batches(const ExperimentSpec& spec, bool with_deficits, const ImageDataset& train) {
  BatchSource plain(train, spec.training.batch_size, spec.dataset.augment, spec.seed);
  if (!with_deficits) return plain;
  return BatchSource(train, spec.training.batch_size, spec.dataset.augment, spec.seed, spec.deficits,
                     run_length(spec, plain.steps_per_epoch()).windows);
}

RunCost cost_of(const ExperimentSpec& spec, const PrecisionPlan& plan, const Network& network, std::int64_t images) {
  const ModelMacs macs = network.macs();
  require_known_layers(plan, macs, spec.model.name);
  return {plan, macs, {images, spec.training.batch_size}};
}

at::Tensor is_correct(const at::Tensor& logits, const at::Tensor& labels) { return logits.argmax(1).eq(labels); }

std::int64_t correct_count(const at::Tensor& logits, const at::Tensor& labels) {
  return is_correct(logits, labels).sum().item<std::int64_t>();
}

void append_bits(std::vector<bool>& bits, const at::Tensor& more) {
  const at::Tensor near = more.cpu().contiguous();
  const bool* values = near.data_ptr<bool>();
  bits.insert(bits.end(), values, values + near.numel());
}

}  // namespace

Trainer::Trainer(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split)
    : spec_(spec),
      split_(split),
      device_(spec.device),
      network_(build_network(spec, split.train, device_)),
      optimizer_(spec.training, *network_),
      batches_(make_batches(spec, with_deficits, split.train)),
      length_(run_length(spec, batches_.steps_per_epoch(), with_deficits)),
      precision_(spec, length_),
      rates_(spec.training, length_),
      cost_(cost_of(spec, precision_, *network_, split.train.size())) {}

ForwardContext Trainer::training_context() const {
  ForwardContext context;
  context.training = true;
  context.precision = precision_.all_at(steps_done_);
  context.range_bias_correction = spec_.precision.range_bias_correction;
  context.linear_rows = spec_.precision.linear_granularity == "output-row";
  context.noise_key = stream_key(spec_.seed, StreamPurpose::gradient_rounding, static_cast<std::uint64_t>(steps_done_));
  return context;
}

ForwardContext Trainer::evaluation_context() const {
  ForwardContext context;
  context.range_bias_correction = spec_.precision.range_bias_correction;
  context.linear_rows = spec_.precision.linear_granularity == "output-row";
  context.precision = precision_.evaluation_at(std::max<std::int64_t>(steps_done_ - 1, 0));
  return context;
}

void Trainer::clip_gradients() {
  if (spec_.training.clip_norm == 0) return;
  if (!std::isfinite(optimizer_.clip_gradients(spec_.training.clip_norm)))
    throw DivergedError("diverged at step " + std::to_string(steps_done_ + 1) + ": its gradient is not finite");
}

StepRecord Trainer::step() {
  const ForwardContext context = training_context();
  Batch batch = batches_.at(steps_done_);
  batch.images = batch.images.to(device_);
  batch.labels = batch.labels.to(device_);

  StepRecord record;
  record.precision = context.precision.network;
  record.learning_rate = rates_.at(steps_done_);

  optimizer_.zero_gradients();
  const at::Tensor logits = network_->forward(batch.images, context);
  const at::Tensor loss = at::cross_entropy_loss(logits, batch.labels);
  record.loss = loss.item<double>();
  if (!std::isfinite(record.loss)) throw DivergedError("diverged at step " + std::to_string(steps_done_ + 1));
  loss.backward();
  clip_gradients();
  optimizer_.step(record.learning_rate);
  record.accuracy =
      static_cast<double>(correct_count(logits.detach(), batch.labels)) / static_cast<double>(batch.labels.size(0));
  record.step = ++steps_done_;
  return record;
}

EvaluationRecord Trainer::evaluate(const CancellationToken& token) {
  const at::NoGradGuard no_gradients;
  const ForwardContext context = evaluation_context();
  const ImageDataset& test = split_.test;
  double loss_sum = 0;
  EvaluationRecord record;
  for (std::int64_t begin = 0; begin < test.size(); begin += kEvaluationBatch) {
    token.throw_if_cancelled();
    std::vector<std::int64_t> indices(static_cast<std::size_t>(std::min(kEvaluationBatch, test.size() - begin)));
    std::iota(indices.begin(), indices.end(), begin);
    const at::Tensor logits = network_->forward(normalised_images(test, indices).to(device_), context);
    const at::Tensor labels = test.labels.narrow(0, begin, static_cast<std::int64_t>(indices.size())).to(device_);
    loss_sum += at::cross_entropy_loss(logits, labels, {}, at::Reduction::Sum).item<double>();
    append_bits(record.correct, is_correct(logits, labels));
  }
  const auto count = static_cast<double>(test.size());
  record.loss = loss_sum / count;
  record.accuracy = static_cast<double>(std::ranges::count(record.correct, true)) / count;
  return record;
}

}  // namespace imprint
