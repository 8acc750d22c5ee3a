// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/rank_correlation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

Eigen::ArrayXd array(std::initializer_list<double> values) {
  Eigen::ArrayXd result(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

TEST(Ranks, ShareTheMeanWhereValuesAreEqual) {
  EXPECT_TRUE((ranks_of(array({3, 1, 3, 2})) == array({3.5, 1, 3.5, 2})).all());
}

TEST(RankCorrelation, IsOneForAnyRisingRelation) {
  const auto x = array({0.1, 5, 2, 7, 3});
  EXPECT_NEAR(rank_correlation(x, x.exp()), 1, 1e-15);
  EXPECT_NEAR(rank_correlation(x, -x.cube()), -1, 1e-15);
}

TEST(RankCorrelation, WithoutTiesIsTheClassicalFormula) {
  // 1 - 6 sum d^2 / (n (n^2 - 1)), d = 1 -1 1 -1 0
  EXPECT_NEAR(rank_correlation(array({1, 2, 3, 4, 5}), array({2, 1, 4, 3, 5})), 1 - 6.0 * 4 / (5 * 24), 1e-15);
}

TEST(RankCorrelation, HasNoValueWithoutVariation) {
  EXPECT_TRUE(std::isnan(rank_correlation(array({1, 1, 1}), array({1, 2, 3}))));
  EXPECT_THROW(rank_correlation(array({1, 2}), array({1})), InputError);
}

Eigen::ArrayXXd noise(int rows, int columns, std::uint64_t key) {
  RandomStream stream(key);
  Eigen::ArrayXXd table(rows, columns);
  for (double& value : table.reshaped()) value = stream.normal();
  return table;
}

TEST(CrossedRankCorrelation, IsThatOfAllRuns) {
  const Eigen::ArrayXXd x = noise(5, 4, 1), y = x + noise(5, 4, 2);
  const Eigen::ArrayXd flat_x = x.reshaped(), flat_y = y.reshaped();
  const CrossedCorrelation found = crossed_rank_correlation(x, y);
  EXPECT_NEAR(found.value, rank_correlation(flat_x, flat_y), 1e-12);
  ASSERT_TRUE(found.interval.has_value());
  EXPECT_LT(found.interval->low, found.value);
  EXPECT_GT(found.interval->high, found.value);
  EXPECT_EQ(found.interval->kind, IntervalKind::permutation);
}

// What all runs of a condition share says as much as one run of it: more seeds don't narrow the interval.
TEST(CrossedRankCorrelation, IsNotNarrowedByRunsOfTheSameCondition) {
  const auto width_of = [](int seeds) {
    const Eigen::ArrayXXd x = noise(6, 1, 3).replicate(1, seeds), y = noise(6, 1, 4).replicate(1, seeds);
    const auto interval =
        crossed_rank_correlation(x + 0.01 * noise(6, seeds, 5), y + 0.01 * noise(6, seeds, 6)).interval;
    return interval->high - interval->low;
  };
  EXPECT_GT(width_of(12), 0.8 * width_of(3));
}

// Slow and obvious: the interval holds 0 unless at most one arrangement in twenty is as far from it as the given one.
TEST(CrossedRankCorrelation, HoldsZeroAsThePermutationTestSays) {
  int excluded = 0;
  for (std::uint64_t key = 0; key < 40; ++key) {
    const Eigen::ArrayXXd x = noise(4, 3, 10 + key), y = 0.7 * x + noise(4, 3, 90 + key);
    const Eigen::ArrayXd flat_x = x.reshaped();
    const CrossedCorrelation found = crossed_rank_correlation(x, y);
    std::vector<int> rows = {0, 1, 2, 3}, columns = {0, 1, 2};
    int as_far = 0;
    do do {
        Eigen::ArrayXXd arranged(4, 3);
        for (int row = 0; row < 4; ++row)
          for (int column = 0; column < 3; ++column) arranged(row, column) = y(rows[row], columns[column]);
        const Eigen::ArrayXd flat = arranged.reshaped();
        as_far += std::abs(rank_correlation(flat_x, flat)) >= std::abs(found.value) - 1e-12;
      } while (std::next_permutation(columns.begin(), columns.end()));
    while (std::next_permutation(rows.begin(), rows.end()));
    if (!found.interval) continue;
    const bool holds_zero = found.interval->low <= 0 && found.interval->high >= 0;
    EXPECT_EQ(holds_zero, as_far > 0.05 * 144) << key;
    excluded += !holds_zero;
  }
  EXPECT_GT(excluded, 3);
}

TEST(CrossedRankCorrelation, SaysWhyThereIsNoInterval) {
  const CrossedCorrelation few = crossed_rank_correlation(noise(3, 3, 1), noise(3, 3, 2));
  EXPECT_FALSE(few.interval.has_value());
  EXPECT_EQ(few.why_no_interval,
            "3 conditions x 3 seeds can be arranged in 36 ways, too few to tell a relation from chance");
  const CrossedCorrelation flat = crossed_rank_correlation(Eigen::ArrayXXd::Ones(4, 4), noise(4, 4, 2));
  EXPECT_TRUE(std::isnan(flat.value));
  EXPECT_EQ(flat.why_no_interval, "one of the two does not vary");
  EXPECT_THROW(crossed_rank_correlation(noise(3, 3, 1), noise(3, 4, 2)), InputError);
}

TEST(CrossedRankCorrelation, OfAPerfectOrderHasAnIntervalWithAWidth) {
  const Eigen::ArrayXXd x = noise(6, 4, 1);
  const auto interval = crossed_rank_correlation(x, x.exp()).interval;
  EXPECT_EQ(interval->high, 1);
  EXPECT_LT(interval->low, 0.9995);
  EXPECT_GT(interval->low, 0);
}

}  // namespace
}  // namespace imprint
