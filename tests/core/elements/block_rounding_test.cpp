// SPDX-License-Identifier: GPL-3.0-or-later
// Blocks against their specifications, worked by hand and by search among all values.
#include "core/elements/block_rounding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace imprint::test {
namespace {

using testing::ElementsAre;

const BlockElement fp4{elements::e2m1, false}, fp8{elements::e4m3, false}, int8{{}, true};

std::vector<double> random_values(std::size_t count, double deviation, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal(0, deviation);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(normal(generator)));
  return values;
}

TEST(MxScale, IsThePowerOfTwoThatTheSpecificationSays) {
  EXPECT_EQ(mx_scale(std::vector<double>{1, -3, .2}, fp4), 0.5) << "2^(floor(log2 3) - 2)";
  EXPECT_EQ(mx_scale(std::vector<double>{448}, fp8), 1);
  EXPECT_EQ(mx_scale(std::vector<double>{1000}, fp8), 2) << "and 1000 saturates to 896";
  EXPECT_EQ(mx_scale(std::vector<double>{1.99}, int8), 1);
  EXPECT_EQ(mx_scale(std::vector<double>{0, 0}, fp4), 0x1p-127);
  EXPECT_EQ(mx_scale(std::vector<double>{0x1p-140}, fp4), 0x1p-127) << "the exponent's own limit";
}

TEST(MxScale, HasThreeRules) {
  const std::vector<double> block = {7};  // 7 / 6 lies above 1: floor saturates, ceil does not
  EXPECT_EQ(mx_scale(block, fp4, ScaleRule::floor), 1);
  EXPECT_EQ(mx_scale(block, fp4, ScaleRule::ceil), 2);
  EXPECT_EQ(mx_scale(block, fp4, ScaleRule::even), 2) << "7 is rounded to 8 first";
  EXPECT_EQ(mx_scale(std::vector<double>{6}, fp4, ScaleRule::ceil), 1);
  EXPECT_EQ(mx_scale(std::vector<double>{6}, fp4, ScaleRule::even), 1);
}

TEST(RoundToMx, WorkedByHand) {
  EXPECT_THAT(round_to_mx(std::vector<double>{3, 1.3, -.1, 0}, fp4, {}), ElementsAre(3, 1.5, -0.0, 0));
  EXPECT_THAT(round_to_mx(std::vector<double>{7, 1, .2}, fp4, {}), ElementsAre(6, 1, 0)) << "7 saturates";
  EXPECT_THAT(round_to_mx(std::vector<double>{1.999, .01}, int8, {}), ElementsAre(127.0 / 64, 1.0 / 64));
}

/// Each block by itself: its own scale, and of all values times that scale the nearest.
TEST(RoundToMx, TakesTheNearestOfABlocksValues) {
  const std::vector<double> given = random_values(3 * 32 + 5, 0.3, 1);
  for (const BlockElement& element : {fp4, fp8, BlockElement{elements::e2m3, false}}) {
    const std::vector<double> rounded = round_to_mx(given, element, {});
    ASSERT_EQ(rounded.size(), given.size());
    for (std::size_t i = 0; i < given.size(); ++i) {
      const std::size_t begin = i / 32 * 32;
      const double scale =
          mx_scale(std::span(given).subspan(begin, std::min<std::size_t>(32, given.size() - begin)), element);
      double nearest = 1e9;
      for (const double value : finite_values(element.floating))
        if (std::abs(value * scale - given[i]) < std::abs(nearest - given[i])) nearest = value * scale;
      EXPECT_EQ(std::abs(rounded[i] - given[i]), std::abs(nearest - given[i])) << i;
    }
  }
}

TEST(RoundToNvfp4, WorkedByHand) {
  // amax = 6: S = 448, the block's scale 6 * 448 / 6 = 448, decoded 448 / 448 = 1.
  EXPECT_THAT(round_to_nvfp4(std::vector<double>{6, 2.4, -.3}, {}), ElementsAre(6, 2, -.5));
  EXPECT_THAT(round_to_nvfp4(std::vector<double>{0, 0}, {}), ElementsAre(0, 0));
  std::vector<double> two_blocks(32, 0.0);
  two_blocks[0] = 6;
  two_blocks[16] = 0.03;  // its own scale: 0.03 * 448 / 6 = 2.24 -> 2.25 in e4m3, decoded 2.25 / 448
  const std::vector<double> rounded = round_to_nvfp4(two_blocks, {});
  EXPECT_EQ(rounded[0], 6);
  EXPECT_NEAR(rounded[16], 6 * 2.25 / 448, 1e-8);
}

/// Zero blocks, the smallest and the largest floats: nothing becomes NaN or infinite.
TEST(RoundToNvfp4, StaysFinite) {
  for (const double magnitude : {1e-45, 1e-38, 1.0, 1e30, 3.4e38}) {
    std::vector<double> values(40, 0.0);
    values[3] = static_cast<float>(magnitude);
    values[20] = static_cast<float>(-magnitude / 3);
    for (const double value : round_to_nvfp4(values, {})) EXPECT_TRUE(std::isfinite(value)) << magnitude;
  }
}

/// Half a step of a block's coarsest elements, the rounding of its scale to e4m3 beside it.
TEST(RoundToNvfp4, ErrsByHalfTheCoarsestStepAtMost) {
  const std::vector<double> given = random_values(64, 1, 2);
  const std::vector<double> rounded = round_to_nvfp4(given, {});
  for (std::size_t begin = 0; begin < given.size(); begin += 16) {
    double most = 0;
    for (std::size_t i = begin; i < begin + 16; ++i) most = std::max(most, std::abs(given[i]));
    for (std::size_t i = begin; i < begin + 16; ++i)
      EXPECT_LE(std::abs(rounded[i] - given[i]), most / 6 * (1 + 1.0 / 16)) << i;
  }
}

}  // namespace
}  // namespace imprint::test
