// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/rademacher.h"

#include <gtest/gtest.h>

#include <cmath>

namespace imprint {
namespace {

Eigen::VectorXd signs_of(std::uint64_t key, Eigen::Index size) {
  Eigen::VectorXd signs = Eigen::VectorXd::Zero(size);
  fill_rademacher(RandomStream(key), signs);
  return signs;
}

TEST(Rademacher, EntriesArePlusOrMinusOneAlsoInTheLastPartialWord) {
  for (const Eigen::Index size : {1, 63, 64, 65, 1000})
    EXPECT_TRUE((signs_of(3, size).array().abs() == 1).all()) << size;
}

TEST(Rademacher, SignsAreBalancedAndNeighboursIndependent) {
  const Eigen::Index size = 1 << 20;
  const Eigen::VectorXd signs = signs_of(11, size);
  const double four_deviations = 4 / std::sqrt(double(size));
  EXPECT_LT(std::abs(signs.mean()), four_deviations);
  for (const Eigen::Index lag : {1, 2, 63, 64, 65, 128})
    EXPECT_LT(std::abs(signs.head(size - lag).dot(signs.tail(size - lag)) / double(size - lag)), four_deviations);
}

TEST(Rademacher, ShorterVectorsArePrefixesOfLongerOnes) {
  EXPECT_EQ(signs_of(5, 100), signs_of(5, 300).head(100));
  EXPECT_NE(signs_of(5, 100), signs_of(6, 100));
}

}  // namespace
}  // namespace imprint
