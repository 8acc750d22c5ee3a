// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/affine/affine_grid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

TEST(AffineGrid, HasAllCodesOfItsBits) {
  EXPECT_EQ(affine_grid({0, 255}, 8).scale, 1.0F);
  EXPECT_EQ(affine_grid({0, 255}, 8).top, 255.0F);
  EXPECT_EQ(affine_grid({-1, 1}, 1).scale, 2.0F);
  EXPECT_EQ(affine_grid({-1, 1}, 1).top, 1.0F);
  EXPECT_EQ(affine_grid({-1, 1}, 31).top, 2147483648.0F);
}

TEST(AffineGrid, ScaleNeverFallsBelowItsFloor) {
  EXPECT_EQ(affine_grid({3, 3}, 8).scale, 1e-8F);
  EXPECT_EQ(affine_grid({0, 1e-9F}, 4).scale, 1e-8F);
}

TEST(AffineGrid, NaNAndInfinityReachTheValues) {
  constexpr float nan = std::numeric_limits<float>::quiet_NaN();
  constexpr float infinity = std::numeric_limits<float>::infinity();
  EXPECT_TRUE(std::isnan(affine_grid({nan, nan}, 8).scale));
  const AffineGrid grid = affine_grid({0, infinity}, 8);
  EXPECT_TRUE(std::isnan(value_at((1.0F - grid.minimum) / grid.scale, grid)));
}

TEST(RoundHalfEven, TakesTheEvenNeighbourOfAHalf) {
  EXPECT_EQ(round_half_even(0.5F), 0.0F);
  EXPECT_EQ(round_half_even(1.5F), 2.0F);
  EXPECT_EQ(round_half_even(2.5F), 2.0F);
  EXPECT_EQ(round_half_even(254.5F), 254.0F);
  EXPECT_EQ(round_half_even(4194303.5F), 4194304.0F);
}

TEST(RoundHalfEven, EqualsTheLibrarysRoundingOverAllMagnitudes) {
  RandomStream stream(7);
  for (int i = 0; i < 200000; ++i) {
    const auto x = static_cast<float>(std::ldexp(stream.uniform(), static_cast<int>(stream.below(32))));
    ASSERT_EQ(round_half_even(x), std::nearbyint(x)) << x;
  }
  EXPECT_TRUE(std::isnan(round_half_even(std::numeric_limits<float>::quiet_NaN())));
}

TEST(ValueAt, ClampsToTheEndsOfTheRange) {
  const AffineGrid grid = affine_grid({-2, 1}, 2);
  EXPECT_EQ(value_at(-7.0F, grid), -2.0F);
  EXPECT_EQ(value_at(9.0F, grid), 1.0F);
  EXPECT_EQ(value_at(1.0F, grid), -1.0F);
}

}  // namespace
}  // namespace imprint
