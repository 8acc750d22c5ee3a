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

/// codes[i] = the number of the grid's value nearest to values[i], so that code * scale + minimum has the bits that
/// `quantize` gives; 0 for a NaN. Says whether there was one. `Code` is std::uint8_t (up to 8 bits) or std::int64_t.
template <class Code>
bool encode(std::span<const float> values, std::span<Code> codes, AffineGrid grid,
            InstructionSet set = best_instruction_set());

/// The same of `quantize_stochastically`.
template <class Code>
bool encode_stochastically(std::span<const float> values, std::span<Code> codes, AffineGrid grid,
                           std::uint64_t block_key, InstructionSet set = best_instruction_set());

/// values[i] = codes[i] * scale + offset.
void decode(std::span<const std::uint8_t> codes, float scale, float offset, std::span<float> values,
            InstructionSet set = best_instruction_set());

}  // namespace imprint
