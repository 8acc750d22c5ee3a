// SPDX-License-Identifier: GPL-3.0-or-later
// Minifloats on raw memory, one thread. `values` and `out` have the same length and do not overlap.
#pragma once

#include <cstdint>
#include <span>

#include "core/formats/minifloat/minifloat_grid.h"
#include "core/kernels/instruction_set.h"

namespace imprint {

/// out[i] = scale * the format's value nearest to values[i] / scale.
void round_to_minifloat(std::span<const float> values, std::span<float> out, MinifloatGrid grid, float scale,
                        InstructionSet set = best_instruction_set());

/// The same with rounding_noise(block_key, i) units in the last place added: unbiased inside the range.
void round_to_minifloat_stochastically(std::span<const float> values, std::span<float> out, MinifloatGrid grid,
                                       float scale, std::uint64_t block_key,
                                       InstructionSet set = best_instruction_set());

}  // namespace imprint
