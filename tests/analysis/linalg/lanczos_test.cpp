// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/lanczos.h"

#include <gtest/gtest.h>

#include <Eigen/Eigenvalues>
#include <cmath>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "tests/analysis/linalg/dense_operator.h"

namespace imprint::test {
namespace {

Eigen::MatrixXd random_symmetric(Eigen::Index size, std::uint64_t seed) {
  RandomStream stream(seed, StreamPurpose::bootstrap);
  Eigen::MatrixXd matrix(size, size);
  for (Eigen::Index i = 0; i < size; ++i)
    for (Eigen::Index j = 0; j <= i; ++j) matrix(i, j) = matrix(j, i) = stream.normal();
  return matrix;
}

LanczosOptions exacting(int products) {
  LanczosOptions options;
  options.tolerance = 1e-10;
  options.max_products = products;
  return options;
}

TEST(LargestEigenvalue, AgreesWithADenseSolver) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const Eigen::MatrixXd matrix = random_symmetric(40, seed);
    const double expected = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix).eigenvalues()(39);
    const LargestEigenvalue found = largest_eigenvalue(DenseOperator(matrix), exacting(40));
    EXPECT_NEAR(found.value, expected, 1e-8 * std::abs(expected)) << "seed " << seed;
    EXPECT_TRUE(found.reached_tolerance);
  }
}

TEST(LargestEigenvalue, IsAlgebraicNotByMagnitude) {
  const Eigen::MatrixXd matrix = Eigen::Vector3d(-100, 2, 1).asDiagonal();
  EXPECT_NEAR(largest_eigenvalue(DenseOperator(matrix), exacting(3)).value, 2, 1e-9);
}

TEST(LargestEigenvalue, ResidualBoundsTheErrorWhenItStopsEarly) {
  int checked = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Eigen::MatrixXd matrix = random_symmetric(60, seed);
    const Eigen::VectorXd eigenvalues = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(matrix).eigenvalues();
    const LargestEigenvalue found = largest_eigenvalue(DenseOperator(matrix), exacting(8));
    EXPECT_FALSE(found.reached_tolerance);
    EXPECT_EQ(found.products, 8);
    const double nearest = (eigenvalues.array() - found.value).abs().minCoeff();
    EXPECT_LE(nearest, found.residual * (1 + 1e-9));
    EXPECT_GT(found.residual, 0);
    ++checked;
  }
  EXPECT_EQ(checked, 20);
}

TEST(LargestEigenvalue, StopsOnItsToleranceWithFewProducts) {
  Eigen::VectorXd spectrum = Eigen::VectorXd::Constant(200, 0.1);
  spectrum(17) = 10;
  LanczosOptions options;
  const LargestEigenvalue found = largest_eigenvalue(DenseOperator(spectrum.asDiagonal()), options);
  EXPECT_TRUE(found.reached_tolerance);
  EXPECT_LE(found.products, 4);
  EXPECT_NEAR(found.value, 10, 0.1);
}

TEST(LargestEigenvalue, ExhaustedSpacesAreExact) {
  EXPECT_NEAR(largest_eigenvalue(DenseOperator(Eigen::MatrixXd::Identity(5, 5) * 3), exacting(5)).value, 3, 1e-12);
  const LargestEigenvalue zero = largest_eigenvalue(DenseOperator(Eigen::MatrixXd::Zero(4, 4)), exacting(4));
  EXPECT_EQ(zero.value, 0);
  EXPECT_TRUE(zero.reached_tolerance);
}

TEST(LargestEigenvalue, BadInputIsNamed) {
  const DenseOperator one(Eigen::MatrixXd::Identity(1, 1));
  EXPECT_THROW(largest_eigenvalue(DenseOperator(Eigen::MatrixXd(0, 0)), {}), InputError);
  EXPECT_THROW(largest_eigenvalue(one, exacting(0)), InputError);
  LanczosOptions options;
  options.tolerance = 0;
  EXPECT_THROW(largest_eigenvalue(one, options), InputError);
}

TEST(LargestEigenvalue, StopsWhenCancelled) {
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(largest_eigenvalue(DenseOperator(Eigen::MatrixXd::Identity(3, 3)), {}, token), CancelledError);
}

}  // namespace
}  // namespace imprint::test
