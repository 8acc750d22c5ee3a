// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/hessian_operator.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/analysis/slow_references.h"
#include "tests/analysis/tiny_cases.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::input_error_of;
using test::tiny_case;
using test::TinyCase;

Eigen::MatrixXd whole_hessian(const HessianOperator& hessian) {
  Eigen::MatrixXd all;
  hessian.apply(Eigen::MatrixXd::Identity(hessian.rows(), hessian.rows()), all);
  return all;
}

class HessianOfNetwork : public testing::TestWithParam<const char*> {};

TEST_P(HessianOfNetwork, EqualsCentralDifferencesOfThePlainNetworksGradients) {
  const TinyCase tiny = tiny_case(GetParam(), 4);
  const Eigen::MatrixXd hessian = whole_hessian(HessianOperator(*tiny.network, tiny.probe));
  const Eigen::MatrixXd differences = test::hessian_by_differences(tiny.precise, tiny.probe);
  ASSERT_EQ(hessian.rows(), differences.rows());
  EXPECT_LT((hessian - differences).norm(), 1e-5 * differences.norm());
  EXPECT_LT((hessian - hessian.transpose()).norm(), 1e-5 * hessian.norm());
}

TEST_P(HessianOfNetwork, ChunksAddUp) {
  const TinyCase tiny = tiny_case(GetParam(), 5);
  const Eigen::MatrixXd whole = whole_hessian(HessianOperator(*tiny.network, tiny.probe, 5));
  const Eigen::MatrixXd chunked = whole_hessian(HessianOperator(*tiny.network, tiny.probe, 2));
  EXPECT_LT((chunked - whole).norm(), 1e-5 * whole.norm());
}

INSTANTIATE_TEST_SUITE_P(Networks, HessianOfNetwork, testing::Values("mlp", "small-cnn", "tanh"));

TEST(HessianOfDeepNetworks, ProductsAreThoseOfThePlainNetworks) {
  for (const char* name : {"resnet20", "mobilenetv2", "resnet18"}) {
    const TinyCase tiny = tiny_case(name, 6);
    const HessianOperator hessian(*tiny.network, tiny.probe);
    Eigen::MatrixXd product;
    const Eigen::MatrixXd direction = Eigen::ArrayXd::LinSpaced(hessian.rows(), 0, 1000).sin().matrix();
    hessian.apply(direction, product);
    const Eigen::VectorXd expected =
        test::hessian_product_by_differences(tiny.precise, tiny.probe, direction.col(0), 1e-7);
    EXPECT_LT((product.col(0) - expected).norm(), 1e-4 * expected.norm()) << name;
  }
}

TEST(HessianOfDoubles, HasDoublePrecision) {
  TinyCase tiny = tiny_case("tanh", 4);
  tiny.network->to(at::kDouble);
  tiny.probe.batch.inputs.values = tiny.probe.batch.inputs.values.to(at::kDouble);
  const Eigen::MatrixXd hessian = whole_hessian(HessianOperator(*tiny.network, tiny.probe));
  const Eigen::MatrixXd differences = test::hessian_by_differences(tiny.precise, tiny.probe);
  EXPECT_LT((hessian - differences).norm(), 1e-8 * hessian.norm());
  EXPECT_LT((hessian - hessian.transpose()).norm(), 1e-14 * hessian.norm());
}

TEST(HessianOperator, GraphsAreSizedByTheMemory) {
  const TinyCase tiny = tiny_case("small-cnn", 2);
  const std::int64_t samples = samples_that_fit(*tiny.network, tiny.probe, 1 << 20);
  EXPECT_GT(samples, 1);
  EXPECT_NEAR(samples_that_fit(*tiny.network, tiny.probe, 2 << 20), 2 * samples, 2);
  EXPECT_EQ(samples_that_fit(*tiny.network, tiny.probe, 0), 1);
}

TEST(HessianOperator, BadInputIsRefused) {
  const TinyCase tiny = tiny_case("mlp", 2);
  EXPECT_THAT(input_error_of([&] { HessianOperator(*tiny.network, ProbeSet()); }), testing::HasSubstr("1 sample"));
  EXPECT_THAT(input_error_of([&] { HessianOperator(*tiny.network, tiny.probe, -3); }), testing::HasSubstr("found -3"));
}

TEST(HessianOperator, ParametersThatNoLayerListsAreRefused) {
  class Forgetful : public Network {
   public:
    Forgetful() { register_parameter("weight", at::ones({2, 2})); }
    at::Tensor forward(const Inputs& inputs, const ForwardContext&) override { return inputs.values; }
    bool is_piecewise_linear() const override { return true; }
  };
  Forgetful network;
  EXPECT_THROW(ParameterLayout layout(network), JobError);
}

}  // namespace
}  // namespace imprint
