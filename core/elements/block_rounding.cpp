// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/elements/block_rounding.h"

#include <algorithm>
#include <cfloat>

namespace imprint {
namespace {

double largest_magnitude(std::span<const double> values) {
  double most = 0;
  for (const double value : values) most = std::max(most, std::abs(value));
  return most;
}

template <class Round>
std::vector<double> by_block(std::span<const double> values, int length, const Round& round) {
  std::vector<double> result;
  for (std::size_t begin = 0; begin < values.size(); begin += static_cast<std::size_t>(length)) {
    const std::size_t count = std::min(values.size() - begin, static_cast<std::size_t>(length));
    round(values.subspan(begin, count), result);
  }
  return result;
}

double round_to_int8(double value, const ElementRounding& rounding) {
  const double units = rounded_units(std::max(0.0, std::abs(value) * 64 + rounding.noise), rounding.rule);
  return std::copysign(std::min(units, 127.0) / 64, value);
}

/// Blocks saturate: their scale has no room for infinities.
double round_in_block(double value, BlockElement element, ElementRounding rounding) {
  rounding.overflow = Overflow::saturate;
  return element.is_int8 ? round_to_int8(value, rounding) : round_to_element(value, element.floating, rounding);
}

/// log2 of the scale before it is clamped.
int mx_exponent(double most, BlockElement element, ScaleRule rule) {
  switch (rule) {
    case ScaleRule::floor: break;
    case ScaleRule::ceil: {
      const double least = most / element.largest();
      const int below = std::ilogb(least);
      return std::ldexp(1.0, below) == least ? below : below + 1;
    }
    case ScaleRule::even: {
      const int mantissa = element.is_int8 ? 6 : element.floating.mantissa_bits;
      const double unit = std::ldexp(1.0, std::ilogb(most) - mantissa);
      return std::ilogb(rounded_units(most / unit, RoundingRule::nearest_even) * unit) - element.greatest_exponent();
    }
  }
  return std::ilogb(most) - element.greatest_exponent();
}

}  // namespace

double mx_scale(std::span<const double> block, BlockElement element, ScaleRule rule) {
  constexpr int bias = 127;
  const double most = largest_magnitude(block);
  if (most == 0) return std::ldexp(1.0, -bias);
  return std::ldexp(1.0, std::clamp(mx_exponent(most, element, rule), -bias, bias));
}

std::vector<double> round_to_mx(std::span<const double> values, BlockElement element, const ElementRounding& rounding,
                                ScaleRule rule) {
  return by_block(values, mx_block, [&](std::span<const double> block, std::vector<double>& result) {
    const double scale = mx_scale(block, element, rule);
    for (const double value : block) result.push_back(scale * round_in_block(value / scale, element, rounding));
  });
}

std::vector<double> round_to_nvfp4(std::span<const double> values, const ElementRounding& rounding) {
  const auto most = static_cast<float>(largest_magnitude(values));
  const float tensor_scale = most == 0 ? 1.0F : std::min(448.0F * 6.0F / most, FLT_MAX);
  return by_block(values, nvfp4_block, [&](std::span<const double> block, std::vector<double>& result) {
    const auto most_in_block = static_cast<float>(largest_magnitude(block));
    const float wanted = std::min(most_in_block * (tensor_scale * (1.0F / 6.0F)), 448.0F);
    const auto block_scale = static_cast<float>(round_to_element(wanted, elements::e4m3));
    const float decode = block_scale * (1.0F / tensor_scale);
    const float encode = std::min(1.0F / decode, FLT_MAX);
    for (const double value : block) {
      const double element = round_in_block(static_cast<float>(value) * encode, {elements::e2m1, false}, rounding);
      result.push_back(static_cast<float>(element) * decode);
    }
  });
}

}  // namespace imprint
