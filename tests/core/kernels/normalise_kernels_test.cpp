// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/normalise_kernels.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random_stream.h"
#include "tests/reference/slow_quantizer.h"

namespace imprint {
namespace {

using test::same_bits;

std::vector<float> normal_values(std::size_t count, std::uint64_t seed) {
  RandomStream stream(seed);
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(stream.normal()));
  return values;
}

/// All kernels' results on the same data, one after the other.
std::vector<float> all_results(std::size_t channels, std::size_t pixels, InstructionSet set) {
  const std::size_t count = channels * pixels;
  const auto x = normal_values(count, 1), g = normal_values(count, 2);
  const ChannelTable scale(normal_values(channels, 3)), shift(normal_values(channels, 4));
  const ChannelTable mean(normal_values(channels, 5)), slope(normal_values(channels, 6));
  std::vector<float> results, out(count);
  const auto keep = [&](const auto& values) { results.insert(results.end(), values.begin(), values.end()); };
  const auto keep_sums = [&](const ChannelSums& sums) {
    keep(sums.first);
    keep(sums.second);
  };
  keep_sums(centred_sums(x, channels, set));
  for (const bool rectified : {false, true}) {
    const ChannelMap map{scale, shift, rectified};
    normalise(x, map, out, set);
    keep(out);
    keep_sums(gradient_sums(g, x, map, mean, channels, set));
    input_gradient(g, x, map, {slope, mean, shift}, out, set);
    keep(out);
  }
  normalise_and_add(x, g, {scale, shift}, out, set);
  keep(out);
  mask_by_output(g, x, out, set);
  keep(out);
  return results;
}

TEST(NormaliseKernels, GiveTheSameBitsOnEveryInstructionSet) {
  for (const std::size_t channels : {1, 3, 16, 24, 64, 300}) {
    const auto expected = all_results(channels, 97, InstructionSet::baseline);
    for (const InstructionSet set : {InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      EXPECT_TRUE(same_bits(all_results(channels, 97, set), expected)) << channels;
    }
  }
}

TEST(NormaliseKernels, FollowTheirFormulas) {
  const std::size_t channels = 3, pixels = 50, count = channels * pixels;
  const auto x = normal_values(count, 1), g = normal_values(count, 2);
  const auto s = normal_values(channels, 3), t = normal_values(channels, 4), m = normal_values(channels, 5);
  const ChannelTable scale(s), shift(t), mean(m);
  std::vector<float> y(count), gx(count);
  normalise(x, {scale, shift, true}, y);
  input_gradient(g, x, {scale, shift, true}, {shift, mean, mean}, gx);
  const ChannelSums sums = gradient_sums(g, x, {scale, shift, true}, mean, channels);
  std::vector<double> first(channels), second(channels);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t c = i % channels;
    const double z = double{x[i]} * s[c] + t[c];
    const double gz = z > 0 ? g[i] : 0;
    EXPECT_NEAR(y[i], std::max(z, 0.0), 1e-6);
    EXPECT_NEAR(gx[i], s[c] * gz + t[c] * (x[i] - m[c]) + m[c], 1e-5);
    first[c] += gz;
    second[c] += gz * (x[i] - m[c]);
  }
  for (std::size_t c = 0; c < channels; ++c) {
    EXPECT_NEAR(sums.first[c], first[c], 1e-4);
    EXPECT_NEAR(sums.second[c], second[c], 1e-4);
  }
}

TEST(ChannelTable, RepeatsTheChannelsOverAWholeNumberOfPixels) {
  for (const std::size_t channels : {1, 3, 16, 255, 256, 257, 1000}) {
    const auto values = normal_values(channels, channels);
    const ChannelTable table(values);
    EXPECT_EQ(table.size() % channels, 0U);
    for (std::size_t i = 0; i < table.size(); ++i) ASSERT_EQ(table.data()[i], values[i % channels]);
  }
}

}  // namespace
}  // namespace imprint
