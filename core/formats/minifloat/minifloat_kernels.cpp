// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/minifloat/minifloat_kernels.h"

#include <cstddef>

#include "core/formats/rounding_noise.h"

namespace imprint {

void round_to_minifloat(std::span<const float> values, std::span<float> out, MinifloatGrid grid, float scale,
                        InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) out[i] = minifloat_value(values[i] / scale, grid, 0) * scale;
  });
}

void round_to_minifloat_stochastically(std::span<const float> values, std::span<float> out, MinifloatGrid grid,
                                       float scale, std::uint64_t block_key, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float noise = rounding_noise(block_key, static_cast<std::uint32_t>(i));
      out[i] = minifloat_value(values[i] / scale, grid, noise) * scale;
    }
  });
}

}  // namespace imprint
