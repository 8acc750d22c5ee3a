// SPDX-License-Identifier: GPL-3.0-or-later
// Floats of few bits: 1 sign, X exponent and Y mantissa bits, exponent bias 2^(X-1) - 1, subnormals.
//
//   format  largest  smallest subnormal  all exponent bits set
//   e5m2      57344  2^-16               infinity and NaN, as IEEE 754
//   e4m3        448  2^-9                numbers, but S.1111.111 = NaN ("FN": no infinity)
//   e3m2         28  2^-4                numbers
//   e2m3        7.5  2^-3                numbers
//   e2m1          6  2^-1                numbers
//
// Rounding is to nearest, half to even; beyond the largest value it saturates. Sources: OCP 8-bit floating point
// specification 1.0 (2023), OCP microscaling formats 1.0 (2023).
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

#include "core/formats/float_range.h"
#include "core/formats/round_half_even.h"
#include "core/precision/number_format.h"

namespace imprint {

struct MinifloatGrid {
  int mantissa_bits = 0;
  int least_exponent = 0;  // of normal values, and of all subnormal ones
  float largest = 0;
};

constexpr float power_of_two(int exponent) {  // -126..127
  return std::bit_cast<float>(static_cast<std::uint32_t>(exponent + 127) << 23);
}

constexpr MinifloatGrid minifloat_grid(NumberFormat format) {
  const int bias = (1 << (format.exponent_bits - 1)) - 1, mantissa = format.mantissa_bits();
  const bool keeps_top = format.exponent_bits >= 5;                       // for infinity and NaN
  const bool keeps_last = format.bits == 8 && format.exponent_bits == 4;  // for NaN
  const float step = power_of_two(-mantissa);
  const float most = 2 - (keeps_last ? 2 * step : step);
  return {mantissa, 1 - bias, most * power_of_two(keeps_top ? bias : bias + 1)};
}

/// What maps the range's largest magnitude to the format's largest value; NaN for a NaN, and all values of such a range
/// become NaN, as those of an infinite one.
constexpr float minifloat_scale(FloatRange range, MinifloatGrid grid) {
  const float low = range.minimum < 0 ? -range.minimum : range.minimum;
  const float high = range.maximum < 0 ? -range.maximum : range.maximum;
  const float most = low != low || low > high ? low : high;
  const float scale = most / grid.largest;
  return scale < std::numeric_limits<float>::min() ? std::numeric_limits<float>::min() : scale;
}

/// The value of the format nearest to `x`, with `noise` in (-1/2, 1/2) units in the last place added before it is
/// rounded.
[[gnu::always_inline]] inline float minifloat_value(float x, MinifloatGrid grid, float noise) {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const float whole = std::bit_cast<float>(bits & 0x7fffffffU), most = 2 * grid.largest;
  const float magnitude = whole > most ? most : whole;  // else infinity would have no unit
  const int own = static_cast<int>(std::bit_cast<std::uint32_t>(magnitude) >> 23) - 127;
  const int exponent = own < grid.least_exponent ? grid.least_exponent : own;
  const float units = magnitude * power_of_two(grid.mantissa_bits - exponent) + noise;
  const float rounded = round_half_even(units < 0 ? 0.0F : units) * power_of_two(exponent - grid.mantissa_bits);
  const float bounded = rounded > grid.largest ? grid.largest : rounded;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(bounded) | (bits & 0x80000000U));
}

/// Sign, exponent and mantissa of a value that the format has.
constexpr std::uint8_t minifloat_code(float value, NumberFormat format, MinifloatGrid grid) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const int exponent = static_cast<int>(bits >> 23 & 255U) - 127;
  const bool is_normal = exponent >= grid.least_exponent;
  const int used = is_normal ? exponent : grid.least_exponent;
  const float magnitude = std::bit_cast<float>(bits & 0x7fffffffU);
  const auto units = static_cast<std::uint32_t>(magnitude * power_of_two(grid.mantissa_bits - used));
  // The leading one of a normal value adds 1 to the exponent's field, which counts from 1 for the least exponent.
  const auto field = static_cast<std::uint32_t>(used - grid.least_exponent) << grid.mantissa_bits;
  return static_cast<std::uint8_t>((field + units) | (bits >> 31) << (format.bits - 1));
}

/// The value of a code; codes of infinities and NaNs are none that encoding gives.
constexpr float minifloat_of_code(std::uint8_t code, NumberFormat format, MinifloatGrid grid) {
  const std::uint32_t magnitude = code & ((1U << (format.bits - 1)) - 1);
  const auto field = static_cast<int>(magnitude >> grid.mantissa_bits);
  const std::uint32_t fraction = magnitude & ((1U << grid.mantissa_bits) - 1);
  const std::uint32_t units = field == 0 ? fraction : fraction + (1U << grid.mantissa_bits);
  const int exponent = grid.least_exponent + (field == 0 ? 0 : field - 1);
  const float value = static_cast<float>(units) * power_of_two(exponent - grid.mantissa_bits);
  return code >> (format.bits - 1) & 1U ? -value : value;
}

}  // namespace imprint
