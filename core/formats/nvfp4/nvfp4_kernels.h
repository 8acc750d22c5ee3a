// SPDX-License-Identifier: GPL-3.0-or-later
// NVFP4 (NVIDIA, 2025) on raw memory, one thread: blocks of 16 neighbours of e2m1, the last one of a row shorter, an
// e4m3 scale a block and a float scale a tensor, in fp32 in this order:
//   S = min(448 * 6 / amax, FLT_MAX), 1 where amax = 0,        amax of the tensor
//   s = e4m3(min(amax_b (S (1/6)), 448)),                      amax_b of the block
//   value = e2m1(v min(1 / (s (1/S)), FLT_MAX)) s (1/S)
// core/elements has the same value by value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/kernels/instruction_set.h"

namespace imprint {

/// S. NaN for an amax that is not finite.
float nvfp4_tensor_scale(float largest_magnitude);

/// The values of a row, and s (1/S) of each of its blocks. With a key, rounding_noise(row_key, i) units in the last
/// place are added to element i before it is rounded.
void round_row_to_nvfp4(std::span<const float> values, std::span<float> out, std::span<float> scales,
                        float tensor_scale, std::optional<std::uint64_t> row_key,
                        InstructionSet set = best_instruction_set());

}  // namespace imprint
