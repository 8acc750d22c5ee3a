// SPDX-License-Identifier: GPL-3.0-or-later
// What quantized convolutions and linear layers share: a weight, a running activation range, and the product that an
// executor computes.
#pragma once

#include <torch/nn/module.h>

#include <string_view>

#include "core/execution/executor.h"
#include "core/layers/forward_context.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// Grids of layers that are linear maps, where one for each tensor is asked for.
inline constexpr Granularities one_grid_each{Granularity::tensor, Granularity::tensor, Granularity::tensor};

/// Parameter `weight`, buffer `activation_range` (float [3]: minimum, maximum, batches averaged).
class QuantizedLayer : public torch::nn::Module {
 public:
  const at::Tensor& weight() const { return weight_; }

  /// What computed the last product: the executor's name, "fp32" at full precision, nothing before the first.
  std::string_view last_executor() const { return last_executor_; }

 protected:
  /// One that is not quantized computes at full precision whatever the context asks for.
  QuantizedLayer(LayerPlace place, at::Tensor initial_weight, bool is_quantized = true);

  /// The output of the product of `product.input` with the layer's weight, at the context's precision; written to the
  /// taps when they are wanted. The operation, the bias and the granularities are the layer's to say.
  at::Tensor run(LayerProduct product, const ForwardContext& context);

  /// What all products of the layer have in common in this context.
  void describe(LayerProduct& product, const ForwardContext& context) const;

  /// To what the layer rounds its operands.
  LayerPrecision precision(const ForwardContext& context) const;

 private:
  /// The range to round the input on: the batch's or the running one.
  FloatRange input_range(const at::Tensor& input, const ForwardContext& context);

  LayerPlace place_;
  bool is_quantized_;
  at::Tensor weight_;
  at::Tensor activation_range_;
  std::string_view last_executor_;
};

}  // namespace imprint
