// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/mlp/mlp.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/relu.h>

namespace imprint {

Mlp::Mlp(const std::vector<int>& hidden, ImageShape shape, std::int64_t classes, std::uint64_t seed) {
  const LayerBuilder layers(seed, layers_);
  std::int64_t features = shape.channels * shape.height * shape.width;
  for (const int units : hidden) {
    hidden_.push_back(layers.linear(*this, "fc" + std::to_string(hidden_.size() + 1), {.in = features, .out = units}));
    features = units;
  }
  fc_ = layers.classifier(*this, features, classes);
}

at::Tensor Mlp::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = inputs.values.flatten(1);
  for (const auto& layer : hidden_) features = at::relu(layer->forward(features, context));
  return fc_->forward(features, context);
}

std::shared_ptr<Network> make_mlp(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  return std::make_shared<Mlp>(spec.options.get<std::vector<int>>("hidden"), shape.image, shape.classes, seed);
}

}  // namespace imprint
