// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/transformer/transformer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>

#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/layers/dropout.h"
#include "core/layers/working_format.h"
#include "core/models/transformer/attention.h"

namespace imprint {
namespace {

constexpr double bound_of_outer_layers = 0.1;  // of embedding and decoder

void check_heads(const TransformerShape& shape) {
  if (shape.features % shape.heads == 0) return;
  throw InputError("model.heads = " + std::to_string(shape.heads) + ": model.features = " +
                   std::to_string(shape.features) + " must be a multiple of it, so that every head has as many");
}

}  // namespace

Transformer::Transformer(int blocks, const TransformerShape& shape, std::int64_t vocabulary, std::uint64_t seed)
    : shape_(shape) {
  check_heads(shape);
  const LayerBuilder layers(seed, layers_);
  embedding_ = layers.embedding(*this, "embedding", vocabulary, shape.features, bound_of_outer_layers);
  for (int number = 1; number <= blocks; ++number) {
    const std::string name = "block" + std::to_string(number);
    blocks_.push_back(register_module(name, std::make_shared<TransformerBlock>(layers.inside(name), shape)));
  }
  norm_ = layers.layer_norm(*this, "norm", shape.features);
  decoder_ = layers.linear(*this, "decoder", {.in = shape.features, .out = vocabulary, .bound = bound_of_outer_layers},
                           shape.tokens);
  feature_products_ = blocks * attention_macs(shape.tokens, shape.features);
}

at::Tensor Transformer::forward(const Inputs& inputs, const ForwardContext& context) {
  const std::int64_t samples = inputs.values.size(0), tokens = inputs.values.size(1);
  const at::Tensor embedded =
      embedding_->forward(inputs.values.reshape({-1}), context).view({samples, tokens, shape_.features});
  const double scale = std::sqrt(static_cast<double>(shape_.features));
  const at::Tensor placed =
      held(embedded * scale + position_encoding(tokens, shape_.features, embedded.options()), context);
  at::Tensor features = dropped_out(placed, shape_.dropout, context, 0);
  for (std::size_t i = 0; i < blocks_.size(); ++i) features = blocks_[i]->forward(features, context, 2 * i + 1);
  return decoder_->forward(norm_->forward(features.flatten(0, 1), context), context);
}

std::shared_ptr<Network> make_transformer(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const Options& options = spec.options;
  return std::make_shared<Transformer>(options.get<int>("blocks"),
                                       TransformerShape{shape.tokens, options.get<int>("features"),
                                                        options.get<int>("heads"), options.get<double>("dropout")},
                                       shape.classes, seed);
}

}  // namespace imprint
