// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/simulated/simulated_executor.h"

#include <ATen/core/Tensor.h>

#include "core/formats/straight_through.h"
#include "core/kernels/matrix_product.h"

namespace imprint {

ProductResult SimulatedExecutor::run(const LayerProduct& product) const {
  const LayerPrecision& precision = product.precision;
  const at::Tensor operand = straight_through_activation(product.input, product.input_range, precision.activation);
  const at::Tensor weight = straight_through_weight(product.weight, product.weight_granularity, precision.weight);
  const at::Tensor output =
      product.convolution
          ? convolution(operand, weight, *product.convolution)
          : linear_map(operand, weight, straight_through_weight(product.bias, Granularity::tensor, precision.weight));
  return {operand, with_quantized_gradient(output, precision.gradient, product.noise_key)};
}

}  // namespace imprint
