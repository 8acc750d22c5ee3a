// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/schedule/learning_rate.h"
#include "core/schedule/precision_cost.h"

namespace imprint {
namespace {

constexpr std::int64_t kEvaluationBatch = 256;

std::shared_ptr<Network> build_network(const ExperimentSpec& spec, const ImageDataset& data, at::Device device) {
  auto network = make_network(spec.model, data.shape(), data.classes, spec.seed);
  network->to(device);
  return network;
}

std::vector<StepWindow> windows_of(const ExperimentSpec& spec, const BatchSource& source) {
  const auto per_epoch = source.steps_per_epoch();
  return resolve_windows(spec, total_training_steps(spec.training, per_epoch), per_epoch);
}

BatchSource make_batches(const ExperimentSpec& spec, bool with_deficits, const ImageDataset& train) {
  BatchSource plain(train, spec.training.batch_size, spec.dataset.augment, spec.seed);
  if (!with_deficits) return plain;
  return BatchSource(train, spec.training.batch_size, spec.dataset.augment, spec.seed, spec.deficits,
                     windows_of(spec, plain));
}

std::int64_t correct_count(const at::Tensor& logits, const at::Tensor& labels) {
  return logits.argmax(1).eq(labels).sum().item<std::int64_t>();
}

}  // namespace

Trainer::Trainer(const ExperimentSpec& spec, bool with_deficits, const DatasetSplit& split)
    : spec_(spec),
      split_(split),
      device_(spec.device),
      network_(build_network(spec, split.train, device_)),
      optimizer_(spec.training, *network_),
      batches_(make_batches(spec, with_deficits, split.train)),
      total_steps_(total_training_steps(spec.training, batches_.steps_per_epoch())),
      precision_(spec, total_steps_, batches_.steps_per_epoch(), with_deficits) {
  accumulate_costs();
}

void Trainer::accumulate_costs() {
  const auto macs = static_cast<double>(network_->macs_per_image());
  cost_so_far_.assign(1, 0.0);
  bitops_so_far_.assign(1, 0.0);
  for (std::int64_t t = 0; t < total_steps_; ++t) {
    const StepPrecision bits = precision_.at(t);
    const double batch_macs = macs * static_cast<double>(batches_.batch_images(t));
    cost_so_far_.push_back(cost_so_far_.back() + relative_step_cost(bits));
    bitops_so_far_.push_back(bitops_so_far_.back() + step_bit_operations(bits, batch_macs));
  }
}

double Trainer::relative_cost(std::int64_t steps) const {
  return steps == 0 ? 0.0 : cost_so_far_[static_cast<std::size_t>(steps)] / static_cast<double>(steps);
}

double Trainer::bit_operations(std::int64_t steps) const {
  return bitops_so_far_[static_cast<std::size_t>(steps)];
}

ForwardContext Trainer::training_context() const {
  const StepPrecision bits = precision_.at(steps_done_);
  ForwardContext context;
  context.training = true;
  context.forward_bits = bits.forward_bits;
  context.backward_bits = bits.backward_bits;
  context.range_bias_correction = spec_.precision.range_bias_correction;
  context.noise_key =
      stream_key(spec_.seed, StreamPurpose::gradient_rounding, static_cast<std::uint64_t>(steps_done_));
  return context;
}

ForwardContext Trainer::evaluation_context() const {
  ForwardContext context;
  context.range_bias_correction = spec_.precision.range_bias_correction;
  if (spec_.evaluation.precision == "target") context.forward_bits = spec_.precision.max_bits;
  if (spec_.evaluation.precision == "scheduled")
    context.forward_bits = precision_.at(std::max<std::int64_t>(steps_done_ - 1, 0)).forward_bits;
  return context;
}

StepRecord Trainer::step() {
  const ForwardContext context = training_context();
  Batch batch = batches_.at(steps_done_);
  batch.images = batch.images.to(device_);
  batch.labels = batch.labels.to(device_);

  StepRecord record;
  record.precision = {context.forward_bits, context.backward_bits};
  record.learning_rate =
      learning_rate_at(spec_.training, steps_done_, total_steps_, batches_.steps_per_epoch());

  optimizer_.zero_gradients();
  const at::Tensor logits = network_->forward(batch.images, context);
  const at::Tensor loss = at::cross_entropy_loss(logits, batch.labels);
  record.loss = loss.item<double>();
  if (!std::isfinite(record.loss))
    throw DivergedError("diverged at step " + std::to_string(steps_done_ + 1));
  loss.backward();
  optimizer_.step(record.learning_rate);
  record.accuracy = static_cast<double>(correct_count(logits.detach(), batch.labels)) /
                    static_cast<double>(batch.labels.size(0));
  record.step = ++steps_done_;
  return record;
}

EvaluationRecord Trainer::evaluate(const CancellationToken& token) {
  const at::NoGradGuard no_gradients;
  const ForwardContext context = evaluation_context();
  const ImageDataset& test = split_.test;
  double loss_sum = 0;
  std::int64_t correct = 0;
  for (std::int64_t begin = 0; begin < test.size(); begin += kEvaluationBatch) {
    token.throw_if_cancelled();
    std::vector<std::int64_t> indices(
        static_cast<std::size_t>(std::min(kEvaluationBatch, test.size() - begin)));
    std::iota(indices.begin(), indices.end(), begin);
    const at::Tensor logits = network_->forward(normalised_images(test, indices).to(device_), context);
    const at::Tensor labels = test.labels.narrow(0, begin, static_cast<std::int64_t>(indices.size())).to(device_);
    loss_sum += at::cross_entropy_loss(logits, labels, {}, at::Reduction::Sum).item<double>();
    correct += correct_count(logits, labels);
  }
  const auto count = static_cast<double>(test.size());
  return {loss_sum / count, static_cast<double>(correct) / count};
}

}  // namespace imprint
