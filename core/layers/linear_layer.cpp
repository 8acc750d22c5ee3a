// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/linear_layer.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/zeros.h>

#include "core/layers/initialisation.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

struct InitialValues {
  at::Tensor weight;
  at::Tensor bias;
};

InitialValues initial_values(const LayerPlace& place, const LinearShape& shape) {
  RandomStream stream = initialisation_stream(place);
  if (shape.bound > 0) return {uniform({shape.out, shape.in}, shape.bound, stream), at::zeros({shape.out})};
  at::Tensor weight = uniform_fan_in({shape.out, shape.in}, shape.in, stream);
  return {weight, uniform_fan_in({shape.out}, shape.in, stream)};
}

}  // namespace

LinearLayer::LinearLayer(const LayerPlace& place, const LinearShape& shape)
    : QuantizedLayer(place, initial_values(place, shape).weight, shape.is_quantized), published_(shape.published) {
  if (shape.has_bias) bias_ = register_parameter("bias", initial_values(place, shape).bias);
}

at::Tensor LinearLayer::forward(const at::Tensor& input, const ForwardContext& context) {
  return forward(input, nullptr, context);
}

std::shared_ptr<const PreparedWeight> LinearLayer::prepared(const ForwardContext& context) const {
  LayerProduct product{.bias = bias_, .granularities = granularities(context)};
  describe(product, context);
  return executor_for(product).prepare(product);
}

at::Tensor LinearLayer::forward(const at::Tensor& input, const std::shared_ptr<const PreparedWeight>& weight,
                                const ForwardContext& context) {
  return run({.input = input, .bias = bias_, .granularities = granularities(context), .prepared = weight}, context);
}

const Granularities& LinearLayer::granularities(const ForwardContext& context) const {
  return context.linear_rows ? published_ : one_grid_each;
}

Classifier::Classifier(LayerPlace place, std::int64_t in, std::int64_t classes) : place_(std::move(place)) {
  const InitialValues initial = initial_values(place_, {.in = in, .out = classes});
  weight_ = register_parameter("weight", initial.weight);
  bias_ = register_parameter("bias", initial.bias);
}

at::Tensor Classifier::forward(const at::Tensor& input, const ForwardContext& context) {
  at::Tensor output = at::linear(input, weight_, bias_);
  if (context.taps != nullptr) context.taps->push_back({place_.name, input, output});
  return held(output, context);
}

}  // namespace imprint
