// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/symmetric/symmetric_kernels.h"

#include <bit>
#include <cstddef>
#include <limits>

#include "core/formats/round_half_even.h"
#include "core/formats/rounding_noise.h"

namespace imprint {
namespace {

/// `position` is the value in steps, with rounding noise added to it or without.
[[gnu::always_inline]] inline float value_at_step(float position, SymmetricGrid grid) {
  const auto bits = std::bit_cast<std::uint32_t>(position);
  const float magnitude = std::bit_cast<float>(bits & 0x7fffffffU);
  const float steps = round_half_even(magnitude > grid.top ? grid.top : magnitude);
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(steps) | (bits & 0x80000000U)) * grid.scale +
         0.0F;  // an integer has one zero
}

}  // namespace

SymmetricGrid symmetric_grid(FloatRange range, int bits) {
  const float low = range.minimum < 0 ? -range.minimum : range.minimum;
  const float high = range.maximum < 0 ? -range.maximum : range.maximum;
  const float most = low != low || low > high ? low : high;
  const auto top = static_cast<float>((std::int64_t{1} << (bits - 1)) - 1);
  const float scale = most / top;
  return {scale < std::numeric_limits<float>::min() ? std::numeric_limits<float>::min() : scale, top};
}

void round_to_integers(std::span<const float> values, std::span<float> out, SymmetricGrid grid, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) out[i] = value_at_step(values[i] / grid.scale, grid);
  });
}

void round_to_integers_stochastically(std::span<const float> values, std::span<float> out, SymmetricGrid grid,
                                      std::uint64_t block_key, InstructionSet set) {
  run_on(set, [=]() IMPRINT_INLINE {
    IMPRINT_INDEPENDENT_ITERATIONS
    for (std::size_t i = 0; i < values.size(); ++i) {
      const float noise = rounding_noise(block_key, static_cast<std::uint32_t>(i));
      out[i] = value_at_step(values[i] / grid.scale + noise, grid);
    }
  });
}

}  // namespace imprint
