// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/quantize_kernels.h"

#include <cstddef>

#include "core/formats/rounding_noise.h"

namespace imprint {

void quantize(std::span<const float> values, std::span<float> out, AffineGrid grid, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      out[i] = value_at((values[i] - grid.minimum) / grid.scale, grid);
    }
  });
}

void quantize_stochastically(std::span<const float> values, std::span<float> out, AffineGrid grid,
                             std::uint64_t block_key, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float noise = rounding_noise(block_key, static_cast<std::uint32_t>(i));
      out[i] = value_at((values[i] - grid.minimum) / grid.scale + noise, grid);
    }
  });
}

}  // namespace imprint
