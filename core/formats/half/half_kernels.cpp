// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/half/half_kernels.h"

#include <cstddef>

#include "core/formats/rounding_noise.h"

namespace imprint {

void round_to_half(std::span<const float> values, std::span<float> out, HalfGrid grid, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) out[i] = half_value(values[i], grid);
  });
}

void round_to_half_stochastically(std::span<const float> values, std::span<float> out, HalfGrid grid,
                                  std::uint64_t block_key, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i)
      out[i] = half_value(values[i], grid, rounding_noise(block_key, static_cast<std::uint32_t>(i)));
  });
}

}  // namespace imprint
