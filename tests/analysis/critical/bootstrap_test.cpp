// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

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

IntervalOptions options(int resamples, std::uint64_t seed) { return {IntervalKind::bca, 0.95, resamples, seed}; }

TEST(NormalDistribution, HasTheKnownQuantiles) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(normal_quantile(1e-10), -6.361340902404056, 1e-10);
  for (const double p : {1e-8, 0.01, 0.3, 0.77, 0.999999}) EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-12);
  EXPECT_EQ(normal_quantile(0), -HUGE_VAL);
}

TEST(Bootstrap, TheIntervalOfALargeSymmetricSampleIsThatOfTheNormal) {
  const Eigen::ArrayXd values = normal_values(2000, 3);
  const auto interval = bca_mean_interval(values);
  const double error = std::sqrt((values - values.mean()).square().mean() / 2000);
  EXPECT_NEAR(interval->low, values.mean() - 1.96 * error, 0.06 * error);
  EXPECT_NEAR(interval->high, values.mean() + 1.96 * error, 0.06 * error);
}

TEST(Bootstrap, CoversTheTrueMeanAboutAsOftenAsItSays) {
  int covered = 0;
  const int trials = 400;
  for (int trial = 0; trial < trials; ++trial) {
    const auto interval = bca_mean_interval(normal_values(20, 100 + trial), options(1000, 7));
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
  const auto interval = bca_mean_interval(values);
  const double mean = values.mean();
  EXPECT_GT(interval->high - mean, 1.1 * (mean - interval->low));
}

TEST(Bootstrap, IsAFunctionOfTheSeed) {
  const Eigen::ArrayXd values = normal_values(8, 1);
  EXPECT_EQ(bca_mean_interval(values, options(1000, 2)), bca_mean_interval(values, options(1000, 2)));
  EXPECT_NE(bca_mean_interval(values, options(1000, 2)), bca_mean_interval(values, options(1000, 3)));
}

TEST(Bootstrap, SaysNothingWhereItCanSayNothing) {
  EXPECT_FALSE(bca_mean_interval(Eigen::ArrayXd::Ones(2)));
  EXPECT_FALSE(bca_mean_interval(Eigen::ArrayXd::Constant(5, NAN)));
  EXPECT_FALSE(bca_mean_interval(Eigen::ArrayXd::Constant(5, 3.0)));
  EXPECT_THROW(bca_mean_interval(normal_values(5, 1), options(99, 1)), InputError);
  EXPECT_THROW(bca_mean_interval(normal_values(5, 1), {IntervalKind::bca, 1.0}), InputError);
}

// Slow and obvious: every resample of five values, each as likely, and the t* of those that vary.
TEST(StudentisedBootstrap, AgreesWithTheEnumerationOfAllResamples) {
  Eigen::ArrayXd values(5);
  values << 0.3, 1.1, 0.4, 2.0, 0.9;
  const auto error_of = [](const Eigen::ArrayXd& x) {
    return std::sqrt((x - x.mean()).square().sum() / static_cast<double>(x.size() - 1) / static_cast<double>(x.size()));
  };
  std::vector<double> ratios;
  Eigen::ArrayXd drawn(5);
  for (int code = 0; code < 3125; ++code) {
    for (int i = 0, rest = code; i < 5; ++i, rest /= 5) drawn[i] = values[rest % 5];
    if (drawn.maxCoeff() > drawn.minCoeff()) ratios.push_back((drawn.mean() - values.mean()) / error_of(drawn));
  }
  std::sort(ratios.begin(), ratios.end());
  const auto quantile = [&](double share) {
    return ratios[static_cast<std::size_t>(share * static_cast<double>(ratios.size()))];
  };
  const auto interval = studentised_mean_interval(values, options(40'000, 1));
  const double error = error_of(values);
  EXPECT_NEAR(interval->low, values.mean() - quantile(0.975) * error, 0.05 * error);
  EXPECT_NEAR(interval->high, values.mean() - quantile(0.025) * error, 0.5 * error);  // few resamples lie out there
  EXPECT_EQ(interval->kind, IntervalKind::studentised_bootstrap);
}

TEST(StudentisedBootstrap, GivesNothingWhereMostResamplesDoNotVary) {
  Eigen::ArrayXd values = Eigen::ArrayXd::Zero(5);
  EXPECT_FALSE(studentised_mean_interval(values));
  values[0] = 1;  // a third of its resamples has none of the 1
  EXPECT_TRUE(studentised_mean_interval(values, options(1000, 1)));
  EXPECT_FALSE(studentised_mean_interval(Eigen::ArrayXd::LinSpaced(4, 0, 1)));
  values[1] = NAN;
  EXPECT_FALSE(studentised_mean_interval(values));
}

// The law school data of Efron & Tibshirani (1993, table 3.1): the correlation's BCa interval at 95 % is about (.32,
// .94).
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
  const auto interval = bca_interval(15, correlation, options(20000, 1));
  EXPECT_NEAR(interval->low, 0.32, 0.04);
  EXPECT_NEAR(interval->high, 0.94, 0.01);
}

}  // namespace
}  // namespace imprint
