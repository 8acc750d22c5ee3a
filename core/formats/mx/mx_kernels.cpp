// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/mx/mx_kernels.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <limits>

#include "core/formats/block_magnitude.h"
#include "core/formats/minifloat/minifloat_grid.h"
#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

/// How an element is rounded: as a minifloat, or as k / 64.
struct MxElement {
  MinifloatGrid grid = {};
  bool is_int8 = false;
  int greatest_exponent = 0;
};

MxElement mx_element(NumberFormat format) {
  if (format.exponent_bits == 0) return {.is_int8 = true};
  const MinifloatGrid grid = minifloat_grid(format);
  return {grid, false, static_cast<int>(std::bit_cast<std::uint32_t>(grid.largest) >> 23) - 127};
}

/// Exponent of the block's scale.
int scale_exponent(float most, int greatest_exponent) {
  const int own = static_cast<int>(std::bit_cast<std::uint32_t>(most) >> 23) - 127;  // -127 of subnormal numbers
  return std::clamp(own - greatest_exponent, -127, 127);
}

/// 2^exponent, subnormal for -127.
float scale_of(int exponent) { return exponent == -127 ? 0x1p-127F : power_of_two(exponent); }

[[gnu::always_inline]] inline float int8_value(float x, float noise) {
  constexpr float steps = 64, top = 127;
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const float units = std::bit_cast<float>(bits & 0x7fffffffU) * steps + noise;
  const float bounded = units < 0 ? 0.0F : units > top ? top : units;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(round_half_even(bounded) / steps) | (bits & 0x80000000U)) +
         0.0F;  // an integer has one zero
}

template <bool is_int8>
[[gnu::always_inline]] inline void round_block(std::span<const float> values, std::span<float> out, MinifloatGrid grid,
                                               float scale, float inverse, std::optional<std::uint64_t> key,
                                               std::size_t first) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float noise = key ? rounding_noise(*key, static_cast<std::uint32_t>(first + i)) : 0.0F;
    const float x = values[i] * inverse;
    out[i] = (is_int8 ? int8_value(x, noise) : minifloat_value(x, grid, noise)) * scale;
  }
}

}  // namespace

void round_row_to_mx(std::span<const float> values, std::span<float> out, std::span<float> scales, NumberFormat format,
                     std::optional<std::uint64_t> row_key, InstructionSet set) {
  const MxElement element = mx_element(format);
  run_on(set, [=]() IMPRINT_INLINE {
    for (std::size_t block = 0; block < scales.size(); ++block) {
      const std::size_t first = block * mx_block_length;
      const std::size_t count = std::min<std::size_t>(mx_block_length, values.size() - first);
      const auto from = values.subspan(first, count);
      const auto to = out.subspan(first, count);
      const float most = largest_magnitude(from);
      if (!(most <= std::numeric_limits<float>::max())) {
        std::fill(to.begin(), to.end(), std::numeric_limits<float>::quiet_NaN());
        scales[block] = std::numeric_limits<float>::quiet_NaN();
        continue;
      }
      const int exponent = scale_exponent(most, element.greatest_exponent);
      const float scale = scale_of(exponent), inverse = scale_of(-exponent);
      scales[block] = scale;
      if (element.is_int8)
        round_block<true>(from, to, element.grid, scale, inverse, row_key, first);
      else
        round_block<false>(from, to, element.grid, scale, inverse, row_key, first);
    }
  });
}

}  // namespace imprint
