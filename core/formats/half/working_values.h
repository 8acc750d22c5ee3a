// SPDX-License-Identifier: GPL-3.0-or-later
// What a network that is held in 16 bits does to its values: each result of an operation is rounded to nearest, half to
// even, and beyond the largest number lies infinity, as hardware has it that sums in fp32 and stores 16 bits
// (IEEE 754-2019 4.3.1; bf16 likewise). Gradients are such results, too.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/precision/number_format.h"

namespace imprint {

/// A tensor of its own, without gradients; floats on any device. `format` is bf16 or fp16.
at::Tensor half_values(const at::Tensor& values, NumberFormat format);

/// The same in place, for tensors that fill their memory without gaps.
void round_to_half_in_place(at::Tensor& values, NumberFormat format);

/// forward: the values rounded; backward: the gradient rounded. The tensor itself at full precision. Not
/// differentiable twice.
at::Tensor held_in(const at::Tensor& values, NumberFormat format);

}  // namespace imprint
