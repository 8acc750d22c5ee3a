// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/curvature/tiny_cases.h"

#include <ATen/ATen.h>

#include "core/base/random_stream.h"
#include "tests/analysis/curvature/tanh_network.h"

namespace imprint::test {
namespace {

constexpr std::int64_t classes = 3;

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

}  // namespace

at::Tensor normal_tensor(at::IntArrayRef sizes, std::uint64_t seed) {
  const at::Tensor tensor = at::empty(sizes);
  RandomStream stream(seed);
  float* value = tensor.data_ptr<float>();
  for (std::int64_t i = 0; i < tensor.numel(); ++i) value[i] = static_cast<float>(stream.normal());
  return tensor;
}

std::shared_ptr<Network> tiny_network(const std::string& name, ImageShape shape) {
  if (name == "tanh") return std::make_shared<TanhNetwork>(shape.channels, 4, classes, 7);
  ModelSpec spec;
  spec.name = name;
  spec.hidden = {6, 5};
  spec.width = 2;
  std::shared_ptr<Network> network = make_network(spec, shape, classes, 3);
  randomise_batch_norm(*network);
  return network;
}

ProbeSet random_probe(std::int64_t images, ImageShape shape, std::int64_t class_count, std::uint64_t seed) {
  const at::Tensor pixels = normal_tensor({images, shape.channels, shape.height, shape.width}, seed);
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < images; ++i) indices.push_back(100 + 7 * i);
  return {pixels.contiguous(at::MemoryFormat::ChannelsLast), at::arange(images, at::kLong).remainder(class_count),
          indices};
}

TinyCase tiny_case(const std::string& name, std::int64_t images) {
  const ImageShape shape = shape_of(name);
  return {name, shape, tiny_network(name, shape), random_probe(images, shape, classes, 11)};
}

}  // namespace imprint::test
