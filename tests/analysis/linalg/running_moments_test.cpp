// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/running_moments.h"

#include <gtest/gtest.h>

namespace imprint {
namespace {

TEST(RunningMoments, KnownMeanVarianceAndStandardError) {
  RunningMoments moments;
  for (const double value : {2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0}) moments.add(value);
  EXPECT_EQ(moments.count(), 8);
  EXPECT_DOUBLE_EQ(moments.mean(), 5);
  EXPECT_DOUBLE_EQ(moments.variance(), 32.0 / 7);
  EXPECT_DOUBLE_EQ(moments.standard_error_of_mean(), std::sqrt(32.0 / 7 / 8));
}

TEST(RunningMoments, OneValueHasAnInfiniteError) {
  RunningMoments moments;
  moments.add(3);
  EXPECT_EQ(moments.mean(), 3);
  EXPECT_TRUE(std::isinf(moments.standard_error_of_mean()));
}

TEST(RunningMoments, SmallSpreadAroundALargeMeanSurvives) {
  RunningMoments moments;
  for (int i = 0; i < 1000; ++i) moments.add(1e9 + (i % 2));
  EXPECT_NEAR(moments.variance(), 0.25, 1e-3);
}

}  // namespace
}  // namespace imprint
