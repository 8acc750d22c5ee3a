// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/range_test.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

/// At each precision the accuracy goes linearly to the level; the window sees the level alone.
PrecisionTrace trace(int bits, double from, double level) {
  return {bits, {from, from, (from + level) / 2, level, level}};
}

RangeTestSpec test_of(const std::string& start) {
  RangeTestSpec test;
  test.lowest_bits = 2;
  test.highest_bits = 6;
  test.iterations = 5;
  test.window = 2;
  test.start = start;
  return test;
}

const std::vector<PrecisionTrace> traces = {trace(2, 0.10, 0.12), trace(3, 0.12, 0.14), trace(4, 0.14, 0.50),
                                            trace(5, 0.5, 0.56), trace(6, 0.56, 0.565)};

TEST(RangeTest, GainsAreDifferencesOfWindowMeans) {
  const auto gains = precision_gains(traces, 2);
  ASSERT_EQ(gains.size(), 5U);
  EXPECT_NEAR(gains[0].gain, 0.02, 1e-12);
  EXPECT_NEAR(gains[2].gain, 0.36, 1e-12);
  EXPECT_NEAR(gains[4].accuracy, 0.565, 1e-12);
}

TEST(RangeTest, StandardErrorJoinsBothWindows) {
  const std::vector<PrecisionTrace> noisy = {{2, {0.1, 0.3, 0.5, 0.7}}};
  const auto gains = precision_gains(noisy, 2);
  EXPECT_NEAR(gains[0].gain, 0.4, 1e-12);
  EXPECT_NEAR(gains[0].standard_error, std::sqrt(0.01 + 0.01), 1e-12);
}

TEST(RangeTest, TheFirstPrecisionAboveTheThresholdIsTheLowerBound) {
  const auto proposal = propose_bounds(precision_gains(traces, 2), test_of("continued"));
  EXPECT_EQ(proposal.min_bits, 4);
  EXPECT_EQ(proposal.max_bits, 6);
}

TEST(RangeTest, FreshStartsAlsoFindWhereMoreBitsGainNothing) {
  const auto proposal = propose_bounds(precision_gains(traces, 2), test_of("fresh"));
  EXPECT_EQ(proposal.min_bits, 4);
  EXPECT_EQ(proposal.max_bits, 5);
}

TEST(RangeTest, NothingIsProposedWhenNothingLearns) {
  RangeTestSpec test = test_of("fresh");
  test.threshold = 0.9;
  const auto proposal = propose_bounds(precision_gains(traces, 2), test);
  EXPECT_FALSE(proposal.min_bits || proposal.max_bits);
  EXPECT_NE(proposal.reason.find("threshold"), std::string::npos);
}

}  // namespace
}  // namespace imprint
