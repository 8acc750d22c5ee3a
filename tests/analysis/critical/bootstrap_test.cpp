// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/critical/normal_distribution.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

Eigen::ArrayXd normal_values(int count, std::uint64_t seed) {
  RandomStream stream(seed);
  Eigen::ArrayXd values(count);
  for (double& value : values) value = stream.normal();
  return values;
}

TEST(NormalDistribution, HasTheKnownQuantiles) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-10);
  for (const double p : {1e-8, 0.01, 0.3, 0.77, 0.999999}) EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-12);
  EXPECT_EQ(normal_quantile(0), -HUGE_VAL);
}

TEST(Bootstrap, TheIntervalOfALargeSymmetricSampleIsThatOfTheNormal) {
  const Eigen::ArrayXd values = normal_values(2000, 3);
  const auto interval = bootstrap_mean_interval(values);
  const double error = std::sqrt((values - values.mean()).square().mean() / 2000);
  EXPECT_NEAR(interval->low, values.mean() - 1.96 * error, 0.06 * error);
  EXPECT_NEAR(interval->high, values.mean() + 1.96 * error, 0.06 * error);
}

TEST(Bootstrap, CoversTheTrueMeanAboutAsOftenAsItSays) {
  int covered = 0;
  const int trials = 400;
  for (int trial = 0; trial < trials; ++trial) {
    const auto interval = bootstrap_mean_interval(normal_values(20, 100 + trial), {1000, 0.95, 7});
    covered += interval->low <= 0 && 0 <= interval->high ? 1 : 0;
  }
  // 0.93 expected at n = 20; five standard errors of 400 trials are 0.064.
  EXPECT_NEAR(covered / 400.0, 0.93, 0.064);
}

// An exponential sample is skewed to the right: BCa must move both ends to the right of the symmetric interval.
TEST(Bootstrap, FollowsTheSkewOfTheSample) {
  RandomStream stream(5);
  Eigen::ArrayXd values(40);
  for (double& value : values) value = -std::log(1 - stream.uniform());
  const auto interval = bootstrap_mean_interval(values);
  const double mean = values.mean();
  EXPECT_GT(interval->high - mean, 1.1 * (mean - interval->low));
}

TEST(Bootstrap, IsAFunctionOfTheSeed) {
  const Eigen::ArrayXd values = normal_values(8, 1);
  EXPECT_EQ(bootstrap_mean_interval(values, {1000, 0.95, 2}), bootstrap_mean_interval(values, {1000, 0.95, 2}));
  EXPECT_NE(bootstrap_mean_interval(values, {1000, 0.95, 2}), bootstrap_mean_interval(values, {1000, 0.95, 3}));
}

TEST(Bootstrap, SaysNothingWhereItCanSayNothing) {
  EXPECT_FALSE(bootstrap_mean_interval(Eigen::ArrayXd::Ones(2)));
  EXPECT_FALSE(bootstrap_mean_interval(Eigen::ArrayXd::Constant(5, NAN)));
  EXPECT_EQ(bootstrap_mean_interval(Eigen::ArrayXd::Constant(5, 3.0)), (ConfidenceInterval{3, 3, 0.95}));
  EXPECT_THROW(bootstrap_mean_interval(normal_values(5, 1), {99}), InputError);
  EXPECT_THROW(bootstrap_mean_interval(normal_values(5, 1), {1000, 1.0}), InputError);
}

// The law school data of Efron & Tibshirani (1993, table 3.1): the correlation's BCa interval at 95 % is about (.32, .94).
TEST(Bootstrap, ReproducesThePublishedIntervalOfTheLawSchoolCorrelation) {
  Eigen::ArrayXd lsat(15), gpa(15);
  lsat << 576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594;
  gpa << 3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96;
  const auto correlation = [&](const Eigen::Ref<const Eigen::ArrayXi>& units) {
    Eigen::ArrayXd x(units.size()), y(units.size());
    for (Eigen::Index i = 0; i < units.size(); ++i) x[i] = lsat[units[i]], y[i] = gpa[units[i]];
    x -= x.mean();
    y -= y.mean();
    return (x * y).sum() / std::sqrt(x.square().sum() * y.square().sum());
  };
  const auto interval = bootstrap_interval(15, correlation, {20000, 0.95, 1});
  EXPECT_NEAR(interval->low, 0.32, 0.04);
  EXPECT_NEAR(interval->high, 0.94, 0.01);
}

}  // namespace
}  // namespace imprint
