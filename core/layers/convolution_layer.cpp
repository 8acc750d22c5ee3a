// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/convolution_layer.h"

#include "core/layers/initialisation.h"

namespace imprint {
namespace {

at::Tensor initial_weight(const LayerPlace& place, const ConvolutionShape& shape) {
  RandomStream stream = initialisation_stream(place);
  return normal_fan_out(shape.out, shape.in / shape.groups, shape.kernel, stream);
}

}  // namespace

ConvolutionLayer::ConvolutionLayer(const LayerPlace& place, const ConvolutionShape& shape)
    : QuantizedLayer(place, initial_weight(place, shape), shape.is_quantized),
      geometry_{{shape.stride, shape.stride}, {shape.padding(), shape.padding()}} {}

at::Tensor ConvolutionLayer::forward(const at::Tensor& input, const ForwardContext& context) {
  return run({.input = input, .convolution = geometry_}, context);
}

}  // namespace imprint
