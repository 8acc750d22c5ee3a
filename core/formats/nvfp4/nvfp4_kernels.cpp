// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/nvfp4/nvfp4_kernels.h"

#include <algorithm>
#include <cfloat>
#include <cstddef>
#include <limits>

#include "core/formats/block_magnitude.h"
#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

constexpr MinifloatGrid e2m1_grid = minifloat_grid(minifloat_format(2, 1));
constexpr MinifloatGrid e4m3_grid = minifloat_grid(minifloat_format(4, 3));

}  // namespace

float nvfp4_tensor_scale(float largest_magnitude) {
  if (largest_magnitude == 0) return 1;
  if (!(largest_magnitude <= FLT_MAX)) return std::numeric_limits<float>::quiet_NaN();
  const float scale = e4m3_grid.largest * e2m1_grid.largest / largest_magnitude;
  return scale > FLT_MAX ? FLT_MAX : scale;
}

void round_row_to_nvfp4(std::span<const float> values, std::span<float> out, std::span<float> scales,
                        float tensor_scale, std::optional<std::uint64_t> row_key, InstructionSet set) {
  const float to_block = tensor_scale * (1.0F / 6.0F), from_tensor = 1.0F / tensor_scale;
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t block = 0; block < scales.size(); ++block) {
      const std::size_t first = block * nvfp4_block_length;
      const std::size_t count = std::min<std::size_t>(nvfp4_block_length, values.size() - first);
      const auto from = values.subspan(first, count);
      const auto to = out.subspan(first, count);
      const float wanted = largest_magnitude(from) * to_block;
      const float block_scale = minifloat_value(wanted > e4m3_grid.largest ? e4m3_grid.largest : wanted, e4m3_grid, 0);
      const float decode = block_scale * from_tensor;
      const float inverse = 1.0F / decode, encode = inverse > FLT_MAX ? FLT_MAX : inverse;
      scales[block] = decode;
      for (std::size_t i = 0; i < from.size(); ++i) {
        const float noise = row_key ? rounding_noise(*row_key, static_cast<std::uint32_t>(first + i)) : 0.0F;
        to[i] = minifloat_value(from[i] * encode, e2m1_grid, noise) * decode;
      }
    }
  });
}

}  // namespace imprint
