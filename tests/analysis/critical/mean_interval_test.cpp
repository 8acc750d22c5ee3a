// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/mean_interval.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

namespace imprint {
namespace {

Eigen::ArrayXd array(std::initializer_list<double> values) {
  Eigen::ArrayXd result(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

IntervalOptions of_kind(IntervalKind kind) { return {kind, 0.95, 1000, 1}; }

// Mean 3, s = sqrt 2.5, t(.975, 4) = 2.7764451051977987 (tables).
TEST(MeanInterval, IsStudentsByDefault) {
  const auto interval = mean_interval(array({1, 2, 3, 4, 5}));
  const double half = 2.7764451051977987 * std::sqrt(2.5 / 5);
  EXPECT_NEAR(interval->low, 3 - half, 1e-9);
  EXPECT_NEAR(interval->high, 3 + half, 1e-9);
  EXPECT_EQ(interval->kind, IntervalKind::student_t);
}

TEST(MeanInterval, OfTwoValuesIsStudentsWithOneDegreeOfFreedom) {
  const auto interval = mean_interval(array({0, 2}));
  EXPECT_NEAR(interval->high, 1 + 12.706204736432095, 1e-6);
}

TEST(MeanInterval, CarriesTheKindThatWasAskedForAndNeverAnother) {
  for (const IntervalKind kind : {IntervalKind::student_t, IntervalKind::studentised_bootstrap, IntervalKind::bca}) {
    EXPECT_EQ(mean_interval(array({1, 2, 4, 3, 7, 5}), of_kind(kind))->kind, kind);
    const Eigen::ArrayXd few = Eigen::ArrayXd::LinSpaced(fewest_values(kind) - 1, 0, 1);
    EXPECT_FALSE(mean_interval(few, of_kind(kind))) << to_string(kind);
    EXPECT_TRUE(mean_interval(Eigen::ArrayXd::LinSpaced(fewest_values(kind), 0, 1), of_kind(kind))) << to_string(kind);
  }
  EXPECT_THROW(mean_interval(array({1, 2, 3}), of_kind(IntervalKind::agresti_min)), InputError);
}

TEST(MeanInterval, OfValuesThatDoNotDifferOrAreNotFiniteIsNone) {
  for (const IntervalKind kind : {IntervalKind::student_t, IntervalKind::studentised_bootstrap, IntervalKind::bca}) {
    EXPECT_FALSE(mean_interval(Eigen::ArrayXd::Constant(6, 0.1), of_kind(kind)));
    EXPECT_FALSE(mean_interval(array({1, 2, NAN, 4, 5}), of_kind(kind)));
  }
  EXPECT_FALSE(mean_interval(array({0.9 - 0.8, 0.8 - 0.7, 0.7 - 0.6})));  // equal but for their last digits
  EXPECT_THROW(mean_interval(array({1, 2}), {IntervalKind::student_t, 1.0}), InputError);
}

TEST(SampleDeviation, DividesByOneLessAndIsZeroForEqualValues) {
  EXPECT_NEAR(sample_deviation(array({1, 2, 3})), 1, 1e-15);
  EXPECT_EQ(sample_deviation(array({0.1 + 0.2, 0.3})), 0);
  EXPECT_TRUE(std::isnan(sample_deviation(array({1}))));
}

}  // namespace
}  // namespace imprint
