// SPDX-License-Identifier: GPL-3.0-or-later
// Convolutions of small integers on the processor's 8-bit and bf16 multipliers, by oneDNN (2.6 to 3.7). Geometry and
// shapes are those of trilinear_convolution.h; images are in channels-last memory.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/kernels/trilinear_convolution.h"

namespace imprint {

/// Whether products in bf16 are what the processor is fast at, within what ONEDNN_MAX_CPU_ISA leaves of it.
bool has_bf16_multipliers();

/// int32 [n, o, h', w'] of bytes (uint8) [n, i, h, w] and int8 [o, i, kh, kw], exact: asks for has_integer_multipliers
/// and i kh kw <= 65,000. What lies outside of the image counts as 0.
at::Tensor integer_convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionGeometry& geometry);

/// The gradient by a weight of the given sizes, float, of integers -256 .. 256 in bf16: the input [n, i, h, w] and the
/// gradient [n, o, h', w']. Products are exact, sums are of fp32.
at::Tensor bf16_weight_gradient(const at::Tensor& input, const at::Tensor& gradient, at::IntArrayRef weight_sizes,
                                const ConvolutionGeometry& geometry);

}  // namespace imprint
