// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/models/layer_builder.h"

namespace imprint {

struct TransformerShape {
  std::int64_t tokens = 1;
  std::int64_t features = 1;
  std::int64_t heads = 1;
  double dropout = 0;
};

/// Attention, then a network of two layers for each token by itself, each on normalised features and added to what came
/// in ("pre-norm": Xiong et al., arXiv 2002.04745):
///   x = x + projection(attention(query(u), key(u), value(u))),  u = norm1(x)
///   x = x + output(gelu(expansion(norm2(x)))),                  four times as wide inside
/// Dropout strikes what is added. The linear layers are quantized.
class TransformerBlock : public torch::nn::Module {
 public:
  TransformerBlock(const LayerBuilder& layers, const TransformerShape& shape);

  /// [n, tokens, features] both; `place` is the first of two of dropout.
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context, std::uint64_t place);

 private:
  at::Tensor attended(const at::Tensor& input, const ForwardContext& context);
  at::Tensor transformed(const at::Tensor& input, const ForwardContext& context);

  TransformerShape shape_;
  std::shared_ptr<LayerNormLayer> norm1_, norm2_;
  std::shared_ptr<LinearLayer> query_, key_, value_, projection_, expansion_, output_;
};

}  // namespace imprint
