// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/slow_quantizer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace imprint::test {
namespace {

float largest_code(int bits) { return static_cast<float>(std::pow(2.0, bits) - 1.0); }

float scale_of(SlowRange range, int bits) {
  return std::max((range.maximum - range.minimum) / largest_code(bits), 1e-8F);
}

float value_of(float position, SlowRange range, int bits) {
  const float clamped = std::min(std::max(position, 0.0F), largest_code(bits));
  return std::nearbyint(clamped) * scale_of(range, bits) + range.minimum;
}

float position_of(float value, SlowRange range, int bits) { return (value - range.minimum) / scale_of(range, bits); }

}  // namespace

SlowRange slow_range(std::span<const float> values) {
  if (values.empty()) return {};
  SlowRange range{values[0], values[0]};
  for (const float value : values) {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    if (std::isnan(value)) return {nan, nan};
    range = {std::min(range.minimum, value), std::max(range.maximum, value)};
  }
  return range;
}

float slow_quantized(float value, SlowRange range, int bits) {
  return value_of(position_of(value, range, bits), range, bits);
}

float slow_quantized(float value, SlowRange range, int bits, float noise) {
  return value_of(position_of(value, range, bits) + noise, range, bits);
}

std::vector<float> slow_quantized(std::span<const float> values, SlowRange range, int bits) {
  std::vector<float> result;
  for (const float value : values) result.push_back(slow_quantized(value, range, bits));
  return result;
}

std::vector<float> slow_quantized(std::span<const float> values, int bits) {
  return slow_quantized(values, slow_range(values), bits);
}

std::vector<float> slow_quantized(std::span<const float> values, int bits,
                                  const std::function<float(std::size_t)>& noise) {
  const SlowRange range = slow_range(values);
  std::vector<float> result;
  for (std::size_t i = 0; i < values.size(); ++i) result.push_back(slow_quantized(values[i], range, bits, noise(i)));
  return result;
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
    return (std::isnan(x) && std::isnan(y)) || std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
  });
}

}  // namespace imprint::test
