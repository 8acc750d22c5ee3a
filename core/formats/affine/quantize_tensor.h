// SPDX-License-Identifier: GPL-3.0-or-later
// The quantizer on float tensors, on all intra-op threads; the bits do not depend on how many there are.
// Results keep the memory format of dense inputs. `bits` is 1..31 (else InputError); other dtypes or devices
// than float on the CPU are an InputError, too.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "core/formats/affine/affine_grid.h"

namespace imprint {

/// Throws InputError as above.
void require_quantizable(const at::Tensor& values, int bits);

/// Values on the grid of `range`; those outside are clamped to its ends. Activations.
at::Tensor quantized(const at::Tensor& values, FloatRange range, int bits);

/// One grid for the whole tensor, over its own range. Biases of linear layers, and their weights when asked for.
at::Tensor quantized_per_tensor(const at::Tensor& values, int bits);

/// One grid for each slice weight[o]: an output channel of a convolution, an output row of a linear layer.
at::Tensor quantized_per_channel(const at::Tensor& weight, int bits);

/// Stochastically rounded, one grid for each slice gradient[r]. Element i of slice r gets
/// rounding_noise(noise_block_key(noise_key, r), i). Gradients of which each row has a range of its own.
at::Tensor rows_quantized_stochastically(const at::Tensor& gradient, int bits, std::uint64_t noise_key);

/// Stochastically rounded on one grid over the tensor's own range. Element i, counted in memory order, gets
/// rounding_noise(noise_block_key(noise_key, i / noise_block), i % noise_block). Gradients.
at::Tensor quantized_stochastically(const at::Tensor& gradient, int bits, std::uint64_t noise_key);

}  // namespace imprint
