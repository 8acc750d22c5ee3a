// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/range_kernels.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace imprint {
namespace {

constexpr std::size_t lanes = 64;

/// Running extremes, one a lane: without an order among the lanes the compiler may vectorise them.
struct LaneRange {
  std::array<float, lanes> minimum;
  std::array<float, lanes> maximum;
  std::array<std::uint32_t, lanes> has_nan{};

  explicit LaneRange(float first) {
    minimum.fill(first);
    maximum.fill(first);
  }

  [[gnu::always_inline]] void take(const float* values) {
    for (std::size_t lane = 0; lane < lanes; ++lane) take(lane, values[lane]);
  }
  [[gnu::always_inline]] void take(std::size_t lane, float value) {
    minimum[lane] = value < minimum[lane] ? value : minimum[lane];
    maximum[lane] = value > maximum[lane] ? value : maximum[lane];
    has_nan[lane] |= value != value ? 1U : 0U;
  }

  /// Half of the lanes onto the other, and again: of a short row the last few would take longer than all its values.
  [[gnu::always_inline]] void fold() {
    for (std::size_t half = lanes / 2; half > 0; half /= 2)
      for (std::size_t lane = 0; lane < half; ++lane) {
        take(lane, minimum[lane + half]);
        take(lane, maximum[lane + half]);
        has_nan[lane] |= has_nan[lane + half];
      }
  }

  /// Of all lanes, once they are folded.
  FloatRange whole() const {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    return has_nan[0] != 0 ? FloatRange{nan, nan} : FloatRange{minimum[0], maximum[0]};
  }
};

}  // namespace

FloatRange merged(FloatRange a, FloatRange b) {
  // Comparisons with NaN are false: the first line keeps a NaN of `b`, the others one of `a`.
  if (b.minimum != b.minimum) return b;
  return {b.minimum < a.minimum ? b.minimum : a.minimum, b.maximum > a.maximum ? b.maximum : a.maximum};
}

FloatRange value_range(std::span<const float> values, InstructionSet set) {
  if (values.empty()) return {};
  LaneRange range(values[0]);
  run_on(set, [&]() IMPRINT_INLINE {
    LaneRange local = range;
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes) local.take(values.data() + i);
    for (std::size_t lane = 0; i < values.size(); ++i, ++lane) local.take(lane, values[i]);
    local.fold();
    range = local;
  });
  return range.whole();
}

}  // namespace imprint
