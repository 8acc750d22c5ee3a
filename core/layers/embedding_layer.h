// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>

#include "core/layers/forward_context.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// A row of weights for each token, fp32 whatever the bits. Parameter weight [tokens, width] ~ U(-bound, bound), or
/// N(0, 1) where bound is 0, PyTorch's default for embeddings.
class EmbeddingLayer : public torch::nn::Module {
 public:
  EmbeddingLayer(LayerPlace place, std::int64_t tokens, std::int64_t width, double bound = 0);
  /// float [n, width] of int64 [n].
  at::Tensor forward(const at::Tensor& tokens, const ForwardContext& context);
  const at::Tensor& weight() const { return weight_; }

 private:
  LayerPlace place_;
  at::Tensor weight_;
};

}  // namespace imprint
