// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/simulated/simulated_executor.h"

#include <ATen/core/Tensor.h>

#include "core/execution/summed_dimension.h"
#include "core/formats/straight_through.h"
#include "core/kernels/matrix_product.h"

namespace imprint {
namespace {

/// The rounded weight, part of the graph: gradients of the products that share it are added up there.
struct RoundedWeight : PreparedWeight {
  explicit RoundedWeight(at::Tensor rounded) : values(std::move(rounded)) {}
  at::Tensor values;
};

at::Tensor rounded_weight(const LayerProduct& product) {
  if (product.prepared) return static_cast<const RoundedWeight&>(*product.prepared).values;
  return straight_through(product.weight, product.precision.weight,
                          {.granularity = product.granularities.weight, .along = summed_dimension(product)},
                          product.strength);
}

Rounding rounding_of_input(const LayerProduct& product) {
  if (product.granularities.input != Granularity::tensor) return {.granularity = product.granularities.input};
  return {.range = product.input_range, .along = summed_dimension(product)};
}

at::Tensor rounded_bias(const LayerProduct& product) {
  if (!product.bias.defined()) return {};
  return straight_through(product.bias, product.precision.weight, {}, product.strength);
}

}  // namespace

std::shared_ptr<const PreparedWeight> SimulatedExecutor::prepare(const LayerProduct& product) const {
  return std::make_shared<RoundedWeight>(rounded_weight(product));
}

ProductResult SimulatedExecutor::run(const LayerProduct& product) const {
  const LayerPrecision& precision = product.precision;
  const at::Tensor operand =
      straight_through(product.input, precision.activation, rounding_of_input(product), product.strength);
  const at::Tensor weight = rounded_weight(product);
  const at::Tensor output = product.convolution ? convolution(operand, weight, *product.convolution)
                                                : linear_map(operand, weight, rounded_bias(product));
  return {operand, with_quantized_gradient(output, precision.gradient, product.noise_key,
                                           product.granularities.gradient, product.strength)};
}

}  // namespace imprint
