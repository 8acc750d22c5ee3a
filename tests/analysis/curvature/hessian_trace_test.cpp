// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/hessian_trace.h"

#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/hessian_operator.h"
#include "tests/analysis/slow_references.h"
#include "tests/analysis/tiny_cases.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::input_error_of;
using test::layer_traces;
using test::tiny_case;
using test::TinyCase;

Eigen::MatrixXd explicit_hessian(const TinyCase& tiny) {
  const HessianOperator hessian(*tiny.network, tiny.probe);
  Eigen::MatrixXd all;
  hessian.apply(Eigen::MatrixXd::Identity(hessian.rows(), hessian.rows()), all);
  return all;
}

Estimate fisher_exact(const TinyCase& tiny) {
  FisherOptions options;
  options.method = "exact";
  return fisher_trace(*tiny.network, tiny.probe, options);
}

HessianOptions with_products(int products) {
  HessianOptions options;
  options.method = "hutchinson";
  options.tolerance = 0;
  options.min_products = options.max_products = products;
  return options;
}

class HessianTrace : public testing::TestWithParam<const char*> {};

TEST_P(HessianTrace, HutchinsonLiesWithinThreeErrorsOfTheExplicitTrace) {
  const TinyCase tiny = tiny_case(GetParam(), 6);
  const Estimate estimate = hessian_trace(*tiny.network, tiny.probe, with_products(150));
  const Eigen::MatrixXd hessian = explicit_hessian(tiny);
  EXPECT_NEAR(estimate.value, hessian.trace(), 3 * estimate.standard_error);
  const double variance = 2 * (hessian.squaredNorm() - hessian.diagonal().squaredNorm());
  EXPECT_NEAR(estimate.standard_error, std::sqrt(variance / 150), 0.3 * estimate.standard_error);
}

TEST_P(HessianTrace, LayersLieWithinFourErrorsOfTheirBlocksAndAddUp) {
  const TinyCase tiny = tiny_case(GetParam(), 6);
  const Estimate estimate = hessian_trace(*tiny.network, tiny.probe, with_products(150));
  const auto truth = layer_traces(tiny.precise, explicit_hessian(tiny));
  ASSERT_EQ(estimate.layers.size(), truth.size());
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_EQ(estimate.layers[i].layer, tiny.network->layers()[i].name);
    EXPECT_NEAR(estimate.layers[i].value, truth[i], 4 * estimate.layers[i].standard_error);
    sum += estimate.layers[i].value;
  }
  EXPECT_NEAR(sum, estimate.value, 1e-9 * std::abs(estimate.value));
}

INSTANTIATE_TEST_SUITE_P(Networks, HessianTrace, testing::Values("mlp", "small-cnn", "tanh"));

class DiagonalIdentity : public testing::TestWithParam<const char*> {};

TEST_P(DiagonalIdentity, HoldsLayerByLayerForPiecewiseLinearNetworksWhateverTheLabels) {
  TinyCase tiny = tiny_case(GetParam(), 6);
  const auto hessian = layer_traces(tiny.precise, explicit_hessian(tiny));
  const Estimate fisher = fisher_exact(tiny);
  ASSERT_EQ(fisher.layers.size(), hessian.size());
  for (std::size_t i = 0; i < hessian.size(); ++i)
    EXPECT_NEAR(hessian[i], fisher.layers[i].value, 1e-4 * fisher.layers[i].value) << fisher.layers[i].layer;
  tiny.probe.batch.targets = (tiny.probe.batch.targets + 1).remainder(3);
  EXPECT_NEAR(explicit_hessian(tiny).trace(), fisher.value, 1e-4 * fisher.value);
}

TEST_P(DiagonalIdentity, IsTheExactRouteAndSaysSo) {
  const TinyCase tiny = tiny_case(GetParam(), 6);
  HessianOptions options;
  options.method = "exact";
  const Estimate exact = hessian_trace(*tiny.network, tiny.probe, options);
  EXPECT_EQ(exact.value, fisher_exact(tiny).value);
  EXPECT_EQ(exact.standard_error, 0);
  EXPECT_EQ(exact.layers.front().standard_error, 0);
  EXPECT_EQ(exact.estimator, "diagonal-identity");
}

INSTANTIATE_TEST_SUITE_P(Networks, DiagonalIdentity, testing::Values("mlp", "small-cnn"));

TEST(AutoHessian, IsExactWhereTheNetworkSaysThatItIsValidAndNamesWhatItTook) {
  for (const std::string name : {"mlp", "small-cnn", "resnet20"}) {
    const TinyCase tiny = tiny_case(name, 3);
    HessianOptions exact;
    exact.method = "exact";
    const Estimate found = hessian_trace(*tiny.network, tiny.probe, HessianOptions());
    EXPECT_EQ(found.estimator, "diagonal-identity") << name;
    EXPECT_EQ(found.value, hessian_trace(*tiny.network, tiny.probe, exact).value) << name;
  }
  const TinyCase smooth = tiny_case("tanh", 3);
  HessianOptions options = with_products(6);
  const double sampled = hessian_trace(*smooth.network, smooth.probe, options).value;
  options.method = "auto";
  const Estimate found = hessian_trace(*smooth.network, smooth.probe, options);
  EXPECT_EQ(found.estimator, "hutchinson");
  EXPECT_EQ(found.value, sampled);
}

TEST(DiagonalIdentityOfSmoothNetworks, FailsAndIsRefused) {
  const TinyCase tiny = tiny_case("tanh", 6);
  const double hessian = explicit_hessian(tiny).trace();
  EXPECT_GT(std::abs(hessian - fisher_exact(tiny).value), 0.05 * std::abs(hessian));
  HessianOptions options;
  options.method = "exact";
  EXPECT_THAT(input_error_of([&] { hessian_trace(*tiny.network, tiny.probe, options); }),
              testing::HasSubstr("use hutchinson"));
}

TEST(HessianTraceStop, TheToleranceIsReachedOrTheCapIsReported) {
  const TinyCase tiny = tiny_case("mlp", 20);
  HessianOptions options;
  options.method = "hutchinson";
  options.tolerance = 0.2;
  options.max_products = 1000;
  const Estimate reached = hessian_trace(*tiny.network, tiny.probe, options);
  EXPECT_EQ(reached.tolerance, ToleranceState::reached);
  EXPECT_LE(reached.standard_error, 0.2 * std::abs(reached.value));
  EXPECT_LT(reached.products, 1000);
  options.tolerance = 1e-4;
  options.max_products = 4;  // below min_products, too
  const Estimate capped = hessian_trace(*tiny.network, tiny.probe, options);
  EXPECT_EQ(capped.tolerance, ToleranceState::missed);
  EXPECT_EQ(capped.products, 4);
  EXPECT_EQ(capped.samples, 20);
  EXPECT_EQ(capped.estimator, "hutchinson");
}

TEST(HessianTraceRepeats, SameSeedGivesTheSameBitsAndAnotherProbeFreshVectors) {
  const TinyCase tiny = tiny_case("small-cnn", 6);
  HessianOptions options = with_products(4);
  const double first = hessian_trace(*tiny.network, tiny.probe, options).value;
  EXPECT_EQ(hessian_trace(*tiny.network, tiny.probe, options).value, first);
  options.draw_index = 1;
  EXPECT_NE(hessian_trace(*tiny.network, tiny.probe, options).value, first);
}

TEST(HessianTraceRepeats, ChunksChangeNothingButTheRounding) {
  const TinyCase tiny = tiny_case("small-cnn", 7);
  HessianOptions options = with_products(10);
  const double whole = hessian_trace(*tiny.network, tiny.probe, options).value;
  options.chunk = 3;
  EXPECT_NEAR(hessian_trace(*tiny.network, tiny.probe, options).value, whole, 1e-4 * std::abs(whole));
}

TEST(HessianTraceInput, BadOptionsAndCancellation) {
  const TinyCase tiny = tiny_case("mlp", 2);
  HessianOptions options;
  options.method = "lanczos";
  EXPECT_THAT(input_error_of([&] { hessian_trace(*tiny.network, tiny.probe, options); }),
              testing::HasSubstr("auto, exact or hutchinson, found \"lanczos\""));
  EXPECT_THAT(input_error_of([&] { hessian_trace(*tiny.network, tiny.probe, with_products(1)); }),
              testing::HasSubstr("2 or more"));
  EXPECT_THAT(input_error_of([&] { hessian_trace(*tiny.network, ProbeSet(), HessianOptions()); }),
              testing::HasSubstr("at least 1 sample"));
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(hessian_trace(*tiny.network, tiny.probe, HessianOptions(), token), CancelledError);
}

}  // namespace
}  // namespace imprint
