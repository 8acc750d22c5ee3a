// SPDX-License-Identifier: GPL-3.0-or-later
// The unsigned affine grid of CPT's quantizer: 2^b equally spaced values from the minimum to the maximum.
//   scale = max((maximum - minimum) / (2^b - 1), 1e-8)
//   code  = round(clamp((v - minimum) / scale, 0, 2^b - 1)),  half to even
//   value = code * scale + minimum
// All arithmetic is fp32 in exactly this order, so that every kernel gives the same bits.
// Source: Fu et al., "CPT: Efficient DNN Training via Cyclic Precision", ICLR 2021.
#pragma once

#include <cstdint>

#include "core/formats/float_range.h"
#include "core/formats/round_half_even.h"

namespace imprint {

/// One grid. `top` is the largest code, 2^b - 1 (2^b from b = 25 on, where fp32 has no 2^b - 1).
struct AffineGrid {
  float minimum = 0;
  float scale = 1;
  float top = 0;
};

inline constexpr int full_precision_bits = 32;
inline constexpr float smallest_scale = 1e-8F;

/// The grid of `bits` bits, 1..31, over a range. A NaN or an infinity in the range becomes NaN values.
constexpr AffineGrid affine_grid(FloatRange range, int bits) {
  const auto top = static_cast<float>((std::uint32_t{1} << bits) - 1);
  const float scale = (range.maximum - range.minimum) / top;
  return {range.minimum, scale < smallest_scale ? smallest_scale : scale, top};
}

/// `position` is (v - minimum) / scale, with rounding noise added to it or without.
[[gnu::always_inline]] inline float value_at(float position, AffineGrid grid) {
  const float at_least_zero = position < 0.0F ? 0.0F : position;
  const float clamped = at_least_zero > grid.top ? grid.top : at_least_zero;
  return round_half_even(clamped) * grid.scale + grid.minimum;
}

}  // namespace imprint
