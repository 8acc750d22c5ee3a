// SPDX-License-Identifier: GPL-3.0-or-later
// TrainStep/<precision>/<model>/b128: forward, backward and an SGD step on 128 images of 1x28x28. `plain` is
// the loop that a LibTorch user writes; fp32 and q4b8 (4 bits forward, 8 backward) are the engine's, the latter by the
// executor that it chooses and simulated.
#include <ATen/core/Tensor.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty.h>
#include <benchmark/benchmark.h>

#include <string>

#include "app/bench/plain_networks.h"
#include "app/bench/plain_training.h"
#include "core/base/random_stream.h"
#include "core/models/network.h"

namespace imprint::test {
namespace {

constexpr std::int64_t batch = 128;
constexpr std::int64_t classes = 10;

struct RandomImages {
  at::Tensor images = at::empty({batch, 1, 28, 28});
  at::Tensor labels = at::empty({batch}, at::kLong);
  RandomImages() {
    RandomStream stream(1, StreamPurpose::synthetic_data);
    for (std::int64_t i = 0; i < images.numel(); ++i) {
      images.data_ptr<float>()[i] = static_cast<float>(stream.normal());
    }
    for (std::int64_t i = 0; i < batch; ++i) {
      labels.data_ptr<std::int64_t>()[i] = static_cast<std::int64_t>(stream.below(classes));
    }
  }
};

template <class Logits>
void run_steps(benchmark::State& state, torch::nn::Module& network, const Logits& logits) {
  const RandomImages sample;
  torch::optim::SGD optimizer(network.parameters(), cifar_sgd());
  for (auto _ : state) {
    optimizer.zero_grad();
    at::cross_entropy_loss(logits(sample.images), sample.labels).backward();
    optimizer.step();
  }
}

void plain_step(benchmark::State& state, const std::string& model) {
  const auto network = model == "mlp" ? plain_mlp(28 * 28, {256, 256}, classes) : plain_resnet(20, 16, 1, classes);
  network->train();
  run_steps(state, *network, [&](const at::Tensor& images) { return network->forward(images); });
}

void engine_step(benchmark::State& state, const std::string& model, int forward_bits, int backward_bits,
                 std::string_view executor = "auto") {
  ModelSpec spec;
  spec.name = model;
  const auto network = make_network(spec, shape_of_images({1, 28, 28}, classes), 1);
  ForwardContext context;
  context.training = true;
  context.precision.network = layer_precision(forward_bits, backward_bits);
  context.executor = {executor};
  run_steps(state, *network, [&](const at::Tensor& images) {
    ++context.noise_key;
    return network->forward(images, context);
  });
}

void add(const std::string& precision, const std::string& model, void (*step)(benchmark::State&, const std::string&)) {
  benchmark::RegisterBenchmark(("TrainStep/" + precision + "/" + model + "/b128").c_str(), step, model)
      ->Unit(benchmark::kMillisecond);
}

const bool registered = [] {
  for (const std::string model : {"resnet20", "mlp"}) {
    add("plain", model, plain_step);
    add("fp32", model, [](benchmark::State& state, const std::string& m) { engine_step(state, m, 32, 32); });
    add("q4b8", model, [](benchmark::State& state, const std::string& m) { engine_step(state, m, 4, 8); });
    add("q4b8-simulated", model,
        [](benchmark::State& state, const std::string& m) { engine_step(state, m, 4, 8, "simulated"); });
  }
  return true;
}();

}  // namespace
}  // namespace imprint::test
