// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/quantized_layer.h"

#include "core/formats/activation_range.h"
#include "core/formats/rounding_noise.h"
#include "core/layers/working_format.h"

namespace imprint {

QuantizedLayer::QuantizedLayer(LayerPlace place, at::Tensor initial_weight, bool is_quantized)
    : place_(std::move(place)),
      is_quantized_(is_quantized),
      weight_(register_parameter("weight", std::move(initial_weight))),
      activation_range_(register_buffer(ActivationRange::buffer_name, ActivationRange::empty_buffer())) {}

FloatRange QuantizedLayer::input_range(const at::Tensor& input, const ForwardContext& context) {
  ActivationRange running(activation_range_);
  return running.next(input, context.training, context.range_bias_correction);
}

/// What is held in 16 bits already needs no rounding to them.
LayerPrecision QuantizedLayer::precision(const ForwardContext& context) const {
  if (!is_quantized_) return {};
  LayerPrecision precision = context.precision.of(place_.name);
  for (NumberFormat* format : {&precision.weight, &precision.activation, &precision.gradient})
    if (*format == context.precision.working) *format = {};
  return precision;
}

void QuantizedLayer::describe(LayerProduct& product, const ForwardContext& context) const {
  product.weight = weight_;
  product.precision = precision(context);
  product.strength = context.precision.strength;
  product.working = context.precision.working;
  product.is_tapped = context.taps != nullptr;
  product.choice = context.executor;
}

at::Tensor QuantizedLayer::run(LayerProduct product, const ForwardContext& context) {
  describe(product, context);
  product.noise_key = layer_noise_key(context.noise_key, place_.index);
  const bool has_one_range = product.granularities.input == Granularity::tensor;
  if (has_one_range && !is_full_precision(product.precision.activation))
    product.input_range = input_range(product.input, context);
  const Executor& executor = executor_for(product);
  const bool is_plain = is_full_precision(product.precision) && is_full_precision(product.working);
  last_executor_ = is_plain ? "fp32" : executor.name();
  const ProductResult result = executor.run(product);
  if (context.taps != nullptr) {
    const ConvolutionGeometry geometry = product.convolution.value_or(ConvolutionGeometry());
    context.taps->push_back({place_.name, result.operand, result.output, geometry.stride, geometry.padding});
  }
  return result.is_held ? counted(result.output, context) : held(result.output, context);
}

}  // namespace imprint
