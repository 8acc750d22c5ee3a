// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks of values that share a scale, value by value as their specifications have it.
//
// MX (OCP microscaling formats 1.0, section 6.3): blocks of 32, with amax the block's largest magnitude
//   scale = 2^clamp(floor(log2 amax) - emax, -127, 127),  value = scale element(v / scale), saturating
// emax is the exponent of the element's largest value: 8, 15, 2, 4, 2 for e4m3, e5m2, e2m3, e3m2, e2m1, 0 for int8,
// whose elements are k / 64, -127 <= k <= 127. How the scale is rounded is a choice (ScaleRule); the specification's is
// floor.
//
// NVFP4 (NVIDIA, 2025): blocks of 16 of e2m1, an e4m3 scale a block and a float scale a tensor, in fp32 in this order:
//   S = min(448 * 6 / amax, FLT_MAX), 1 where amax = 0,        amax of the tensor
//   s = e4m3(min(amax_b (S (1/6)), 448)),                      amax_b of the block
//   value = e2m1(v min(1 / (s (1/S)), FLT_MAX)) s (1/S)
#pragma once

#include <span>
#include <vector>

#include "core/elements/element_rounding.h"

namespace imprint {

/// What the elements of a block are.
struct BlockElement {
  ElementFormat floating = elements::e2m1;
  bool is_int8 = false;  // k / 64 in place of `floating`

  double largest() const { return is_int8 ? 127.0 / 64 : floating.largest(); }
  /// Exponent of the largest value.
  int greatest_exponent() const { return is_int8 ? 0 : floating.greatest_exponent(); }
};

/// Which power of two the scale of an MX block is.
enum class ScaleRule {
  floor,  // 2^floor(log2 amax) / 2^emax: the specification's; the largest values may saturate
  ceil,   // the least power of two that is at least amax / largest: nothing saturates
  even,   // amax rounded to the element's mantissa first, then as floor: saturates less
};

inline constexpr int mx_block = 32, nvfp4_block = 16;

/// The scale of one block. A block of zeros has the smallest.
double mx_scale(std::span<const double> block, BlockElement element, ScaleRule rule = ScaleRule::floor);

/// The values of neighbouring blocks; the last block may be shorter, as if zeros stood behind it. Values must be
/// finite.
std::vector<double> round_to_mx(std::span<const double> values, BlockElement element, const ElementRounding& rounding,
                                ScaleRule rule = ScaleRule::floor);

/// The values are the whole tensor. They must be finite floats.
std::vector<double> round_to_nvfp4(std::span<const double> values, const ElementRounding& rounding);

}  // namespace imprint
