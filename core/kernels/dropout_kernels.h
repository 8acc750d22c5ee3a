// SPDX-License-Identifier: GPL-3.0-or-later
// What dropout keeps, on raw memory, one thread.
#pragma once

#include <cstdint>
#include <span>

#include "core/kernels/instruction_set.h"

namespace imprint {

/// out[i] = `kept`, or 0 where keyed_hash32(block_key, i) < limit: with probability limit / 2^32.
void fill_dropout_mask(std::span<float> out, float kept, std::uint32_t limit, std::uint64_t block_key,
                       InstructionSet set = best_instruction_set());

}  // namespace imprint
