// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/quantized_layer.h"

namespace imprint {

/// A quantized linear layer: a grid for each output row of the weight, or one for the whole (ForwardContext), and one
/// for the bias. Parameters weight [out, in], bias [out].
class LinearLayer : public QuantizedLayer {
 public:
  LinearLayer(const LayerPlace& place, std::int64_t in, std::int64_t out);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);
  const at::Tensor& bias() const { return bias_; }

 private:
  at::Tensor bias_;
};

/// The final linear layer, fp32 whatever the bits. Parameters weight [classes, in], bias [classes].
class Classifier : public torch::nn::Module {
 public:
  Classifier(LayerPlace place, std::int64_t in, std::int64_t classes);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);
  const at::Tensor& weight() const { return weight_; }
  const at::Tensor& bias() const { return bias_; }

 private:
  LayerPlace place_;
  at::Tensor weight_;
  at::Tensor bias_;
};

}  // namespace imprint
