// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/recovery.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

std::vector<MetricRow> rows(const std::string& metric, std::initializer_list<std::pair<int, double>> values) {
  std::vector<MetricRow> result;
  for (const auto& [step, value] : values) {
    MetricRow row;
    row.step = step;
    row.metric = metric;
    row.value = value;
    result.push_back(row);
  }
  return result;
}

TEST(RecoveryCurve, HoldsTheGapWhereBothArmsWereEvaluatedAfterTheEnd) {
  const auto curve =
      recovery_curve(rows("test/accuracy", {{10, 0.5}, {20, 0.6}, {30, 0.7}, {40, 0.8}}),
                     rows("test/accuracy", {{10, 0.1}, {20, 0.3}, {25, 0.4}, {40, 0.75}}), "test/accuracy", 15);
  ASSERT_EQ(curve.size(), 2U);
  EXPECT_EQ(curve[0].steps_after, 5);
  EXPECT_NEAR(curve[0].gap, 0.3, 1e-15);
  EXPECT_NEAR(curve[1].gap, 0.05, 1e-15);
}

TEST(RecoveryCurve, GoesOnAgainstWhatTheBaselineEndedAt) {
  const auto curve = recovery_curve(rows("test/accuracy", {{10, 0.5}, {20, 0.8}}),
                                    rows("test/accuracy", {{20, 0.2}, {30, 0.5}, {40, 0.75}}), "test/accuracy", 20);
  ASSERT_EQ(curve.size(), 3U);
  EXPECT_NEAR(curve[0].gap, 0.6, 1e-15);
  EXPECT_NEAR(curve[1].gap, 0.3, 1e-15);
  EXPECT_NEAR(curve[2].gap, 0.05, 1e-15);  // the damage, by the last value
}

TEST(RecoveryCurve, TurnsTheSignOfLosses) {
  const auto curve = recovery_curve(rows("test/loss", {{10, 0.5}}), rows("test/loss", {{10, 0.8}}), "test/loss", 0);
  EXPECT_NEAR(curve.at(0).gap, 0.3, 1e-15);
}

TEST(StepsToRecover, CountToWhereTheGapStaysSmall) {
  const std::vector<GapPoint> curve = {{0, 0.3}, {10, 0.005}, {20, 0.1}, {30, 0.01}, {40, -0.02}};
  EXPECT_EQ(steps_to_recover(curve, 0.01), 30);
  EXPECT_EQ(steps_to_recover(curve, 0.5), 0);
  EXPECT_EQ(steps_to_recover(curve, -0.03), std::nullopt);
  EXPECT_EQ(steps_to_recover({}, 0.1), std::nullopt);
  EXPECT_EQ(steps_to_recover(std::vector<GapPoint>{{0, NAN}}, 0.1), std::nullopt);
}

}  // namespace
}  // namespace imprint
