// SPDX-License-Identifier: GPL-3.0-or-later
// The unsigned affine grid of CPT's quantizer: 2^b equally spaced values from the minimum to the maximum.
//   scale = max((maximum - minimum) / (2^b - 1), 1e-8)
//   code  = round(clamp((v - minimum) / scale, 0, 2^b - 1)),  half to even
//   value = code * scale + minimum
// All arithmetic is fp32 in exactly this order, so that every kernel gives the same bits.
// Source: Fu et al., "CPT: Efficient DNN Training via Cyclic Precision", ICLR 2021.
#pragma once

#include <cstdint>

namespace imprint {

/// The extremes of a set of values; both NaN when any value is.
struct FloatRange {
  float minimum = 0;
  float maximum = 0;
};

/// One grid. `top` is the largest code, 2^b - 1 (2^b from b = 25 on, where fp32 has no 2^b - 1).
struct AffineGrid {
  float minimum = 0;
  float scale = 1;
  float top = 0;
};

inline constexpr int full_precision_bits = 32;
inline constexpr float smallest_scale = 1e-8F;

/// Whether `bits` means the plain fp32 path: 32, or 0 as CPT's code writes it.
constexpr bool is_full_precision(int bits) { return bits == 0 || bits == full_precision_bits; }

/// The grid of `bits` bits, 1..31, over a range. A NaN or an infinity in the range becomes NaN values.
constexpr AffineGrid affine_grid(FloatRange range, int bits) {
  const auto top = static_cast<float>((std::uint32_t{1} << bits) - 1);
  const float scale = (range.maximum - range.minimum) / top;
  return {range.minimum, scale < smallest_scale ? smallest_scale : scale, top};
}

/// Nearest integer, half to even, of 0 <= x < 2^32; NaN stays. Adding 2^23 leaves fp32 no room for a
/// fraction, so the adder itself rounds; larger values have none. Unlike std::nearbyint this vectorises
/// everywhere.
[[gnu::always_inline]] inline float round_half_even(float x) {
  constexpr float no_fraction = 0x1.0p23F;
  const float rounded = (x + no_fraction) - no_fraction;
  return x < no_fraction ? rounded : x;
}

/// `position` is (v - minimum) / scale, with rounding noise added to it or without.
[[gnu::always_inline]] inline float value_at(float position, AffineGrid grid) {
  const float at_least_zero = position < 0.0F ? 0.0F : position;
  const float clamped = at_least_zero > grid.top ? grid.top : at_least_zero;
  return round_half_even(clamped) * grid.scale + grid.minimum;
}

}  // namespace imprint
