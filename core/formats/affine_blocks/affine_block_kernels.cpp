// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine_blocks/affine_block_kernels.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "core/formats/affine/affine_grid.h"
#include "core/formats/half/half_grid.h"
#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

/// NaN where a value is no finite number: a sum of them would be one, too.
[[gnu::always_inline]] inline FloatRange range_of_block(std::span<const float> values) {
  FloatRange range{values[0], values[0]};
  float poison = 0;
  for (const float value : values) {
    range.minimum = value < range.minimum ? value : range.minimum;
    range.maximum = value > range.maximum ? value : range.maximum;
    poison += value - value;
  }
  return {range.minimum + poison, range.maximum + poison};
}

[[gnu::always_inline]] inline AffineGrid grid_of_block(std::span<const float> values, int bits) {
  constexpr HalfGrid bf16 = half_grid(bf16_format);
  const AffineGrid exact = affine_grid(range_of_block(values), bits);
  return {half_value(exact.minimum, bf16), half_value(exact.scale, bf16), exact.top};
}

}  // namespace

void round_row_to_affine_blocks(std::span<const float> values, std::span<float> out, std::span<float> scales,
                                std::span<float> offsets, NumberFormat format, std::optional<std::uint64_t> row_key,
                                InstructionSet set) {
  const auto length = static_cast<std::size_t>(format.block);
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t block = 0; block < scales.size(); ++block) {
      const std::size_t first = block * length, count = std::min(length, values.size() - first);
      const auto from = values.subspan(first, count);
      const auto to = out.subspan(first, count);
      const AffineGrid grid = grid_of_block(from, format.bits);
      scales[block] = grid.scale;
      offsets[block] = grid.minimum;
      for (std::size_t i = 0; i < from.size(); ++i) {
        const float noise = row_key ? rounding_noise(*row_key, static_cast<std::uint32_t>(first + i)) : 0.0F;
        to[i] = value_at((from[i] - grid.minimum) / grid.scale + noise, grid);
      }
    }
  });
}

}  // namespace imprint
