// SPDX-License-Identifier: GPL-3.0-or-later
// Sums over the pixels of each image and channel: the gradients of batch norm and of a convolution's bias.
#pragma once

#include <ATen/core/Tensor.h>

namespace imprint {

struct PixelSums {
  at::Tensor gradients;  // double [n, C], sum over pixels of g
  at::Tensor products;   // double [n, C], sum over pixels of g (factor - center)
};

/// `gradient` and `factor` are [n, C] or [n, C, H, W] in any layout, `center` is [C]; channels-last float on the CPU is
/// the fast one, one pass over the memory.
PixelSums channel_sums(const at::Tensor& gradient, const at::Tensor& factor, const at::Tensor& center);

/// `gradients` alone.
at::Tensor channel_sums(const at::Tensor& gradient);

}  // namespace imprint
