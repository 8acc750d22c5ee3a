// SPDX-License-Identifier: GPL-3.0-or-later
// Random bits for each element of a tensor as a pure function of (key, position): no generator state, any order, any
// thread.
#pragma once

#include <cstdint>

#include "core/base/random_stream.h"

namespace imprint {

/// Elements that share a key. A tensor's block b has the key noise_block_key(key, b), and its positions start
/// at 0.
inline constexpr std::int64_t noise_block = 1 << 15;

constexpr std::uint64_t noise_block_key(std::uint64_t key, std::int64_t block) {
  return mix64(key ^ static_cast<std::uint64_t>(block));
}

/// A keyed 32-bit hash: the position spread by the golden ratio, then a xorshift-multiply finaliser
/// (multipliers of C. Wellons's "lowbias32") into which the two halves of the key are added at different
/// depths.
[[gnu::always_inline]] constexpr std::uint32_t keyed_hash32(std::uint64_t key, std::uint32_t position) {
  std::uint32_t x = position * 0x9e3779b9U + static_cast<std::uint32_t>(key);
  x ^= x >> 15;
  x *= 0x7feb352dU;
  x += static_cast<std::uint32_t>(key >> 32);
  x ^= x >> 15;
  x *= 0x846ca68bU;
  return x ^ (x >> 16);
}

}  // namespace imprint
