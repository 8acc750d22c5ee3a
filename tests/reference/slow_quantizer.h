// SPDX-License-Identifier: GPL-3.0-or-later
// The quantizer of CPT in the plainest scalar fp32 code, straight from the formula
//   scale = max(range / (2^b - 1), 1e-8),  q = round(clamp((v - min) / scale, 0, 2^b - 1)),  value = q scale
//   + min.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace imprint::test {

/// Extremes; both NaN if any value is.
struct SlowRange {
  float minimum = 0;
  float maximum = 0;
};
SlowRange slow_range(std::span<const float> values);

/// One value. `noise` is added before clamping when it is there.
float slow_quantized(float value, SlowRange range, int bits);
float slow_quantized(float value, SlowRange range, int bits, float noise);

/// All values on the grid over their own range.
std::vector<float> slow_quantized(std::span<const float> values, int bits);

/// The same on a given range.
std::vector<float> slow_quantized(std::span<const float> values, SlowRange range, int bits);

/// The same over their own range, with noise(i) added to element i.
std::vector<float> slow_quantized(std::span<const float> values, int bits,
                                  const std::function<float(std::size_t)>& noise);

/// Whether both have the same bits; all NaNs count as the same.
bool same_bits(std::span<const float> a, std::span<const float> b);

}  // namespace imprint::test
