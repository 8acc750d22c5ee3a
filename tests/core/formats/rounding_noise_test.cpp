// SPDX-License-Identifier: GPL-3.0-or-later
// Statistical claims are tested at fixed keys against bounds of five or more standard errors.
#include "core/formats/rounding_noise.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "core/formats/affine/quantize_kernels.h"

namespace imprint {
namespace {

constexpr std::uint32_t draws = 1 << 20;

double chi_square(const std::vector<int>& counts, double expected) {
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// A chi-square of k degrees of freedom has mean k and variance 2k.
double chi_square_bound(double degrees) { return degrees + 5 * std::sqrt(2 * degrees); }

TEST(RoundingNoise, LiesStrictlyInsideHalfAStepAndSymmetrically) {
  float smallest = 1, largest = -1;
  for (std::uint32_t i = 0; i < draws; ++i) {
    const float noise = rounding_noise(42, i);
    smallest = std::min(smallest, noise);
    largest = std::max(largest, noise);
  }
  EXPECT_GT(smallest, -0.5F);
  EXPECT_LT(largest, 0.5F);
  EXPECT_LT(smallest, -0.4999F);
  EXPECT_GT(largest, 0.4999F);
}

TEST(RoundingNoise, IsUniformWithinOneKey) {
  for (std::uint64_t number = 0; number < 40; ++number) {
    const std::uint64_t key = mix64(number);
    std::vector<int> counts(1024);
    for (std::uint32_t i = 0; i < draws; ++i) {
      ++counts[static_cast<std::size_t>((rounding_noise(key, i) + 0.5F) * 1024)];
    }
    EXPECT_LT(chi_square(counts, draws / 1024.0), chi_square_bound(1023)) << key;
  }
}

TEST(RoundingNoise, IsUniformAcrossTheKeysOfConsecutiveSteps) {
  std::vector<int> counts(256);
  constexpr int steps = 100000;
  for (std::uint64_t step = 0; step < steps; ++step) {
    const std::uint64_t key = layer_noise_key(stream_key(1, StreamPurpose::gradient_rounding, step), 3);
    ++counts[static_cast<std::size_t>((rounding_noise(noise_block_key(key, 0), 5) + 0.5F) * 256)];
  }
  EXPECT_LT(chi_square(counts, steps / 256.0), chi_square_bound(255));
}

double correlation(const std::function<float(std::uint32_t)>& a, const std::function<float(std::uint32_t)>& b) {
  double sum = 0;
  for (std::uint32_t i = 0; i < draws; ++i) sum += double{a(i)} * double{b(i)};
  return 12 * sum / draws;  // variance 1/12 each
}

TEST(RoundingNoise, NeighboursLayersAndStepsAreUncorrelated) {
  const double bound = 5 / std::sqrt(double{draws});
  const auto noise = [](std::uint64_t key) { return [key](std::uint32_t i) { return rounding_noise(key, i); }; };
  const std::uint64_t key = noise_block_key(layer_noise_key(9, 0), 0);
  for (const std::uint32_t lag : {1U, 2U, 16U, 64U, 4096U}) {
    const auto later = [=](std::uint32_t i) { return rounding_noise(key, i + lag); };
    EXPECT_LT(std::abs(correlation(noise(key), later)), bound) << lag;
  }
  EXPECT_LT(std::abs(correlation(noise(key), noise(noise_block_key(layer_noise_key(9, 1), 0)))), bound);
  EXPECT_LT(std::abs(correlation(noise(key), noise(noise_block_key(layer_noise_key(10, 0), 0)))), bound);
  EXPECT_LT(std::abs(correlation(noise(key), noise(noise_block_key(layer_noise_key(9, 0), 1)))), bound);
}

TEST(KeyedHash, EveryBitOfThePositionFlipsTheNoisesBitsHalfOfTheTime) {
  constexpr std::uint32_t trials = 20000;
  for (int input_bit = 0; input_bit < 32; ++input_bit) {
    std::array<int, 32> flips{};
    for (std::uint32_t t = 0; t < trials; ++t) {
      const std::uint64_t key = mix64(t);
      const std::uint32_t changed = keyed_hash32(key, t) ^ keyed_hash32(key, t ^ (1U << input_bit));
      for (int bit = 0; bit < 32; ++bit) flips[static_cast<std::size_t>(bit)] += (changed >> bit) & 1;
    }
    for (std::size_t bit = 9; bit < 32; ++bit) {  // the upper 23 bits become the noise
      EXPECT_NEAR(flips[bit] / double{trials}, 0.5, 0.03) << input_bit << " " << bit;
    }
  }
}

/// Mean and variance of one value's stochastic rounding over many keys.
struct Moments {
  double mean = 0, variance = 0;
};
Moments rounded_moments(float value, AffineGrid grid, int count) {
  double sum = 0, squares = 0;
  for (int k = 0; k < count; ++k) {
    float out = 0;
    quantize_stochastically({&value, 1}, {&out, 1}, grid, noise_block_key(mix64(static_cast<std::uint64_t>(k)), 0));
    sum += out;
    squares += double{out} * out;
  }
  const double mean = sum / count;
  return {mean, squares / count - mean * mean};
}

TEST(StochasticRounding, IsUnbiasedWithTheVarianceOfABernoulliStep) {
  constexpr int keys = 200000;
  const AffineGrid grid = affine_grid({-1, 2}, 3);
  for (const double fraction : {0.0, 0.03, 0.25, 0.5, 0.8, 0.999}) {
    for (const int code : {0, 3, 6}) {
      const auto value = static_cast<float>(grid.minimum + (code + fraction) * grid.scale);
      const double p = (value - grid.minimum) / grid.scale - code;
      const double variance = p * (1 - p) * grid.scale * grid.scale;
      const Moments moments = rounded_moments(value, grid, keys);
      EXPECT_NEAR(moments.mean, value, 5 * std::sqrt(variance / keys) + 1e-6) << code << " " << fraction;
      const double variance_error = grid.scale * grid.scale * std::sqrt(p * (1 - p) / keys);
      EXPECT_NEAR(moments.variance, variance, 5 * variance_error + 1e-6) << code << " " << fraction;
    }
  }
}

TEST(StochasticRounding, GridValuesAndTheEndsOfTheRangeNeverMove) {
  const AffineGrid grid = affine_grid({0, 7}, 3);
  for (int code = 0; code <= 7; ++code) {
    const Moments moments = rounded_moments(static_cast<float>(code), grid, 1000);
    EXPECT_EQ(moments.mean, code);
    EXPECT_EQ(moments.variance, 0);
  }
}

}  // namespace
}  // namespace imprint
