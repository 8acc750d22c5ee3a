// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/training_step.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>

#include "app/bench/plain_training.h"
#include "app/bench/timed_models.h"
#include "app/bench/timed_precision.h"
#include "core/base/random_stream.h"
#include "core/models/executors_used.h"

namespace imprint {
namespace {

/// What both loops have in common; the logits are theirs to say.
class SgdStep : public TrainingStep {
 public:
  SgdStep(const torch::nn::Module& network, const TimedBatch& batch)
      : batch_(batch), optimizer_(network.parameters(), cifar_sgd()) {}
  void run() override {
    optimizer_.zero_grad();
    at::cross_entropy_loss(logits(batch_.images), batch_.labels).backward();
    optimizer_.step();
  }

 private:
  virtual at::Tensor logits(const at::Tensor& images) = 0;

  TimedBatch batch_;
  torch::optim::SGD optimizer_;
};

class PlainStep : public SgdStep {
 public:
  PlainStep(std::shared_ptr<PlainNetwork> network, const TimedBatch& batch)
      : SgdStep(*network, batch), network_(std::move(network)) {
    network_->train();
  }

 private:
  at::Tensor logits(const at::Tensor& images) override { return network_->forward(images); }

  std::shared_ptr<PlainNetwork> network_;
};

class EngineStep : public SgdStep {
 public:
  EngineStep(std::shared_ptr<Network> network, const LayerPrecision& precision, std::string executor,
             const TimedBatch& batch)
      : SgdStep(*network, batch), network_(std::move(network)), executor_(std::move(executor)) {
    context_.training = true;
    context_.precision.network = precision;
    if (is_held(precision)) context_.precision.working = precision.activation;
    context_.executor = {executor_};
  }

 private:
  at::Tensor logits(const at::Tensor& images) override {
    ++context_.noise_key;  // as in training: every step rounds its gradients anew
    return network_->forward(images, context_);
  }

  std::shared_ptr<Network> network_;
  std::string executor_;  // to which the context refers
  ForwardContext context_;
};

}  // namespace

TimedBatch timed_batch(std::int64_t count, const ImageShape& image) {
  TimedBatch batch{at::empty({count, image.channels, image.height, image.width}), at::empty({count}, at::kLong)};
  RandomStream stream(1, StreamPurpose::synthetic_data);
  for (std::int64_t i = 0; i < batch.images.numel(); ++i)
    batch.images.data_ptr<float>()[i] = static_cast<float>(stream.normal());
  for (std::int64_t i = 0; i < count; ++i)
    batch.labels.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(stream.below(timed_classes));
  return batch;
}

std::unique_ptr<TrainingStep> plain_step(const std::string& model, const TimedBatch& batch) {
  return std::make_unique<PlainStep>(plain_counterpart(model, batch.image()), batch);
}

std::unique_ptr<TrainingStep> engine_step(const std::string& model, const LayerPrecision& precision,
                                          const std::string& executor, const TimedBatch& batch) {
  return std::make_unique<EngineStep>(timed_network(model, batch.image()), precision, executor, batch);
}

std::string executors_of_a_step(const std::string& model, const LayerPrecision& precision, const std::string& executor,
                                const ImageShape& image) {
  const std::shared_ptr<Network> network = timed_network(model, image);
  EngineStep(network, precision, executor, timed_batch(2, image)).run();
  std::string names;
  for (const auto& [name, layers] : executors_used(*network)) names.append(names.empty() ? "" : "+").append(name);
  return names;
}

}  // namespace imprint
