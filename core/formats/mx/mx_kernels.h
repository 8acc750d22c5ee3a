// SPDX-License-Identifier: GPL-3.0-or-later
// MX blocks (OCP microscaling formats 1.0, section 6.3) on raw memory, one thread: blocks of 32 neighbours, the last
// one of a row shorter, with amax a block's largest magnitude
//   scale = 2^clamp(floor(log2 amax) - emax, -127, 127),  value = scale element(v / scale), saturating
// Elements are minifloats, or k / 64 with |k| <= 127. core/elements has the same value by value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/kernels/instruction_set.h"
#include "core/precision/number_format.h"

namespace imprint {

/// The values of a row, and the scale of each of its blocks. A block that holds a NaN or an infinity becomes NaN.
/// With a key, rounding_noise(row_key, i) units in the last place are added to element i before it is rounded.
void round_row_to_mx(std::span<const float> values, std::span<float> out, std::span<float> scales, NumberFormat format,
                     std::optional<std::uint64_t> row_key, InstructionSet set = best_instruction_set());

}  // namespace imprint
