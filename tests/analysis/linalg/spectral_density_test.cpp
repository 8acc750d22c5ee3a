// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/spectral_density.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "tests/analysis/linalg/dense_operator.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::DenseOperator;

/// sum_j weight value^power of one start.
double moment(const std::vector<QuadratureNode>& nodes, int start, int power) {
  double sum = 0;
  for (const QuadratureNode& node : nodes)
    if (node.start == start) sum += node.weight * std::pow(node.value, power);
  return sum;
}

// A Gauss quadrature with m nodes is exact up to degree 2m - 1 of the start's own measure, v' A^k v / v'v.
TEST(SpectralDensity, IsExactForPolynomialsUpToItsDegree) {
  const Eigen::MatrixXd half = Eigen::MatrixXd::Random(12, 12);
  const Eigen::MatrixXd matrix = half + half.transpose();
  const SpectralDensityOptions options{.starts = 3, .products = 4, .stream_key = 7};
  const auto nodes = spectral_density(DenseOperator(matrix), options);
  ASSERT_EQ(nodes.size(), 12U);
  const auto whole = spectral_density(DenseOperator(matrix), {.starts = 3, .products = 12, .stream_key = 7});
  for (int start = 0; start < 3; ++start)
    for (int power = 0; power <= 2 * options.products - 1; ++power) {
      const double expected = moment(whole, start, power);
      EXPECT_NEAR(moment(nodes, start, power), expected, 1e-9 * (1 + std::abs(expected))) << start << " " << power;
    }
}

TEST(SpectralDensity, OfAllStepsHasTheEigenvaluesThemselves) {
  const Eigen::MatrixXd half = Eigen::MatrixXd::Random(8, 8);
  const Eigen::MatrixXd matrix = half + half.transpose();
  const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix).eigenvalues();
  const auto nodes = spectral_density(DenseOperator(matrix), {.starts = 1, .products = 100});
  ASSERT_EQ(nodes.size(), 8U);
  for (std::size_t i = 0; i < nodes.size(); ++i)
    EXPECT_NEAR(nodes[i].value, values(static_cast<Eigen::Index>(i)), 1e-9);
}

TEST(SpectralDensity, OfAnExhaustedSpaceEndsEarly) {
  const auto nodes = spectral_density(DenseOperator(Eigen::MatrixXd::Identity(9, 9) * 3), {.starts = 2, .products = 5});
  ASSERT_EQ(nodes.size(), 2U) << "one eigenvalue, a node a start";
  EXPECT_DOUBLE_EQ(nodes[0].value, 3);
  EXPECT_DOUBLE_EQ(nodes[1].weight, 1);
}

TEST(SpectralDensity, RefusesWhatCannotBe) {
  const DenseOperator matrix(Eigen::MatrixXd::Identity(2, 2));
  EXPECT_THAT(test::input_error_of([&] { spectral_density(matrix, {.starts = 0}); }), testing::HasSubstr("starts"));
  EXPECT_THAT(test::input_error_of([&] { spectral_density(matrix, {.products = 0}); }), testing::HasSubstr("products"));
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(spectral_density(matrix, {}, token), CancelledError);
}

}  // namespace
}  // namespace imprint
