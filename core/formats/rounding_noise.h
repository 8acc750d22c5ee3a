// SPDX-License-Identifier: GPL-3.0-or-later
// The noise of stochastic rounding as a pure function of (key, position): no generator state, any order, any
// thread.
//   u = (2k + 1 - 2^23) / 2^24,  k = the upper 23 bits of a 32-bit hash of the position
// so u is uniform on 2^23 points that lie symmetrically in (-1/2, 1/2) and never is +-1/2: rounding v + u to
// the nearest integer is unbiased up to 2^-24.
#pragma once

#include <cstdint>

#include "core/base/keyed_hash.h"

namespace imprint {

/// The key of one layer at one step, from the step's key.
constexpr std::uint64_t layer_noise_key(std::uint64_t step_key, std::uint64_t layer_index) {
  return mix64(step_key ^ mix64(layer_index));
}

/// Uniform in (-1/2, 1/2). `block_key` is a noise_block_key, `position` the element's number in its block.
[[gnu::always_inline]] constexpr float rounding_noise(std::uint64_t block_key, std::uint32_t position) {
  const std::uint32_t odd = (keyed_hash32(block_key, position) >> 8) | 1U;
  return static_cast<float>(static_cast<std::int32_t>(odd) - (1 << 23)) * 0x1.0p-24F;
}

}  // namespace imprint
