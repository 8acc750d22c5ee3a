// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tiny_cases.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>

#include "app/bench/plain_networks.h"
#include "core/base/random_stream.h"
#include "tests/analysis/tanh_network.h"

namespace imprint::test {
namespace {

constexpr std::int64_t classes = 3;
constexpr double tiny_width = 1.0 / 16;  // of networks of published sizes

void randomise_batch_norm(Network& network) {
  const at::NoGradGuard no_graph;
  std::uint64_t seed = 500;
  for (const LayerInfo& layer : network.layers()) {
    if (layer.kind != LayerKind::batch_norm) continue;
    at::Tensor weight = layer.parameters[0], bias = layer.parameters[1];
    weight.copy_(1 + 0.3 * normal_tensor(weight.sizes(), seed++));
    bias.copy_(0.3 * normal_tensor(bias.sizes(), seed++));
  }
  for (auto& buffer : network.named_buffers()) {
    const at::Tensor noise = normal_tensor(buffer.value().sizes(), seed++);
    if (buffer.key().find("running_mean") != std::string::npos) buffer.value().copy_(0.3 * noise);
    if (buffer.key().find("running_var") != std::string::npos) buffer.value().copy_(0.5 + noise.square());
  }
}

ImageShape shape_of(const std::string& name) { return name == "mlp" ? ImageShape{1, 3, 3} : ImageShape{2, 9, 8}; }

/// Wide enough that no layer of it is dead, small enough for an explicit Hessian.
ModelSpec tiny_spec(const std::string& name) {
  ModelSpec spec;
  spec.name = name;
  spec.options.set("hidden", std::vector<int>{6, 5});
  spec.options.set("width", 2);
  spec.options.set("width_multiplier", tiny_width);
  return spec;
}

std::shared_ptr<Network> tiny_network(const std::string& name) {
  const ImageShape shape = shape_of(name);
  if (name == "tanh") return std::make_shared<TanhNetwork>(shape.channels, 4, classes, 7);
  std::shared_ptr<Network> network = make_network(tiny_spec(name), shape_of_images(shape, classes), 3);
  randomise_batch_norm(*network);
  return network;
}

std::shared_ptr<PlainNetwork> plain_network(const std::string& name) {
  const std::int64_t channels = shape_of(name).channels;
  if (name == "mlp") return plain_mlp(9, {6, 5}, classes);
  if (name == "small-cnn") return plain_small_cnn(2, channels, classes);
  if (name == "mobilenetv2") return plain_mobilenet(tiny_width, channels, classes);
  if (name == "resnet18") return plain_imagenet_resnet(18, tiny_width, channels, classes);
  return plain_resnet(20, 2, channels, classes);
}

/// Parameters of `module` by the layers of `network`.
std::vector<std::vector<at::Tensor>> by_layer(const Network& network, const torch::nn::Module& module) {
  std::vector<std::vector<at::Tensor>> layers;
  const auto parameters = module.named_parameters();
  for (const LayerInfo& layer : network.layers()) {
    layers.push_back({parameters[layer.name + ".weight"]});
    if (layer.parameters.size() > 1) layers.back().push_back(parameters[layer.name + ".bias"]);
  }
  return layers;
}

PreciseNetwork precise_plain(const std::string& name, const Network& network) {
  const std::shared_ptr<PlainNetwork> plain = plain_network(name);
  copy_state(network, *plain);
  plain->to(at::kDouble);
  plain->eval();
  return {[plain](const at::Tensor& images) { return plain->forward(images); }, by_layer(network, *plain)};
}

PreciseNetwork precise_tanh() {
  const std::shared_ptr<Network> network = tiny_network("tanh");
  network->to(at::kDouble);
  PreciseNetwork precise{[network](const at::Tensor& images) { return network->forward(images, ForwardContext()); },
                         {}};
  for (const LayerInfo& layer : network->layers()) precise.layers.push_back(layer.parameters);
  return precise;
}

}  // namespace

ProbeSet random_probe(std::int64_t images, ImageShape shape, std::int64_t class_count, std::uint64_t seed) {
  const at::Tensor pixels = normal_tensor({images, shape.channels, shape.height, shape.width}, seed);
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < images; ++i) indices.push_back(100 + 7 * i);
  return {{pixels.contiguous(at::MemoryFormat::ChannelsLast), at::arange(images, at::kLong).remainder(class_count)},
          indices,
          make_task("image-classification")};
}

TinyCase tiny_case(const std::string& name, std::int64_t images) {
  const std::shared_ptr<Network> network = tiny_network(name);
  return {network, name == "tanh" ? precise_tanh() : precise_plain(name, *network),
          random_probe(images, shape_of(name), classes, 11)};
}

}  // namespace imprint::test
