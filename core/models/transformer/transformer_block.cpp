// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/transformer/transformer_block.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/gelu.h>

#include "core/layers/dropout.h"
#include "core/layers/working_format.h"
#include "core/models/transformer/attention.h"

namespace imprint {
namespace {

constexpr std::int64_t widening = 4;

}  // namespace

TransformerBlock::TransformerBlock(const LayerBuilder& layers, const TransformerShape& shape) : shape_(shape) {
  const std::int64_t features = shape.features;
  const auto linear = [&](const char* name, std::int64_t in, std::int64_t out) {
    return layers.linear(*this, name, {.in = in, .out = out}, shape.tokens);
  };
  norm1_ = layers.layer_norm(*this, "norm1", features);
  query_ = linear("query", features, features);
  key_ = linear("key", features, features);
  value_ = linear("value", features, features);
  projection_ = linear("projection", features, features);
  norm2_ = layers.layer_norm(*this, "norm2", features);
  expansion_ = linear("expansion", features, widening * features);
  output_ = linear("output", widening * features, features);
}

at::Tensor TransformerBlock::forward(const at::Tensor& input, const ForwardContext& context, std::uint64_t place) {
  const at::Tensor between =
      held(input + dropped_out(attended(input, context), shape_.dropout, context, place), context);
  return held(between + dropped_out(transformed(between, context), shape_.dropout, context, place + 1), context);
}

at::Tensor TransformerBlock::attended(const at::Tensor& input, const ForwardContext& context) {
  const at::Tensor rows = norm1_->forward(input.flatten(0, 1), context);
  const at::Tensor query = query_->forward(rows, context).view_as(input);
  const at::Tensor key = key_->forward(rows, context).view_as(input);
  const at::Tensor value = value_->forward(rows, context).view_as(input);
  const at::Tensor mixed = held(causal_attention(query, key, value, shape_.heads), context);
  return projection_->forward(mixed.flatten(0, 1), context).view_as(input);
}

at::Tensor TransformerBlock::transformed(const at::Tensor& input, const ForwardContext& context) {
  const at::Tensor rows = norm2_->forward(input.flatten(0, 1), context);
  return output_->forward(held(at::gelu(expansion_->forward(rows, context)), context), context).view_as(input);
}

}  // namespace imprint
