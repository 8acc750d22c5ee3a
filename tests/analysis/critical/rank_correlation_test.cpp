// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/rank_correlation.h"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(RankCorrelation, ItsIntervalHoldsTheValueAndNarrowsWithMorePairs) {
  const auto interval_of = [](int count) {
    RandomStream stream(4);
    Eigen::ArrayXd x(count), y(count);
    for (int i = 0; i < count; ++i) x[i] = stream.normal(), y[i] = x[i] + stream.normal();
    const auto interval = rank_correlation_interval(x, y, {1000, 0.95, 1});
    const double value = rank_correlation(x, y);
    EXPECT_LT(interval->low, value);
    EXPECT_GT(interval->high, value);
    return interval->high - interval->low;
  };
  EXPECT_LT(interval_of(200), 0.6 * interval_of(30));
  EXPECT_FALSE(rank_correlation_interval(array({1, 2, 3}), array({1, 2, 3})));
}

}  // namespace
}  // namespace imprint
