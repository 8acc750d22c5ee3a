// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/growth_profile.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

using enum GrowthProfile;

TEST(Growth, StartsAtZeroAndEndsAtOne) {
  for (const auto profile : {linear, cosine, exponential, rex}) EXPECT_EQ(growth(profile, 0), 0);
  for (const auto profile : {linear, cosine, rex}) EXPECT_NEAR(growth(profile, 1), 1, 1e-15);
  EXPECT_NEAR(growth(exponential, 1), 1 - std::exp(-4.0), 1e-15);
}

TEST(Growth, IsMonotoneAndWithinTheUnitInterval) {
  for (const auto profile : {linear, cosine, exponential, rex})
    for (int i = 0; i < 1000; ++i) {
      ASSERT_LE(growth(profile, i / 1000.0), growth(profile, (i + 1) / 1000.0));
      ASSERT_GE(growth(profile, i / 1000.0), 0);
      ASSERT_LE(growth(profile, (i + 1) / 1000.0), 1);
    }
}

TEST(Growth, HasTheKnownValuesAtTheMiddle) {
  EXPECT_EQ(growth(linear, 0.5), 0.5);
  EXPECT_NEAR(growth(cosine, 0.5), 0.5, 1e-15);
  EXPECT_NEAR(growth(exponential, 0.5), 1 - std::exp(-2.0), 1e-15);
  EXPECT_NEAR(growth(rex, 0.5), 1.0 / 11, 1e-15);      // 1 - .5 / (.1 + .45)
  EXPECT_NEAR(growth(rex, 0.5, 0.5), 1.0 / 3, 1e-15);  // 1 - .5 / (.5 + .25), the REX paper's constant
}

TEST(Growth, RexWithoutItsConstantIsLinear) {
  for (const double x : {0.0, 0.2, 0.7, 1.0}) EXPECT_NEAR(growth(rex, x, 0), x, 1e-15);
}

TEST(Growth, CosineIsSymmetricAboutItsMiddle) {
  for (const double x : {0.1, 0.25, 0.4}) EXPECT_NEAR(growth(cosine, x) + growth(cosine, 1 - x), 1, 1e-15);
}

}  // namespace
}  // namespace imprint
