// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/predictors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace imprint {
namespace {

std::vector<PredictorRun> grid(int conditions, std::uint64_t seeds) {
  std::vector<PredictorRun> runs;
  for (int condition = 0; condition < conditions; ++condition)
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const double quantity = condition + std::sin(static_cast<double>(7 * condition) + static_cast<double>(seed));
      runs.push_back({condition, seed, quantity, quantity + std::cos(static_cast<double>(5 * seed) + condition)});
    }
  return runs;
}

TEST(Predictors, TakeTheWholeGridWhenItIsComplete) {
  const auto report = predictor_report("fisher/trace", grid(4, 5), {});
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->count, 20);
  EXPECT_EQ(report->left_out, 0);
  EXPECT_TRUE(report->interval.has_value());
}

TEST(Predictors, LeaveOutWhatDoesNotFillATable) {
  auto runs = grid(4, 5);
  runs.erase(runs.begin() + 2);  // condition 0 lacks seed 3
  const auto report = predictor_report("fisher/trace", runs, {});
  EXPECT_EQ(report->conditions, 4);
  EXPECT_EQ(report->seeds, 4);
  EXPECT_EQ(report->left_out, 3);
  runs.erase(runs.begin(), runs.begin() + 3);  // one seed of it remains: rather without that condition
  const auto without = predictor_report("fisher/trace", runs, {});
  EXPECT_EQ(without->conditions, 3);
  EXPECT_EQ(without->seeds, 5);
  EXPECT_EQ(without->left_out, 1);
}

TEST(Predictors, SayWhyThereIsNoIntervalAndNothingOfTooFewRuns) {
  EXPECT_FALSE(predictor_report("fisher/trace", grid(2, 2), {}).has_value());
  EXPECT_FALSE(predictor_report("fisher/trace", {}, {}).has_value());
  const auto few = predictor_report("fisher/trace", grid(3, 3), {});
  EXPECT_FALSE(few->interval.has_value());
  EXPECT_FALSE(few->why_no_interval.empty());
}

}  // namespace
}  // namespace imprint
