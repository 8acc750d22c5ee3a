// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace imprint {

/// Nearest integer, half to even, of 0 <= x < 2^32; NaN stays. Adding 2^23 leaves fp32 no room for a
/// fraction, so the adder itself rounds; larger values have none. Unlike std::nearbyint this vectorises
/// everywhere.
[[gnu::always_inline]] inline float round_half_even(float x) {
  constexpr float no_fraction = 0x1.0p23F;
  const float rounded = (x + no_fraction) - no_fraction;
  return x < no_fraction ? rounded : x;
}

}  // namespace imprint
