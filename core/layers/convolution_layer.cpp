// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/convolution_layer.h"

#include <ATen/core/Tensor.h>

#include "core/layers/initialisation.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

at::Tensor initial_weight(const LayerPlace& place, const ConvolutionShape& shape) {
  RandomStream stream = initialisation_stream(place);
  return normal_fan_out({shape.out, shape.in / shape.groups, shape.kernel, shape.kernel}, stream);
}

}  // namespace

ConvolutionLayer::ConvolutionLayer(const LayerPlace& place, const ConvolutionShape& shape)
    : QuantizedLayer(place, initial_weight(place, shape), shape.is_quantized),
      geometry_{{shape.stride, shape.stride}, {shape.padding(), shape.padding()}} {}

ConvolutionLayer::ConvolutionLayer(const LayerPlace& place, const at::Tensor& weight, const at::Tensor& bias,
                                   const ConvolutionGeometry& geometry, bool is_quantized)
    : QuantizedLayer(place, weight, is_quantized), geometry_(geometry) {
  if (bias.defined()) bias_ = register_parameter("bias", bias);
}

at::Tensor ConvolutionLayer::forward(const at::Tensor& input, const ForwardContext& context) {
  const at::Tensor output = run({.input = input, .convolution = geometry_}, context);
  return bias_.defined() ? held(output + bias_.view({1, -1, 1, 1}), context) : output;
}

}  // namespace imprint
