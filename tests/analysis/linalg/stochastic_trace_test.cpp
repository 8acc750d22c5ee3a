// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/stochastic_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/base/random_stream.h"
#include "tests/analysis/linalg/dense_operator.h"

namespace imprint {
namespace {

using test::DenseOperator;

/// Symmetric with normal entries and the given trace.
Eigen::MatrixXd random_symmetric(Eigen::Index rows, double trace, std::uint64_t seed) {
  RandomStream random(seed);
  Eigen::MatrixXd matrix = Eigen::MatrixXd::NullaryExpr(rows, rows, [&] { return random.normal(); });
  matrix = (matrix + matrix.transpose()).eval() / 2;
  matrix.diagonal().array() += (trace - matrix.trace()) / static_cast<double>(rows);
  return matrix;
}

/// 2 (||A||_F^2 - sum A_ii^2)
double hutchinson_variance(const Eigen::MatrixXd& matrix) {
  return 2 * (matrix.squaredNorm() - matrix.diagonal().squaredNorm());
}

StochasticTraceOptions exactly(int products, std::uint64_t key = 1) {
  StochasticTraceOptions options;
  options.tolerance = 0;
  options.min_products = options.max_products = products;
  options.stream_key = key;
  return options;
}

TEST(StochasticTrace, DiagonalMatricesAreExactFromTheFirstProducts) {
  const DenseOperator diagonal(Eigen::VectorXd::LinSpaced(50, -3, 11).asDiagonal());
  const StochasticTrace trace = hutchinson_trace(diagonal, {}, StochasticTraceOptions());
  EXPECT_NEAR(trace.whole.value, 50 * 4.0, 1e-10);
  EXPECT_NEAR(trace.whole.standard_error, 0, 1e-10);
  EXPECT_EQ(trace.products, 8);
  EXPECT_TRUE(trace.reached_tolerance);
}

TEST(StochasticTrace, LiesWithinThreeStandardErrorsOfTheTrace) {
  const DenseOperator matrix(random_symmetric(40, 100, 3));
  const StochasticTrace trace = hutchinson_trace(matrix, {}, exactly(400));
  EXPECT_NEAR(trace.whole.value, 100, 3 * trace.whole.standard_error);
  EXPECT_EQ(trace.products, 400);
}

TEST(StochasticTrace, StandardErrorMatchesHutchinsonsVarianceFormula) {
  const Eigen::MatrixXd matrix = random_symmetric(30, 10, 4);
  const StochasticTrace trace = hutchinson_trace(DenseOperator(matrix), {}, exactly(4000));
  EXPECT_NEAR(trace.whole.standard_error, std::sqrt(hutchinson_variance(matrix) / 4000),
              0.05 * trace.whole.standard_error);
}

TEST(StochasticTrace, StandardErrorIsCalibratedOverRepeatedEstimates) {
  const DenseOperator matrix(random_symmetric(30, 60, 5));
  double squares = 0;
  const int repeats = 400;
  for (int i = 0; i < repeats; ++i) {
    const StochasticTrace trace = hutchinson_trace(matrix, {}, exactly(30, 1000 + i));
    squares += std::pow((trace.whole.value - 60) / trace.whole.standard_error, 2);
  }
  // t distribution of 29 degrees: variance 29/27; its own deviation over 400 repeats is about 0.08.
  EXPECT_NEAR(squares / repeats, 29.0 / 27.0, 0.25);
}

TEST(StochasticTrace, StoppingOnTheStandardErrorKeepsItHonest) {
  const DenseOperator matrix(random_symmetric(60, 400, 6));
  StochasticTraceOptions options;
  options.max_products = 500;
  int within_two = 0;
  const int repeats = 400;
  for (int i = 0; i < repeats; ++i) {
    options.stream_key = 77 + i;
    const StochasticTrace trace = hutchinson_trace(matrix, {}, options);
    EXPECT_TRUE(trace.reached_tolerance);
    EXPECT_LE(trace.whole.standard_error, 0.05 * std::abs(trace.whole.value));
    within_two += std::abs(trace.whole.value - 400) <= 2 * trace.whole.standard_error ? 1 : 0;
  }
  EXPECT_GE(within_two, 0.89 * repeats);
}

TEST(StochasticTrace, BlocksEstimateTheTracesOfTheDiagonalBlocks) {
  const Eigen::MatrixXd matrix = random_symmetric(30, 50, 7);
  const std::vector<RowRange> ranges = {{0, 4}, {4, 21}, {21, 30}};
  const StochasticTrace trace = hutchinson_trace(DenseOperator(matrix), ranges, exactly(600));
  ASSERT_EQ(trace.blocks.size(), 3u);
  double sum = 0;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const Eigen::Index size = ranges[i].end - ranges[i].begin;
    const double truth = matrix.diagonal().segment(ranges[i].begin, size).sum();
    EXPECT_NEAR(trace.blocks[i].value, truth, 3 * trace.blocks[i].standard_error);
    sum += trace.blocks[i].value;
  }
  EXPECT_NEAR(sum, trace.whole.value, 1e-9);
}

TEST(StochasticTrace, BlockSizeChangesNeitherVectorsNorResult) {
  const DenseOperator matrix(random_symmetric(20, 5, 8));
  StochasticTraceOptions one = exactly(23), seven = exactly(23);
  one.block = 1;
  seven.block = 7;
  const StochasticTrace a = hutchinson_trace(matrix, {}, one);
  EXPECT_EQ(matrix.largest_block(), 1);
  const StochasticTrace b = hutchinson_trace(matrix, {}, seven);
  EXPECT_EQ(matrix.largest_block(), 7);
  EXPECT_NEAR(a.whole.value, b.whole.value, 1e-12);
  EXPECT_NEAR(a.whole.standard_error, b.whole.standard_error, 1e-12);
}

TEST(StochasticTrace, SameKeyGivesTheSameBitsAndAnotherKeyOthers) {
  const DenseOperator matrix(random_symmetric(20, 5, 9));
  const double first = hutchinson_trace(matrix, {}, exactly(10, 42)).whole.value;
  EXPECT_EQ(hutchinson_trace(matrix, {}, exactly(10, 42)).whole.value, first);
  EXPECT_NE(hutchinson_trace(matrix, {}, exactly(10, 43)).whole.value, first);
}

TEST(StochasticTrace, TheCapIsKeptAndReported) {
  const DenseOperator matrix(random_symmetric(40, 0.01, 10));
  StochasticTraceOptions options;
  options.max_products = 17;
  const StochasticTrace trace = hutchinson_trace(matrix, {}, options);
  EXPECT_EQ(trace.products, 17);
  EXPECT_EQ(matrix.products(), 17);
  EXPECT_FALSE(trace.reached_tolerance);
}

TEST(StochasticTrace, NotANumberEndsAtTheCapInsteadOfLooping) {
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(4, 4);
  matrix(1, 2) = std::numeric_limits<double>::quiet_NaN();
  const StochasticTrace trace = hutchinson_trace(DenseOperator(matrix), {}, StochasticTraceOptions());
  EXPECT_EQ(trace.products, 30);
  EXPECT_TRUE(std::isnan(trace.whole.value));
  EXPECT_FALSE(trace.reached_tolerance);
}

TEST(StochasticTrace, BadOptionsNameTheRuleAndTheValue) {
  const DenseOperator matrix(Eigen::MatrixXd::Identity(4, 4));
  const auto message = [&](const StochasticTraceOptions& options, const std::vector<RowRange>& ranges = {}) {
    try {
      hutchinson_trace(matrix, ranges, options);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string("no error");
  };
  StochasticTraceOptions options;
  options.min_products = 1;
  EXPECT_THAT(message(options), testing::HasSubstr("must be 2 or more"));
  options = {};
  options.max_products = 4;
  EXPECT_THAT(message(options), testing::HasSubstr("at least min_products (8), found 4"));
  options = {};
  options.tolerance = -0.5;
  EXPECT_THAT(message(options), testing::HasSubstr("found -0.5"));
  options = {};
  options.block = 0;
  EXPECT_THAT(message(options), testing::HasSubstr("block"));
  EXPECT_THAT(message({}, {{2, 5}}), testing::HasSubstr("operator of 4 rows"));
}

TEST(StochasticTrace, CancellationStopsBeforeTheNextBlock) {
  const DenseOperator matrix(Eigen::MatrixXd::Identity(4, 4));
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(hutchinson_trace(matrix, {}, StochasticTraceOptions(), token), CancelledError);
  EXPECT_EQ(matrix.products(), 0);
}

}  // namespace
}  // namespace imprint
