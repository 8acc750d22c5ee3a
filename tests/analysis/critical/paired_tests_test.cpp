// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/paired_tests.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/critical/mean_interval.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

Eigen::ArrayXd array(std::initializer_list<double> values) {
  Eigen::ArrayXd result(static_cast<Eigen::Index>(values.size()));
  std::copy(values.begin(), values.end(), result.begin());
  return result;
}

TEST(SignFlipTest, CountsEveryPatternOfAFewDifferences) {
  // Of the 8 sums +-1 +-2 +-3 two are as far out as 6, four as far as 4.
  EXPECT_EQ(sign_flip_test(array({1, 2, 3})).p_value, 2.0 / 8);
  EXPECT_EQ(sign_flip_test(array({-1, 2, 3})).p_value, 4.0 / 8);
  EXPECT_EQ(sign_flip_test(array({0, 0})).p_value, 1);
  EXPECT_EQ(sign_flip_test(array({0.1, 0.1, 0.1, 0.1, 0.1})).p_value, 2.0 / 32);
}

TEST(SignFlipTest, IsBlindToTheDirection) {
  const auto differences = array({0.3, -0.1, 0.5, 0.2, 0.05});
  EXPECT_EQ(sign_flip_test(differences).p_value, sign_flip_test(-differences).p_value);
}

TEST(SignFlipTest, DrawsPatternsWhenThereAreTooManyAndAgreesWithTheExactOne) {
  RandomStream stream(9);
  Eigen::ArrayXd differences(20);
  for (double& difference : differences) difference = stream.normal() + 0.4;
  const PermutationResult exact = sign_flip_test(differences);
  EXPECT_TRUE(exact.exact);
  Eigen::ArrayXd longer(21);
  longer << differences, 0.0;  // a zero changes no sum
  const PermutationResult drawn = sign_flip_test(longer, 1, 200'000);
  EXPECT_FALSE(drawn.exact);
  EXPECT_NEAR(drawn.p_value, exact.p_value, 5 * std::sqrt(exact.p_value / 200'000));
}

TEST(SignFlipTest, RejectsATrueNullAsOftenAsItsLevelSays) {
  int rejected = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    RandomStream stream(static_cast<std::uint64_t>(trial));
    Eigen::ArrayXd differences(8);
    for (double& difference : differences) difference = stream.normal();
    rejected += sign_flip_test(differences).p_value <= 0.05 ? 1 : 0;
  }
  EXPECT_NEAR(rejected / 1000.0, 12.0 / 256, 0.034);  // 12 of 256 patterns fit below 0.05; five standard errors
}

TEST(SignFlipTest, RefusesWhatItCanNotTest) {
  EXPECT_THROW(sign_flip_test(Eigen::ArrayXd(0)), InputError);
  EXPECT_THROW(sign_flip_test(array({1, NAN})), InputError);
}

TEST(EffectSize, IsHedgesCorrectedMeanOverDeviation) {
  // mean 2, standard deviation 1, n = 3: 2 (1 - 3/7)
  EXPECT_NEAR(paired_effect_size(array({1, 2, 3})), 2 * (1 - 3.0 / 7), 1e-12);
  EXPECT_TRUE(std::isnan(paired_effect_size(array({1}))));
  EXPECT_TRUE(std::isnan(paired_effect_size(array({1, 3}))));  // the factor is 0 there: any effect would be
  EXPECT_TRUE(std::isinf(paired_effect_size(array({2, 2, 2}))));
  EXPECT_TRUE(std::isinf(paired_effect_size(array({0.9 - 0.8, 0.8 - 0.7, 0.7 - 0.6}))));  // equal but for rounding
}

TEST(Holm, AdjustsAsInTheTextbook) {
  const auto adjusted = holm_adjusted({0.01, 0.04, 0.03, 0.005});
  EXPECT_NEAR(adjusted[3], 0.02, 1e-15);
  EXPECT_NEAR(adjusted[0], 0.03, 1e-15);
  EXPECT_NEAR(adjusted[2], 0.06, 1e-15);
  EXPECT_NEAR(adjusted[1], 0.06, 1e-15);  // never below a smaller p's adjustment
  EXPECT_EQ(holm_adjusted({0.7, 0.9}), (std::vector<double>{1, 1}));
  EXPECT_TRUE(holm_adjusted({}).empty());
}

/// Two differences have one degree of freedom, whose distribution is Cauchy's.
TEST(NonInferiorityTest, OfTwoDifferencesIsAnArcTangent) {
  for (const double margin : {-1.0, 0.5, 1.0, 1.7, 4.0})
    EXPECT_NEAR(non_inferiority_test(array({0, 2}), margin), 0.5 + std::atan(1 - margin) / M_PI, 1e-12) << margin;
}

TEST(NonInferiorityTest, KnowsItsLimits) {
  EXPECT_TRUE(std::isnan(non_inferiority_test(array({1}), 2)));
  EXPECT_EQ(non_inferiority_test(array({1, 1, 1}), 2), 0);
  EXPECT_EQ(non_inferiority_test(array({1, 1, 1}), 1), 1) << "a loss of the margin is not below it";
}

/// p < .025 is the same as an upper end of the two-sided 95 % interval below the margin.
TEST(NonInferiorityTest, AgreesWithTheInterval) {
  RandomStream stream(4);
  int below = 0;
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<double> values(8);
    for (double& value : values) value = stream.normal();
    const Eigen::Map<const Eigen::ArrayXd> differences(values.data(), std::ssize(values));
    const bool is_below = mean_interval(differences, {})->high < 0.9;
    EXPECT_EQ(non_inferiority_test(differences, 0.9) < 0.025, is_below) << trial;
    below += is_below;
  }
  EXPECT_GT(below, 50);
  EXPECT_LT(below, 350);
}

TEST(NonInferiorityTest, ClaimsItFalselyAsOftenAsItsLevelSays) {
  int claimed = 0;
  constexpr int trials = 4000;
  for (int trial = 0; trial < trials; ++trial) {
    RandomStream stream(static_cast<std::uint64_t>(trial), StreamPurpose::bootstrap, 7);
    Eigen::ArrayXd differences(8);
    for (double& difference : differences) difference = stream.normal() + 0.5;  // just the margin
    claimed += non_inferiority_test(differences, 0.5) < 0.05 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(claimed) / trials, 0.05, 4 * std::sqrt(0.05 * 0.95 / trials));
}

}  // namespace
}  // namespace imprint
