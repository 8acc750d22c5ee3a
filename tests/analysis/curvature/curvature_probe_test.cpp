// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/curvature_probe.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <Eigen/Eigenvalues>
#include <algorithm>

#include "tests/analysis/curvature/tiny_cases.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::tiny_case;
using test::TinyCase;

ProbeSpec small_spec() {
  ProbeSpec spec;
  spec.hessian_method = "hutchinson";
  spec.hessian_samples = 6;
  spec.hessian_max_products = 4;
  return spec;
}

/// All that a probe could disturb.
struct State {
  std::vector<at::Tensor> values;
  std::vector<bool> flags;

  explicit State(const Network& network) {
    for (const at::Tensor& parameter : network.parameters()) {
      values.push_back(parameter.detach().clone());
      values.push_back(parameter.grad().defined() ? parameter.grad().clone() : at::zeros({1}));
      flags.push_back(parameter.requires_grad());
      flags.push_back(parameter.grad().defined());
    }
    for (const at::Tensor& buffer : network.buffers()) values.push_back(buffer.clone());
    for (const auto& module : network.modules()) flags.push_back(module->is_training());
    flags.push_back(at::GradMode::is_enabled());
  }
  bool operator==(const State& other) const {
    return flags == other.flags && std::equal(values.begin(), values.end(), other.values.begin(), other.values.end(),
                                              [](const at::Tensor& a, const at::Tensor& b) { return at::equal(a, b); });
  }
};

at::Tensor training_loss(Network& network, const ProbeSet& batch) {
  ForwardContext context;
  context.training = true;
  context.precision.network = layer_precision(4, 8);
  return at::cross_entropy_loss(network.forward(batch.batch.inputs, context), batch.batch.targets);
}

/// Gradient steps, with a probe before each when there is one; the weights at the end.
std::vector<at::Tensor> train(const CurvatureProbe* probe) {
  const TinyCase tiny = tiny_case("resnet20", 8);
  for (int step = 0; step < 4; ++step) {
    if (probe != nullptr) probe->measure(*tiny.network, step);
    auto parameters = tiny.network->parameters();
    const auto gradients = torch::autograd::grad({training_loss(*tiny.network, tiny.probe)}, parameters);
    for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].data().add_(gradients[i], -0.05);
  }
  auto state = tiny.network->parameters();
  const auto buffers = tiny.network->buffers();
  state.insert(state.end(), buffers.begin(), buffers.end());
  return state;
}

TEST(CurvatureProbe, NeverChangesTheBitsOfTraining) {
  const CurvatureProbe probe(small_spec(), tiny_case("resnet20", 8).probe, 1);
  const auto probed = train(&probe), plain = train(nullptr);
  ASSERT_EQ(probed.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_TRUE(at::equal(probed[i], plain[i])) << i;
}

TEST(CurvatureProbe, LeavesNoTraceInTheNetworkOrTheThread) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  training_loss(*tiny.network, tiny.probe).backward();
  tiny.network->train();
  tiny.network->parameters()[0].requires_grad_(false);
  const at::NoGradGuard caller_without_graph;
  const State before(*tiny.network);
  CurvatureProbe(small_spec(), tiny.probe, 1).measure(*tiny.network, 3);
  EXPECT_TRUE(State(*tiny.network) == before);
}

TEST(CurvatureProbe, LeavesNoTraceWhenItIsStopped) {
  const TinyCase tiny = tiny_case("tanh", 8);
  const State before(*tiny.network);
  ProbeSpec spec = small_spec();
  spec.hessian_method = "exact";  // refused for this network after the Fisher trace was measured
  EXPECT_THROW(CurvatureProbe(spec, tiny.probe, 1).measure(*tiny.network, 0), InputError);
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(CurvatureProbe(small_spec(), tiny.probe, 1).measure(*tiny.network, 0, token), CancelledError);
  EXPECT_TRUE(State(*tiny.network) == before);
}

TEST(CurvatureProbe, ReportsWhatTheSpecAsksFor) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  ProbeSpec spec = small_spec();
  const CurvatureReport full = CurvatureProbe(spec, tiny.probe, 1).measure(*tiny.network, 17);
  EXPECT_EQ(full.step, 17);
  EXPECT_EQ(full.probe_indices, tiny.probe.indices);
  EXPECT_EQ(full.fisher->samples, 8);
  EXPECT_EQ(full.hessian->samples, 6);
  EXPECT_EQ(full.hessian->draws, 4);
  EXPECT_EQ(full.fisher->layers.size(), tiny.network->layers().size());
  for (const double value : {full.loss, full.gradient_norm, full.weight_norm, full.predictive_entropy})
    EXPECT_GT(value, 0);

  spec.hessian = spec.per_layer = false;
  const CurvatureReport lean = CurvatureProbe(spec, tiny.probe, 1).measure(*tiny.network, 17);
  EXPECT_FALSE(lean.hessian.has_value());
  EXPECT_TRUE(lean.fisher->layers.empty());
  EXPECT_EQ(lean.fisher->value, full.fisher->value);
}

TEST(CurvatureProbe, IsAFunctionOfWeightsSeedAndStep) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  const CurvatureProbe probe(small_spec(), tiny.probe, 1);
  const auto rows = metric_rows(probe.measure(*tiny.network, 5));
  EXPECT_EQ(metric_rows(CurvatureProbe(small_spec(), tiny.probe, 1).measure(*tiny.network, 5)).size(), rows.size());
  const CurvatureReport again = CurvatureProbe(small_spec(), tiny.probe, 1).measure(*tiny.network, 5);
  EXPECT_EQ(again.fisher->value, rows[0].value);
  EXPECT_NE(probe.measure(*tiny.network, 6).fisher->value, rows[0].value);
}

TEST(CurvatureProbe, TopEigenvalueIsThatOfTheExplicitHessian) {
  for (const char* name : {"mlp", "small-cnn", "tanh"}) {
    const TinyCase tiny = tiny_case(name, 4);
    ProbeSpec spec = small_spec();
    spec.hessian_samples = 4;
    spec.hessian_max_products = 60;
    spec.top_eigenvalue = true;
    const auto found = CurvatureProbe(spec, tiny.probe, 1).measure(*tiny.network, 0).top_eigenvalue;
    ASSERT_TRUE(found.has_value());
    const Eigen::MatrixXd hessian = test::hessian_by_differences(tiny.precise, tiny.probe);
    const Eigen::MatrixXd symmetric = (hessian + hessian.transpose()) / 2;
    const double expected = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric).eigenvalues().maxCoeff();
    EXPECT_NEAR(found->value, expected, std::max(found->residual, 1e-4 * expected)) << name;
    EXPECT_TRUE(found->reached_tolerance) << name;
  }
}

TEST(CurvatureProbe, BadInputIsRefusedAtOnce) {
  ProbeSpec spec = small_spec();
  EXPECT_THAT(test::input_error_of([&] { CurvatureProbe(spec, ProbeSet(), 1); }), testing::HasSubstr("1 sample"));
  spec.hessian_samples = 0;
  EXPECT_THAT(test::input_error_of([&] { CurvatureProbe(spec, tiny_case("mlp", 2).probe, 1); }),
              testing::HasSubstr("probe.hessian_samples"));
}

}  // namespace
}  // namespace imprint
