// SPDX-License-Identifier: GPL-3.0-or-later
// Quantizers as differentiable functions. Values are quantized on the way forward and the gradient passes as
// if they were not (straight-through identity, no clipping mask); `with_quantized_gradient` does the
// opposite. A layer is the composition
//   with_quantized_gradient(operation(quantized input, quantized weight))
// so that one quantized gradient feeds both the input's and the weight's gradient.
// Source: Fu et al., ICLR 2021; Bengio et al., "Estimating or propagating gradients through stochastic
// neurons".
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/formats/affine/affine_grid.h"

namespace imprint {

/// What quantizes a weight: a grid for each output channel of a convolution or output row of a linear layer, or one for
/// the tensor.
enum class WeightGrids { per_channel, per_tensor };

/// forward: the values on the grid of `range`; backward: identity. The tensor itself at full precision.
at::Tensor straight_through_activation(const at::Tensor& values, FloatRange range, int bits);

/// forward: the weight on its own grid or grids; backward: identity. The tensor itself at full precision.
at::Tensor straight_through_weight(const at::Tensor& weight, WeightGrids grids, int bits);

/// forward: identity; backward: the gradient rounded stochastically to `bits` bits. Not differentiable twice.
/// The tensor itself at full precision or when no gradient will flow.
at::Tensor with_quantized_gradient(const at::Tensor& values, int bits, std::uint64_t noise_key);

}  // namespace imprint
