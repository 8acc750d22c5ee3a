// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's grid over blocks of neighbours on raw memory, one thread; the last block of a row may be shorter. In fp32 in
// this order, minimum and maximum of the block:
//   m = bf16(minimum),  s = bf16(max((maximum - minimum) / (2^B - 1), 1e-8))
//   value = rint(clamp((v - m) / s, 0, 2^B - 1)) s + m,  half to even
// m and s are 16 bits each, so that a value costs B + 32 / N bits in blocks of N; they are at most 2^-9 of themselves
// off, and what lies outside [m, m + (2^B - 1) s] is clamped. A block with a NaN or an infinity becomes NaN.
// core/elements has the same value by value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/kernels/instruction_set.h"
#include "core/precision/number_format.h"

namespace imprint {

/// The values of a row, s and m of each of its blocks. With a key, rounding_noise(row_key, i) units are added to
/// element i before it is rounded.
void round_row_to_affine_blocks(std::span<const float> values, std::span<float> out, std::span<float> scales,
                                std::span<float> offsets, NumberFormat format, std::optional<std::uint64_t> row_key,
                                InstructionSet set = best_instruction_set());

}  // namespace imprint
