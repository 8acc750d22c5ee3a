// SPDX-License-Identifier: GPL-3.0-or-later
// What quantized convolutions and linear layers share: a weight, a running activation range, and the three
// places where numbers are rounded.
#pragma once

#include <torch/nn/module.h>

#include "core/formats/straight_through.h"
#include "core/layers/forward_context.h"
#include "core/layers/layer_place.h"

namespace imprint {

/// Parameter `weight`, buffer `activation_range` (float [3]: minimum, maximum, batches averaged).
class QuantizedLayer : public torch::nn::Module {
 public:
  const at::Tensor& weight() const { return weight_; }

 protected:
  QuantizedLayer(LayerPlace place, at::Tensor initial_weight);

  /// The input on the batch's or the running range; itself at full precision.
  at::Tensor quantized_input(const at::Tensor& input, const ForwardContext& context);
  at::Tensor quantized_weight(const ForwardContext& context, WeightGrids grids) const;
  const LayerPrecision& precision(const ForwardContext& context) const { return context.precision.of(place_.name); }
  /// The output with its gradient quantized on the way back, written to the taps when they are wanted.
  at::Tensor finished(const at::Tensor& output, const ForwardContext& context, LayerTap tap) const;

 private:
  LayerPlace place_;
  at::Tensor weight_;
  at::Tensor activation_range_;
};

}  // namespace imprint
