// SPDX-License-Identifier: GPL-3.0-or-later
// Quantizers as differentiable functions, of any number format. Values are quantized on the way forward and the
// gradient passes as if they were not (straight-through identity, no clipping mask); `with_quantized_gradient` does the
// opposite. A layer is the composition
//   with_quantized_gradient(operation(quantized input, quantized weight))
// so that one quantized gradient feeds both the input's and the weight's gradient.
// Source: Fu et al., ICLR 2021; Bengio et al., "Estimating or propagating gradients through stochastic
// neurons".
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/formats/codec.h"

namespace imprint {

/// The values rounded, or of a lower strength (1 - strength) values + strength rounded values. No graph.
at::Tensor rounded_by(const at::Tensor& values, NumberFormat format, const Rounding& rounding, double strength);

/// forward: the values rounded; backward: identity. The tensor itself at full precision. Activations on a range that is
/// given or one of each row, weights on their own range or ranges.
at::Tensor straight_through(const at::Tensor& values, NumberFormat format, const Rounding& rounding,
                            double strength = 1);

/// forward: identity; backward: the gradient rounded stochastically, as a whole or each row on its own range. Not
/// differentiable twice. The tensor itself at full precision or when no gradient will flow.
at::Tensor with_quantized_gradient(const at::Tensor& values, NumberFormat format, std::uint64_t noise_key,
                                   Granularity granularity = Granularity::tensor, double strength = 1);

}  // namespace imprint
