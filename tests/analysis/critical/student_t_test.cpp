// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/student_t.h"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/critical/normal_distribution.h"

namespace imprint {
namespace {

struct Quantile {
  double p, degrees, t;
};

/// As printed in tables of the distribution (NIST/SEMATECH e-Handbook, 1.3.6.7.2).
constexpr Quantile published[] = {{0.975, 1, 12.706}, {0.975, 2, 4.303},  {0.975, 4, 2.776},   {0.975, 7, 2.365},
                                  {0.975, 9, 2.262},  {0.975, 30, 2.042}, {0.975, 100, 1.984}, {0.95, 4, 2.132},
                                  {0.90, 3, 1.638},   {0.995, 5, 4.032},  {0.999, 10, 4.144}};

TEST(StudentT, QuantilesAreThoseOfThePublishedTable) {
  for (const auto& [p, degrees, t] : published)
    EXPECT_NEAR(student_t_quantile(p, degrees), t, 5e-4) << p << " " << degrees;
}

TEST(StudentT, OneDegreeIsTheCauchyDistribution) {
  for (const double t : {-30.0, -1.0, 0.0, 0.5, 4.0})
    EXPECT_NEAR(student_t_cdf(t, 1), 0.5 + std::atan(t) / M_PI, 1e-13) << t;
}

TEST(StudentT, ManyDegreesAreTheNormalDistribution) {
  EXPECT_NEAR(student_t_quantile(0.975, 1e7), normal_quantile(0.975), 1e-5);
}

TEST(StudentT, QuantileAndDistributionAreInverse) {
  for (const double p : {1e-6, 0.01, 0.3, 0.5, 0.8, 0.999})
    for (const double degrees : {1.0, 2.5, 7.0, 40.0})
      EXPECT_NEAR(student_t_cdf(student_t_quantile(p, degrees), degrees), p, 1e-12);
}

TEST(StudentT, EndsAreInfinite) {
  EXPECT_TRUE(std::isinf(student_t_quantile(0, 3)));
  EXPECT_TRUE(std::isinf(student_t_quantile(1, 3)));
}

}  // namespace
}  // namespace imprint
