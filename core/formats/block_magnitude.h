// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace imprint {

/// Of a few values: a NaN counts as larger than an infinity, as its bits are.
[[gnu::always_inline]] inline float largest_magnitude(std::span<const float> values) {
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint32_t magnitude = std::bit_cast<std::uint32_t>(values[i]) & 0x7fffffffU;
    most = magnitude > most ? magnitude : most;
  }
  return std::bit_cast<float>(most);
}

}  // namespace imprint
