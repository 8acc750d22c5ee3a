// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/dropout_kernels.h"

#include <cstddef>

#include "core/base/keyed_hash.h"

namespace imprint {

void fill_dropout_mask(std::span<float> out, float kept, std::uint32_t limit, std::uint64_t block_key,
                       InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = keyed_hash32(block_key, static_cast<std::uint32_t>(i)) < limit ? 0.0F : kept;
  });
}

}  // namespace imprint
