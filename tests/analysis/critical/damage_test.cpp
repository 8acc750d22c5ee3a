// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/damage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/error.h"

namespace imprint {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// One value every 10 steps, the first at step 10, between rows of another metric.
std::vector<MetricRow> rows_of(const std::string& metric, const std::vector<double>& values) {
  std::vector<MetricRow> rows;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto step = static_cast<std::int64_t>(10 * (i + 1));
    rows.push_back({.step = step, .metric = "train/loss", .value = 1000});
    rows.push_back({.step = step, .metric = metric, .value = values[i]});
  }
  return rows;
}

double final_accuracy(const std::vector<double>& values, const std::string& rule, int count = 3) {
  return final_value(rows_of("test/accuracy", values), "test/accuracy", rule, count);
}

ComparisonResult compare(const std::string& metric, const std::vector<double>& baseline,
                         const std::vector<double>& deficit, std::int64_t deficit_end,
                         const std::string& rule = "last") {
  return compare_arms(rows_of(metric, baseline), rows_of(metric, deficit), metric, rule, 3, deficit_end);
}

TEST(FinalValue, LastIsTheValueOfTheLastEvaluation) {
  EXPECT_EQ(final_accuracy({.1, .9, .4}, "last"), .4);
}

TEST(FinalValue, MedianIsThatOfTheLastValuesOnly) {
  EXPECT_EQ(final_accuracy({.9, .9, .9, .3, .1, .2}, "median", 3), .2);
  EXPECT_DOUBLE_EQ(final_accuracy({.9, .1, .2, .4, .6}, "median", 4), .3);
  EXPECT_EQ(final_accuracy({.9, .1, .2}, "median", 1), .2);
}

TEST(FinalValue, MedianOfFewerValuesThanAskedForTakesAll) {
  EXPECT_EQ(final_accuracy({.3, .1}, "median", 9), .2);
}

TEST(FinalValue, BestIsTheHighestAccuracyButTheLowestLoss) {
  EXPECT_EQ(final_accuracy({.1, .9, .4}, "best"), .9);
  EXPECT_EQ(final_value(rows_of("test/loss", {1.5, .2, .7}), "test/loss", "best", 3), .2);
}

TEST(FinalValue, OfADivergedEvaluationIsNaN) {
  EXPECT_TRUE(std::isnan(final_accuracy({.1, not_a_number}, "last")));
  EXPECT_TRUE(std::isnan(final_accuracy({.1, not_a_number, .3, .4}, "median", 3)));
  EXPECT_TRUE(std::isnan(final_accuracy({not_a_number, .3}, "best")));
}

TEST(FinalValue, DoesNotMindNaNAmongValuesThatDoNotCount) {
  EXPECT_EQ(final_accuracy({not_a_number, .3}, "last"), .3);
  EXPECT_EQ(final_accuracy({not_a_number, .2, .3, .4}, "median", 3), .3);
}

TEST(FinalValue, RefusesAnAbsentMetricAnUnknownRuleAndAnEmptyMedian) {
  EXPECT_THROW(final_value({}, "test/accuracy", "last", 3), InputError);
  EXPECT_THROW(final_value(rows_of("test/loss", {1}), "test/accuracy", "last", 3), InputError);
  EXPECT_THROW(final_accuracy({.1}, "mean"), InputError);
  EXPECT_THROW(final_accuracy({.1}, "median", 0), InputError);
}

TEST(CompareArms, DamageIsWhatIsMissingAtTheEndAndRecoveryTheShareOfTheGapThatClosed) {
  const ComparisonResult result = compare("test/accuracy", {.5, .7, .8, .9}, {.1, .3, .6, .8}, 20);
  EXPECT_EQ(result.metric, "test/accuracy");
  EXPECT_EQ(result.baseline_final, .9);
  EXPECT_EQ(result.deficit_final, .8);
  EXPECT_DOUBLE_EQ(result.damage, .1);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), .4);
  EXPECT_DOUBLE_EQ(result.recovery.value(), .75);
}

TEST(CompareArms, TurnsTheSignForLosses) {
  const ComparisonResult result = compare("test/loss", {2, 1, .5, .4}, {3, 3, 1, .6}, 20);
  EXPECT_DOUBLE_EQ(result.damage, .2);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), 2);
  EXPECT_DOUBLE_EQ(result.recovery.value(), .9);
}

TEST(CompareArms, TakesTheGapAtTheFirstEvaluationAfterTheEndWhenNoneFallsOnIt) {
  EXPECT_DOUBLE_EQ(
      compare("test/accuracy", {.5, .7, .8, .9}, {.1, .3, .6, .8}, 21).gap_at_deficit_end.value(), .2);
}

TEST(CompareArms, UsesTheFirstEvaluationThatBothArmsHave) {
  auto deficit = rows_of("test/accuracy", {.1, .3, .6, .8});
  deficit.erase(deficit.begin() + 3);  // the value of step 20
  const auto result =
      compare_arms(rows_of("test/accuracy", {.5, .7, .8, .9}), deficit, "test/accuracy", "last", 3, 20);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), .2);
}

TEST(CompareArms, TakesTheGapToWhatTheBaselineEndedAtWhereTheDeficitEndsLater) {
  const auto result = compare_arms(rows_of("test/accuracy", {.5, .8}), rows_of("test/accuracy", {.5, .8, .1, .2, .6, .7}),
                                   "test/accuracy", "last", 1, 40);
  EXPECT_NEAR(*result.gap_at_deficit_end, 0.8 - 0.2, 1e-15);
  EXPECT_NEAR(*result.recovery, 1 - 0.1 / 0.6, 1e-12);
}

TEST(CompareArms, HasNeitherGapNorRecoveryWithoutAnEvaluationAfterTheEnd) {
  const ComparisonResult result = compare("test/accuracy", {.5, .7}, {.1, .3}, 21);
  EXPECT_DOUBLE_EQ(result.damage, .4);
  EXPECT_FALSE(result.gap_at_deficit_end.has_value());
  EXPECT_FALSE(result.recovery.has_value());
}

TEST(CompareArms, HasAGapButNoRecoveryWhenTheDeficitLastsToTheEnd) {
  const ComparisonResult result = compare("test/accuracy", {.5, .7}, {.1, .3}, 20);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), .4);
  EXPECT_FALSE(result.recovery.has_value());
}

TEST(CompareArms, HasNoRecoveryWhereTheDeficitDidNoHarm) {
  for (const double deficit_at_end : {.7, .75}) {
    const ComparisonResult result = compare("test/accuracy", {.5, .7, .8}, {.5, deficit_at_end, .7}, 20);
    EXPECT_LE(result.gap_at_deficit_end.value(), 0);
    EXPECT_FALSE(result.recovery.has_value());
  }
}

TEST(CompareArms, GivesNegativeRecoveryWhenTheGapWidensAndMoreThanOneWhenTheDeficitHelps) {
  EXPECT_DOUBLE_EQ(compare("test/accuracy", {.5, .9}, {.4, .6}, 10).recovery.value(), -2);
  EXPECT_DOUBLE_EQ(compare("test/accuracy", {.5, .8}, {.3, .9}, 10).recovery.value(), 1.5);
}

TEST(CompareArms, NamesTheRuleOfTheFinalValue) {
  EXPECT_EQ(compare("test/accuracy", {.5}, {.4}, 0, "last").final_value, "last");
  EXPECT_EQ(compare("test/accuracy", {.5}, {.4}, 0, "best").final_value, "best");
  EXPECT_EQ(compare("test/accuracy", {.5}, {.4}, 0, "median").final_value, "median of the last 3");
}

TEST(CompareArms, OfADivergedArmIsNaNWithoutRecovery) {
  const ComparisonResult result = compare("test/loss", {2, 1, .5}, {3, not_a_number, not_a_number}, 20);
  EXPECT_TRUE(std::isnan(result.damage));
  EXPECT_FALSE(result.recovery.has_value());
}

}  // namespace
}  // namespace imprint
