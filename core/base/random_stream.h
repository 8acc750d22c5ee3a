// SPDX-License-Identifier: GPL-3.0-or-later
// Random numbers as pure functions of (seed, purpose, index): no generator state has to be saved, so a
// resumed run, a shared prefix and a run on another thread count draw the same numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace imprint {

/// What a stream is for. A value is part of the file format: append, never renumber.
enum class StreamPurpose : std::uint64_t {
  weight_initialisation = 1,
  data_order = 2,
  augmentation = 3,
  gradient_rounding = 4,
  synthetic_data = 5,
  subset = 6,
  probe_set = 7,
  fisher_labels = 8,
  hutchinson = 9,
  deficit_noise = 10,
  label_permutation = 11,
  dropout = 12,
  bootstrap = 13,
  lanczos = 14,
  fisher_signs = 15,
  spectrum = 16,
  dropped_edges = 17,
};

/// SplitMix64's finaliser (Steele, Lea & Flood, OOPSLA 2014): a bijection of 64 bits in which every input bit
/// flips every output bit with probability close to 1/2.
constexpr std::uint64_t mix64(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15ULL;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

/// The key of one stream. `index` is the step, the epoch, the sample: whatever the purpose counts.
constexpr std::uint64_t stream_key(std::uint64_t seed, StreamPurpose purpose, std::uint64_t index = 0) {
  return mix64(mix64(mix64(seed) ^ static_cast<std::uint64_t>(purpose)) ^ index);
}

/// A sequential view of one stream (SplitMix64). Satisfies UniformRandomBitGenerator, but use its own
/// distributions: those of <random> differ between standard libraries.
class RandomStream {
 public:
  using result_type = std::uint64_t;
  explicit constexpr RandomStream(std::uint64_t key) : state_(key) {}
  constexpr RandomStream(std::uint64_t seed, StreamPurpose purpose, std::uint64_t index = 0)
      : RandomStream(stream_key(seed, purpose, index)) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  constexpr result_type operator()() {
    const std::uint64_t value = mix64(state_);
    state_ += 0x9e3779b97f4a7c15ULL;
    return value;
  }

  /// Uniform in [0, 1) with 53 bits.
  constexpr double uniform() { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }
  /// Uniform in [0, bound), bound >= 1, without modulo bias (Lemire 2019).
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal (Box-Muller, both values used in turn).
  double normal();

 private:
  std::uint64_t state_;
  double spare_normal_ = 0;
  bool has_spare_ = false;
};

/// The permutation of 0..count-1 that the stream draws (Fisher-Yates).
std::vector<std::int64_t> random_permutation(std::int64_t count, RandomStream stream);

}  // namespace imprint
