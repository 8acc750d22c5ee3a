// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/step_ratio.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint {
namespace {

TEST(Quartiles, LieBetweenValuesLinearly) {
  const Quartiles four = quartiles({4, 1, 3, 2});
  EXPECT_DOUBLE_EQ(four.low, 1.75);
  EXPECT_DOUBLE_EQ(four.median, 2.5);
  EXPECT_DOUBLE_EQ(four.high, 3.25);
  const Quartiles five = quartiles({50, 10, 40, 20, 30});
  EXPECT_DOUBLE_EQ(five.low, 20);
  EXPECT_DOUBLE_EQ(five.median, 30);
  EXPECT_DOUBLE_EQ(five.high, 40);
}

TEST(Quartiles, OfOneValueAreThatValueAndOfNoneRefused) {
  const Quartiles one = quartiles({7});
  EXPECT_DOUBLE_EQ(one.low, 7);
  EXPECT_DOUBLE_EQ(one.median, 7);
  EXPECT_DOUBLE_EQ(one.high, 7);
  EXPECT_THROW(quartiles({}), InputError);
}

/// A round that took ten times as long for both says nothing else than the others.
TEST(RatioQuartiles, AreUntouchedByWhatSlowsAWholeRound) {
  const std::vector<double> plain = {10, 100, 10, 10}, step = {15, 150, 15, 15};
  const Quartiles ratio = ratio_quartiles(step, plain);
  EXPECT_DOUBLE_EQ(ratio.low, 1.5);
  EXPECT_DOUBLE_EQ(ratio.median, 1.5);
  EXPECT_DOUBLE_EQ(ratio.high, 1.5);
}

TEST(RatioQuartiles, AreThoseOfTheRatiosNotTheRatioOfMedians) {
  const std::vector<double> plain = {1, 2, 4}, step = {2, 2, 2};
  EXPECT_DOUBLE_EQ(ratio_quartiles(step, plain).median, 1);
  EXPECT_DOUBLE_EQ(ratio_quartiles(step, plain).high, 1.5);
  EXPECT_DOUBLE_EQ(ratio_quartiles(plain, plain).low, 1);
}

TEST(RatioQuartiles, AskForTheSameRounds) {
  const std::vector<double> two = {1, 2}, three = {1, 2, 3};
  EXPECT_THROW(ratio_quartiles(two, three), InputError);
}

}  // namespace
}  // namespace imprint
