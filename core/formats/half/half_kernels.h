// SPDX-License-Identifier: GPL-3.0-or-later
// Floats of 16 bits on raw memory, one thread. `values` and `out` have the same length and do not overlap.
#pragma once

#include <cstdint>
#include <span>

#include "core/formats/half/half_grid.h"
#include "core/kernels/instruction_set.h"

namespace imprint {

void round_to_half(std::span<const float> values, std::span<float> out, HalfGrid grid,
                   InstructionSet set = best_instruction_set());

/// With rounding_noise(block_key, i) units in the last place added.
void round_to_half_stochastically(std::span<const float> values, std::span<float> out, HalfGrid grid,
                                  std::uint64_t block_key, InstructionSet set = best_instruction_set());

}  // namespace imprint
