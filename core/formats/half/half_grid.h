// SPDX-License-Identifier: GPL-3.0-or-later
// Floats of 16 bits without a scale, as hardware has them: bf16 (8 exponent, 7 mantissa bits) and IEEE 754's fp16 (5
// and 10). Rounding is to nearest, half to even, subnormals included. Finite values beyond the largest saturate, or
// become infinity as the standard has it; infinity and NaN stay what they are, so that a run that diverges shows it.
#pragma once

#include <bit>
#include <cstdint>

#include "core/formats/round_half_even.h"
#include "core/precision/number_format.h"

namespace imprint {

/// Of fp32's bits without the sign.
struct HalfGrid {
  std::uint32_t dropped = 16;      // bits of fp32's mantissa that the format lacks
  std::uint32_t first_normal = 0;  // below it values are multiples of `unit`; 0: fp32's own subnormals serve
  std::uint32_t largest = 0x7f7f0000U;
  std::uint32_t beyond = 0x7f7f0000U;  // what a finite value beyond the largest becomes
  float unit = 1;                      // of subnormal values
  float units_of_one = 1;              // its reciprocal
};

inline constexpr std::uint32_t infinite_bits = 0x7f800000U;

constexpr HalfGrid half_grid(NumberFormat format) {
  if (format.exponent_bits == 8) return {};
  constexpr auto first_normal = std::bit_cast<std::uint32_t>(0x1p-14F);
  constexpr auto largest = std::bit_cast<std::uint32_t>(65504.0F);
  return {13, first_normal, largest, largest, 0x1p-24F, 0x1p24F};
}

/// The same as hardware rounds: beyond the largest lies infinity.
constexpr HalfGrid overflowing(HalfGrid grid) {
  grid.beyond = infinite_bits;
  return grid;
}

/// The magnitude in fp32's bits, rounded where the mantissa is cut; `carry` decides about what is cut off.
constexpr std::uint32_t cut_mantissa(std::uint32_t magnitude, HalfGrid grid, std::uint32_t carry) {
  const std::uint32_t kept = ~((1U << grid.dropped) - 1), cut = (magnitude + carry) & kept;
  const std::uint32_t bounded = cut > grid.largest ? grid.beyond : cut;
  return magnitude < infinite_bits ? bounded : cut;
}

/// `subnormal` is the magnitude in units of the subnormal values, rounded already.
[[gnu::always_inline]] inline float with_sign(std::uint32_t bits, std::uint32_t cut, float subnormal, HalfGrid grid) {
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  const std::uint32_t small = std::bit_cast<std::uint32_t>(subnormal * grid.unit);
  const std::uint32_t number = magnitude < grid.first_normal ? small : cut;
  const std::uint32_t rounded = magnitude > infinite_bits ? magnitude : number;
  return std::bit_cast<float>(rounded | (bits & 0x80000000U));
}

/// The value of the format nearest to `x`.
[[gnu::always_inline]] inline float half_value(float x, HalfGrid grid) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  const std::uint32_t to_even = (1U << (grid.dropped - 1)) - 1 + (magnitude >> grid.dropped & 1U);
  const float units = std::bit_cast<float>(magnitude) * grid.units_of_one;
  return with_sign(bits, cut_mantissa(magnitude, grid, to_even), round_half_even(units), grid);
}

/// The same with `noise` in (-1/2, 1/2) units in the last place: of a share s between two neighbours, up with
/// probability s.
[[gnu::always_inline]] inline float half_value(float x, HalfGrid grid, float noise) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  const auto carry =
      static_cast<std::uint32_t>(static_cast<std::int32_t>((0.5F + noise) * static_cast<float>(1 << grid.dropped)));
  const float units = std::bit_cast<float>(magnitude) * grid.units_of_one + noise;
  return with_sign(bits, cut_mantissa(magnitude, grid, carry), round_half_even(units < 0 ? 0.0F : units), grid);
}

}  // namespace imprint
