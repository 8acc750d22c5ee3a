// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/linear_layer.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/linear.h>

#include "core/layers/initialisation.h"

namespace imprint {
namespace {

struct InitialValues {
  at::Tensor weight;
  at::Tensor bias;
};

InitialValues initial_values(const LayerPlace& place, std::int64_t in, std::int64_t out) {
  RandomStream stream = initialisation_stream(place);
  at::Tensor weight = uniform_fan_in({out, in}, in, stream);
  return {weight, uniform_fan_in({out}, in, stream)};
}

}  // namespace

LinearLayer::LinearLayer(const LayerPlace& place, std::int64_t in, std::int64_t out)
    : QuantizedLayer(place, initial_values(place, in, out).weight),
      bias_(register_parameter("bias", initial_values(place, in, out).bias)) {}

at::Tensor LinearLayer::forward(const at::Tensor& input, const ForwardContext& context) {
  const Granularity granularity = context.linear_rows ? Granularity::row : Granularity::tensor;
  return run({.input = input, .bias = bias_, .weight_granularity = granularity}, context);
}

Classifier::Classifier(LayerPlace place, std::int64_t in, std::int64_t classes) : place_(std::move(place)) {
  const InitialValues initial = initial_values(place_, in, classes);
  weight_ = register_parameter("weight", initial.weight);
  bias_ = register_parameter("bias", initial.bias);
}

at::Tensor Classifier::forward(const at::Tensor& input, const ForwardContext& context) {
  at::Tensor output = at::linear(input, weight_, bias_);
  if (context.taps != nullptr) context.taps->push_back({place_.name, input, output});
  return output;
}

}  // namespace imprint
