// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>

#include "core/layers/forward_context.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// Layer normalisation of each row of [n, features], always fp32:
///   y = weight (x - mean) / sqrt(variance + 1e-5) + bias, the row's own mean and biased variance.
/// Parameters weight and bias [features], 1 and 0 to begin with. Source: Ba, Kiros & Hinton, arXiv 1607.06450.
class LayerNormLayer : public torch::nn::Module {
 public:
  LayerNormLayer(LayerPlace place, std::int64_t features);
  at::Tensor forward(const at::Tensor& rows, const ForwardContext& context);
  const at::Tensor& weight() const { return weight_; }
  const at::Tensor& bias() const { return bias_; }

 private:
  LayerPlace place_;
  at::Tensor weight_;
  at::Tensor bias_;
};

}  // namespace imprint
