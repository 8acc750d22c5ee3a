// SPDX-License-Identifier: GPL-3.0-or-later
// Symmetric integers behind a scale, on raw memory, one thread: value = k scale, k = -top .. top, and 0 is a value.
#pragma once

#include <cstdint>
#include <span>

#include "core/formats/float_range.h"
#include "core/kernels/instruction_set.h"

namespace imprint {

struct SymmetricGrid {
  float scale = 1;
  float top = 1;  // 2^(B-1) - 1
};

/// The range's largest magnitude becomes the largest integer. NaN for a range with a NaN or an infinity.
SymmetricGrid symmetric_grid(FloatRange range, int bits);

/// out[i] = the grid's value nearest to values[i], half to even; beyond the ends it is clamped.
void round_to_integers(std::span<const float> values, std::span<float> out, SymmetricGrid grid,
                       InstructionSet set = best_instruction_set());

/// The same with rounding_noise(block_key, i) steps added: unbiased inside the range.
void round_to_integers_stochastically(std::span<const float> values, std::span<float> out, SymmetricGrid grid,
                                      std::uint64_t block_key, InstructionSet set = best_instruction_set());

}  // namespace imprint
