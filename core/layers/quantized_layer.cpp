// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/quantized_layer.h"

#include "core/formats/affine/activation_range.h"
#include "core/formats/affine/rounding_noise.h"

namespace imprint {

QuantizedLayer::QuantizedLayer(LayerPlace place, at::Tensor initial_weight)
    : place_(std::move(place)),
      weight_(register_parameter("weight", std::move(initial_weight))),
      activation_range_(register_buffer("activation_range", ActivationRange::empty_buffer())) {}

at::Tensor QuantizedLayer::quantized_input(const at::Tensor& input, const ForwardContext& context) {
  const int bits = precision(context).activation.bits;
  if (is_full_precision(bits)) return input;
  ActivationRange running(activation_range_);
  const FloatRange range = running.next(input, context.training, context.range_bias_correction);
  return straight_through_activation(input, range, bits);
}

at::Tensor QuantizedLayer::quantized_weight(const ForwardContext& context, WeightGrids grids) const {
  return straight_through_weight(weight_, grids, precision(context).weight.bits);
}

at::Tensor QuantizedLayer::finished(const at::Tensor& output, const ForwardContext& context, LayerTap tap) const {
  const at::Tensor result = with_quantized_gradient(output, precision(context).gradient.bits,
                                                    layer_noise_key(context.noise_key, place_.index));
  if (context.taps != nullptr) {
    tap.layer = place_.name;
    tap.output = result;
    context.taps->push_back(std::move(tap));
  }
  return result;
}

}  // namespace imprint
