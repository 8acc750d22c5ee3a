// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/graph_convolution_layer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "core/formats/straight_through.h"
#include "core/layers/initialisation.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

constexpr Granularities published{Granularity::row, Granularity::column, Granularity::tensor};

at::Tensor initial_weight(const LayerPlace& place, const GraphConvolutionShape& shape) {
  RandomStream stream = initialisation_stream(place);
  return uniform({shape.out, shape.in}, std::sqrt(6 / static_cast<double>(shape.in + shape.out)), stream);
}

}  // namespace

GraphConvolutionLayer::GraphConvolutionLayer(const LayerPlace& place, const GraphConvolutionShape& shape)
    : QuantizedLayer(place, initial_weight(place, shape)),
      shape_(shape),
      bias_(register_parameter("bias", at::zeros({shape.out}))) {}

at::Tensor GraphConvolutionLayer::multiplied(const at::Tensor& features, const at::Tensor& bias,
                                             const ForwardContext& context) {
  return run({.input = features, .bias = bias, .granularities = context.linear_rows ? published : one_grid_each},
             context);
}

at::Tensor GraphConvolutionLayer::aggregated(const at::Tensor& features, const SparseMatrix& aggregation,
                                             const ForwardContext& context) {
  const at::Tensor rounded = shape_.quantizes_aggregation
                                 ? straight_through(features, precision(context).activation,
                                                    {.granularity = Granularity::row}, context.precision.strength)
                                 : features;
  return held(sparse_product(aggregation, rounded), context);
}

/// Both orders give the same; an estimator that works on taps finds the bias where the product ends.
at::Tensor GraphConvolutionLayer::forward(const at::Tensor& features, const SparseMatrix& aggregation,
                                          const ForwardContext& context) {
  const bool multiplies_first = shape_.in > shape_.out && context.taps == nullptr;
  if (!multiplies_first) return multiplied(aggregated(features, aggregation, context), bias_, context);
  const at::Tensor bias = straight_through(bias_, precision(context).weight, {}, context.precision.strength);
  return held(aggregated(multiplied(features, {}, context), aggregation, context) + bias, context);
}

}  // namespace imprint
