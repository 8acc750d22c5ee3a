// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/damage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <iterator>
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

ComparisonSpec rule_of(const std::string& rule, int count = 3, const std::string& metric = "test/accuracy") {
  return {.metric = metric, .final_value = rule, .final_count = count};
}

double final_accuracy(const std::vector<double>& values, const std::string& rule, int count = 3) {
  return final_value(rows_of("test/accuracy", values), "test/accuracy", rule_of(rule, count), 0).value;
}

ComparisonResult compare(const std::string& metric, const std::vector<double>& baseline,
                         const std::vector<double>& deficit, std::int64_t deficit_end,
                         const std::string& rule = "last") {
  return compare_arms(rows_of(metric, baseline), rows_of(metric, deficit), rule_of(rule, 3, metric), deficit_end);
}

TEST(FinalValue, LastIsTheValueOfTheLastEvaluation) { EXPECT_EQ(final_accuracy({.1, .9, .4}, "last"), .4); }

TEST(FinalValue, MedianIsThatOfTheLastValuesOnly) {
  EXPECT_EQ(final_accuracy({.9, .9, .9, .3, .1, .2}, "median", 3), .2);
  EXPECT_DOUBLE_EQ(final_accuracy({.9, .1, .2, .4, .6}, "median", 4), .3);
  EXPECT_EQ(final_accuracy({.9, .1, .2}, "median", 1), .2);
}

TEST(FinalValue, MedianOfFewerValuesThanAskedForTakesAll) { EXPECT_EQ(final_accuracy({.3, .1}, "median", 9), .2); }

TEST(FinalValue, BestIsTheHighestAccuracyButTheLowestLoss) {
  EXPECT_EQ(final_accuracy({.1, .9, .4}, "best"), .9);
  EXPECT_EQ(final_value(rows_of("test/loss", {1.5, .2, .7}), "test/loss", rule_of("best"), 0).value, .2);
}

/// Rows of both parts, an evaluation every 10 steps.
std::vector<MetricRow> rows_with_validation(const std::vector<double>& test, const std::vector<double>& validation) {
  std::vector<MetricRow> rows = rows_of("validation/accuracy", validation);
  std::ranges::copy(rows_of("test/accuracy", test), std::back_inserter(rows));
  std::ranges::stable_sort(rows, {}, &MetricRow::step);
  return rows;
}

TEST(FinalValue, BestInValidationIsTheTestWhereValidationIsBest) {
  const ComparisonSpec rule = rule_of(best_validation);
  const auto rows = rows_with_validation({.9, .5, .6, .7}, {.1, .8, .8, .2});
  EXPECT_EQ(final_value(rows, "test/accuracy", rule, 0).value, .5) << "the earliest of equals";
  EXPECT_EQ(final_value(rows, "test/accuracy", rule, 0).used, 4);
  EXPECT_EQ(final_value(rows, "test/accuracy", rule, 20).value, .6) << "of those after the deficit";
  EXPECT_EQ(final_value(rows, "validation/accuracy", rule, 0).value, .8);
  EXPECT_TRUE(
      std::isnan(final_value(rows_with_validation({.9, .5}, {.1, not_a_number}), "test/accuracy", rule, 0).value));
  EXPECT_THROW(final_value(rows_of("test/accuracy", {.5}), "test/accuracy", rule, 0), InputError);
  EXPECT_THROW(final_value(rows_with_validation({.5, .6}, {.5}), "test/accuracy", rule, 0), InputError);
}

TEST(FinalValue, EachArmIsChosenByItsOwnValidation) {
  const auto baseline = rows_with_validation({.9, .7, .8}, {.3, .2, .1}),
             deficit = rows_with_validation({.1, .6, .4}, {.9, .2, .5});
  const ComparisonResult result = compare_arms(baseline, deficit, rule_of(best_validation), 10);
  EXPECT_EQ(result.baseline_final, .7);
  EXPECT_EQ(result.deficit_final, .4);
  EXPECT_EQ(result.final_value, "best in validation");
  EXPECT_EQ(final_value_words(result), "best in validation of 2 evaluations");
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
  EXPECT_THROW(final_value({}, "test/accuracy", rule_of("last"), 0), InputError);
  EXPECT_THROW(final_value(rows_of("test/loss", {1}), "test/accuracy", rule_of("last"), 0), InputError);
  EXPECT_THROW(final_accuracy({.1}, "mean"), InputError);
  EXPECT_THROW(final_accuracy({.1}, "median", 0), InputError);
}

/// Rows of a network that was evaluated before its first step, too.
std::vector<MetricRow> with_untrained(std::vector<MetricRow> rows, double value) {
  rows.insert(rows.begin(), {.step = 0, .metric = "test/accuracy", .value = value});
  return rows;
}

TEST(FinalValue, NeverTakesTheUntrainedNetwork) {
  const auto rows = with_untrained(rows_of("test/accuracy", {.2, .3}), .9);
  EXPECT_EQ(final_value(rows, "test/accuracy", rule_of("best"), 0).value, .3);
  const FinalValue median = final_value(rows, "test/accuracy", rule_of("median"), 0);
  EXPECT_EQ(median.value, .25);
  EXPECT_EQ(median.used, 2);
  EXPECT_THROW(final_value(with_untrained({}, .9), "test/accuracy", rule_of("last"), 0), InputError);
}

TEST(FinalValue, TakesWhatFollowsTheDeficitAlone) {
  const auto rows = rows_of("test/accuracy", {.1, .9, .4, .6});
  for (const char* rule : {"median", "best"}) {
    const FinalValue found =
        final_value(rows, "test/accuracy", rule_of(rule), 20);  // that of step 20 ends a deficit's step
    EXPECT_EQ(found.value, rule == std::string("best") ? .6 : .5);
    EXPECT_EQ(found.used, 2);
    EXPECT_FALSE(found.no_clean_step);
  }
}

TEST(FinalValue, OfADeficitThatReachesTheEndIsTheLastEvaluationAndMarked) {
  for (const char* rule : {"last", "median", "best"}) {
    const FinalValue found = final_value(rows_of("test/accuracy", {.9, .2, .3}), "test/accuracy", rule_of(rule), 30);
    EXPECT_EQ(found.value, .3);
    EXPECT_EQ(found.used, 1);
    EXPECT_TRUE(found.no_clean_step);
  }
}

TEST(FinalValue, IsToldWithWhatItRestsOn) {
  EXPECT_EQ(final_value_words("median of the last 3", 3, false), "median of the last 3");
  EXPECT_EQ(final_value_words("median of the last 13", 3, false), "median of the last 13 (3 used)");
  EXPECT_EQ(final_value_words("median of the last 3", 2, false), "median of the last 3 (2 used)");
  EXPECT_EQ(final_value_words("last", 1, false), "last");
  EXPECT_EQ(final_value_words("best", 4, false), "best of 4 evaluations");
  EXPECT_EQ(final_value_words("median of the last 3", 1, true), "last evaluation, no clean step");
}

// README's own experiment: three epochs, the deficit in the first, an evaluation at each end and one before training.
TEST(CompareArms, OfThreeEpochsTakesTheTwoAfterTheDeficit) {
  const auto baseline = with_untrained(rows_of("test/accuracy", {.80, .90, .94}), .1);
  const auto deficit = with_untrained(rows_of("test/accuracy", {.30, .86, .92}), .1);
  const ComparisonResult result = compare_arms(baseline, deficit, rule_of("median"), 10);
  EXPECT_DOUBLE_EQ(result.baseline_final, .92);
  EXPECT_DOUBLE_EQ(result.deficit_final, .89);
  EXPECT_EQ(result.evaluations_used, 2);
  EXPECT_FALSE(result.no_clean_step);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), .5);
}

// mnist-windows: five epochs, a deficit of .3 of them that begins at .7 lasts to the end; one of .2 leaves one
// evaluation.
TEST(CompareArms, OfAWindowThatReachesTheEndHasNoCleanStep) {
  const std::vector<double> baseline = {.8, .9, .92, .93, .94}, deficit = {.8, .9, .92, .7, .6};
  const ComparisonResult to_the_end = compare("test/accuracy", baseline, deficit, 50, "median");
  EXPECT_TRUE(to_the_end.no_clean_step);
  EXPECT_EQ(to_the_end.evaluations_used, 1);
  EXPECT_DOUBLE_EQ(to_the_end.damage, .94 - .6);
  EXPECT_FALSE(to_the_end.recovery.has_value());
  const ComparisonResult before = compare("test/accuracy", baseline, deficit, 45, "median");
  EXPECT_FALSE(before.no_clean_step);
  EXPECT_EQ(before.evaluations_used, 1);
  EXPECT_DOUBLE_EQ(before.damage, .94 - .6);
}

TEST(CompareArms, TakesTheSameStepsOfBothArms) {
  auto baseline = rows_of("test/accuracy", {.5, .7, .99, .9});
  baseline.erase(baseline.begin() + 5);  // the value of step 30
  const auto result = compare_arms(baseline, rows_of("test/accuracy", {.1, .3, .6, .8}), rule_of("best"), 10);
  EXPECT_EQ(result.evaluations_used, 2);  // steps 20 and 40
  EXPECT_EQ(result.baseline_final, .9);
  EXPECT_EQ(result.deficit_final, .8);
}

// Six clean evaluations in both arms; the deficit's run has two more, and stands two ahead at the same clean step.
TEST(CompareArms, OfACleanBudgetPairsTheSameCleanSteps) {
  const auto baseline = rows_of("test/accuracy", {.1, .2, .5, .6, .95, .7});
  const auto deficit = rows_of("test/accuracy", {.1, .2, .05, .05, .4, .5, .55, .6});
  const ComparisonResult result = compare_arms(baseline, deficit, rule_of("best"), 40);
  EXPECT_EQ(result.evaluations_used, 4);
  EXPECT_EQ(result.baseline_final,
            .95);  // with the last value alone it would be .7, and best of one against best of four
  EXPECT_EQ(result.deficit_final, .6);
  EXPECT_DOUBLE_EQ(compare_arms(baseline, deficit, rule_of("median"), 40).damage, .7 - .55);
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
  EXPECT_DOUBLE_EQ(compare("test/accuracy", {.5, .7, .8, .9}, {.1, .3, .6, .8}, 21).gap_at_deficit_end.value(), .2);
}

TEST(CompareArms, UsesTheFirstEvaluationThatBothArmsHave) {
  auto deficit = rows_of("test/accuracy", {.1, .3, .6, .8});
  deficit.erase(deficit.begin() + 3);  // the value of step 20
  const auto result = compare_arms(rows_of("test/accuracy", {.5, .7, .8, .9}), deficit, rule_of("last"), 20);
  EXPECT_DOUBLE_EQ(result.gap_at_deficit_end.value(), .2);
}

TEST(CompareArms, TakesTheGapToWhatTheBaselineEndedAtWhereTheDeficitEndsLater) {
  const auto result = compare_arms(rows_of("test/accuracy", {.5, .8}),
                                   rows_of("test/accuracy", {.5, .8, .1, .2, .6, .7}), rule_of("last"), 40);
  EXPECT_NEAR(*result.gap_at_deficit_end, 0.8 - 0.2, 1e-15);
  EXPECT_NEAR(*result.recovery, 1 - 0.1 / 0.6, 1e-12);
}

TEST(CompareArms, HasNeitherGapNorRecoveryWithoutAnEvaluationAfterTheEnd) {
  const ComparisonResult result = compare("test/accuracy", {.5, .7}, {.1, .3}, 21);
  EXPECT_DOUBLE_EQ(result.damage, .4);
  EXPECT_TRUE(result.no_clean_step);
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
