// SPDX-License-Identifier: GPL-3.0-or-later
// The quantizer on raw memory, one thread. `values` and `out` have the same length and do not overlap.
#pragma once

#include <cstdint>
#include <span>

#include "core/formats/affine/affine_grid.h"
#include "core/kernels/instruction_set.h"

namespace imprint {

/// out[i] = the grid's value nearest to values[i].
void quantize(std::span<const float> values, std::span<float> out, AffineGrid grid,
              InstructionSet set = best_instruction_set());

/// The same with rounding_noise(block_key, i) added to the position on the grid before it is clamped and
/// rounded: unbiased inside the range.
void quantize_stochastically(std::span<const float> values, std::span<float> out, AffineGrid grid,
                             std::uint64_t block_key, InstructionSet set = best_instruction_set());

}  // namespace imprint
