// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/probes/probes.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "analysis/curvature/first_order.h"
#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/hessian_trace.h"
#include "core/base/random_stream.h"
#include "core/data/graph/whole_graph.h"
#include "core/results/metric_row.h"
#include "core/spec/spec_probes.h"
#include "tests/analysis/tiny_cases.h"
#include "tests/reference/plain_units.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using test::tiny_case;
using test::TinyCase;

ProbeSpec small_spec() {
  ProbeSpec spec;
  spec.options.set<std::string>("hessian_method", "hutchinson");
  spec.options.set("hessian_samples", 6);
  spec.options.set("hessian_max_products", 4);
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
std::vector<at::Tensor> train(const Probes* probe) {
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

TEST(Probes, NeverChangesTheBitsOfTraining) {
  const Probes probe(small_spec(), tiny_case("resnet20", 8).probe, 1);
  const auto probed = train(&probe), plain = train(nullptr);
  ASSERT_EQ(probed.size(), plain.size());
  for (std::size_t i = 0; i < plain.size(); ++i) EXPECT_TRUE(at::equal(probed[i], plain[i])) << i;
}

TEST(Probes, LeavesNoTraceInTheNetworkOrTheThread) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  training_loss(*tiny.network, tiny.probe).backward();
  tiny.network->train();
  tiny.network->parameters()[0].requires_grad_(false);
  const at::NoGradGuard caller_without_graph;
  const State before(*tiny.network);
  Probes(small_spec(), tiny.probe, 1).measure(*tiny.network, 3);
  EXPECT_TRUE(State(*tiny.network) == before);
}

TEST(Probes, LeavesNoTraceWhenItIsStopped) {
  const TinyCase tiny = tiny_case("tanh", 8);
  const State before(*tiny.network);
  ProbeSpec spec = small_spec();
  spec.options.set<std::string>("hessian_method",
                                "exact");  // refused for this network after the Fisher trace was measured
  EXPECT_THROW(Probes(spec, tiny.probe, 1).measure(*tiny.network, 0), InputError);
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(Probes(small_spec(), tiny.probe, 1).measure(*tiny.network, 0, token), CancelledError);
  EXPECT_TRUE(State(*tiny.network) == before);
}

TEST(Probes, MeasureWhatTheSpecAsksFor) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  ProbeSpec spec = small_spec();
  const Measurement full = Probes(spec, tiny.probe, 1).measure(*tiny.network, 17);
  const Estimate& fisher = *full.find(metric::fisher_trace);
  EXPECT_EQ(fisher.samples, 8);
  EXPECT_EQ(full.find(metric::hessian_trace)->samples, 6);
  EXPECT_EQ(full.find(metric::hessian_trace)->products, 4);
  EXPECT_EQ(fisher.layers.size(), tiny.network->layers().size());
  for (const char* name : {"loss", metric::gradient_norm, metric::weight_norm, metric::predictive_entropy})
    EXPECT_GT(full.find(name)->value, 0) << name;

  spec.options.set("hessian", false);
  spec.per_layer = false;
  const Measurement lean = Probes(spec, tiny.probe, 1).measure(*tiny.network, 17);
  EXPECT_EQ(lean.find(metric::hessian_trace), nullptr);
  EXPECT_TRUE(lean.find(metric::fisher_trace)->layers.empty());
  EXPECT_EQ(lean.find(metric::fisher_trace)->value, fisher.value);
}

/// A network of any task with samples to measure it on, and options that it allows.
struct RandomCase {
  std::shared_ptr<Network> network;
  ProbeSet probe;
  ProbeSpec spec;
  std::string title;
};

ProbeSet random_text(std::int64_t samples, std::int64_t tokens, std::int64_t vocabulary) {
  const auto letters = [&](std::uint64_t seed) { return test::random_labels(samples * tokens, vocabulary, seed); };
  std::vector<std::int64_t> indices(static_cast<std::size_t>(samples));
  std::iota(indices.begin(), indices.end(), 0);
  return {{letters(5).view({samples, tokens}), letters(6)}, indices, make_task("language-modelling")};
}

template <typename Choices>
auto one_of(const Choices& choices, RandomStream& stream) {
  return choices[stream.below(std::size(choices))];
}

RandomCase random_case(std::uint64_t seed) {
  constexpr std::array networks = {"mlp", "small-cnn", "resnet20", "tanh", "rnn", "lstm", "transformer", "gcn", "sage"};
  constexpr std::array fisher_methods = {"sampled", "exact", "empirical"};
  constexpr std::array hessian_methods = {"exact", "hutchinson", "auto"};
  RandomStream stream(seed);
  RandomCase drawn;
  const std::string name = one_of(networks, stream);
  const auto samples = static_cast<std::int64_t>(1 + stream.below(140));
  if (name == "rnn" || name == "lstm" || name == "transformer") {
    const int heads = 1 << stream.below(3);
    const ModelSpec model =
        name == "transformer" ? test::transformer_of(1, 2 * heads, heads) : test::model_of_layers(name, {4});
    drawn.network = make_network(model, {.tokens = 3, .classes = 5}, seed);
    drawn.probe = random_text(samples, 3, 5);
  } else if (name == "gcn" || name == "sage") {
    const WholeGraph graph(test::random_graph(20, 40, 4, 3, seed), at::arange(samples % 19 + 1, at::kLong));
    drawn.network = make_network(test::model_of_layers(name, {5}), graph.shape(), seed);
    drawn.probe = make_probe_set(graph, 1, seed);
  } else {
    const TinyCase tiny = tiny_case(name, samples);
    drawn.network = tiny.network;
    drawn.probe = tiny.probe;
  }
  const std::string fisher = one_of(fisher_methods, stream);
  const bool takes_identity = drawn.network->is_piecewise_linear() && drawn.probe.batch.units_per_sample() == 1;
  const std::string hessian = takes_identity ? one_of(hessian_methods, stream) : "hutchinson";
  drawn.spec = small_spec();
  drawn.spec.options.set("hessian_samples", static_cast<int>(1 + stream.below(static_cast<std::uint64_t>(samples))));
  drawn.spec.options.set("fisher_method", fisher);
  drawn.spec.options.set("hessian_method", hessian);
  drawn.title =
      name + ", " + std::to_string(samples) + " samples, " + fisher + ", " + hessian + ", seed " + std::to_string(seed);
  return drawn;
}

void switch_probes(ProbeSpec& spec, const std::function<bool(const ProbeFacts&)>& is_on) {
  for (const ProbeFacts& facts : probe_facts())
    if (facts.has_switch()) spec.options.set(facts.name, is_on(facts));
}

// What a probe measures must not depend on which others are switched on, though they share passes and the Hessian:
// alone and among any others it gives what it gives with all.
TEST(Probes, MeasureTheSameInAnyCompany) {
  for (std::uint64_t seed = 1; seed <= 24; ++seed) {
    RandomCase drawn = random_case(seed);
    RandomStream stream(1000 + seed);
    const auto measure = [&](const std::function<bool(const ProbeFacts&)>& is_on) {
      switch_probes(drawn.spec, is_on);
      return Probes(drawn.spec, drawn.probe, seed).measure(*drawn.network, 3);
    };
    const Measurement all = measure([](const ProbeFacts&) { return true; });
    const auto compare = [&](const Measurement& part) {
      for (const Measured& number : part.numbers)
        EXPECT_EQ(number.estimate.value, all.find(number.metric)->value) << drawn.title << " " << number.metric;
      for (const Artefact& artefact : part.artefacts) EXPECT_EQ(artefact, all.artefacts.front()) << drawn.title;
    };
    for (const ProbeFacts& facts : probe_facts())
      if (facts.has_switch()) compare(measure([&](const ProbeFacts& other) { return other.name == facts.name; }));
    compare(measure([&](const ProbeFacts&) { return stream.below(2) == 0; }));
  }
}

TEST(Probes, AgreeWithTheEstimatorsByThemselves) {
  const TinyCase tiny = tiny_case("resnet20", 80);
  ProbeSpec spec = small_spec();
  spec.options.set("hessian_samples", 70);
  spec.options.set<std::string>("hessian_method", "exact");
  const Measurement found = Probes(spec, tiny.probe, 5).measure(*tiny.network, 9);
  const FisherOptions sampled = {.seed = 5, .draw_index = 9};
  EXPECT_EQ(found.find(metric::fisher_trace)->value, fisher_trace(*tiny.network, tiny.probe, sampled).value);
  const Estimate exact = hessian_trace(*tiny.network, tiny.probe.first(70), {.method = "exact"});
  EXPECT_EQ(found.find(metric::hessian_trace)->value, exact.value);
  const FirstOrder first = first_order(*tiny.network, tiny.probe);
  EXPECT_EQ(found.find(metric::gradient_norm)->value, first.gradient_norm);
  EXPECT_EQ(found.find("loss")->value, first.loss);
}

TEST(Probes, AreAFunctionOfWeightsSeedAndStep) {
  const TinyCase tiny = tiny_case("small-cnn", 8);
  const Probes probes(small_spec(), tiny.probe, 1);
  const auto rows = metric_rows(probes.measure(*tiny.network, 5), 5);
  const auto again = metric_rows(Probes(small_spec(), tiny.probe, 1).measure(*tiny.network, 5), 5);
  ASSERT_EQ(again.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(again[i].value, rows[i].value) << rows[i].metric;
  EXPECT_NE(metric_rows(probes.measure(*tiny.network, 6), 6)[0].value, rows[0].value);
}

/// sum of weight * value^power over the nodes, a start's mean.
double moment(const Artefact& spectrum, int power) {
  double sum = 0;
  for (std::size_t i = 0; i < spectrum.columns[0].values.size(); ++i)
    sum += spectrum.columns[2].values[i] * std::pow(spectrum.columns[1].values[i], power);
  return sum / (spectrum.columns[0].values.back() + 1);
}

TEST(Probes, TheSpectrumLiesBetweenTheExplicitHessiansEndsAndHasItsMoments) {
  const TinyCase tiny = tiny_case("tanh", 4);
  ProbeSpec spec = small_spec();
  spec.options.set("hessian_samples", 4);
  spec.options.set("hessian_max_products", 60);
  spec.options.set("spectrum", true);
  spec.options.set("spectrum_starts", 400);
  const Measurement found = Probes(spec, tiny.probe, 1).measure(*tiny.network, 0);
  ASSERT_EQ(found.artefacts.size(), 1U);
  const Artefact& spectrum = found.artefacts.front();
  EXPECT_EQ(spectrum.name, "hessian/spectrum");
  const Eigen::MatrixXd hessian = test::hessian_by_differences(tiny.precise, tiny.probe);
  const Eigen::MatrixXd symmetric = (hessian + hessian.transpose()) / 2;
  const Eigen::VectorXd values = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric).eigenvalues();
  const double slack = 1e-4 * values.cwiseAbs().maxCoeff();
  for (const double value : spectrum.columns[1].values) {
    EXPECT_GE(value, values.minCoeff() - slack);
    EXPECT_LE(value, values.maxCoeff() + slack);
  }
  const auto rows = static_cast<double>(symmetric.rows());
  EXPECT_NEAR(moment(spectrum, 0), 1, 1e-9);
  // Means over 400 starts: the standard errors follow from the Hutchinson variance of H and H^2.
  const auto tolerance = [&](const Eigen::MatrixXd& matrix) {
    return 4 * std::sqrt(2 * (matrix.squaredNorm() - matrix.diagonal().squaredNorm()) / 400) / rows + slack;
  };
  EXPECT_NEAR(moment(spectrum, 1), symmetric.trace() / rows, tolerance(symmetric));
  const Eigen::MatrixXd square = symmetric * symmetric;
  EXPECT_NEAR(moment(spectrum, 2), square.trace() / rows, tolerance(square));
}

TEST(Probes, TopEigenvalueIsThatOfTheExplicitHessian) {
  for (const char* name : {"mlp", "small-cnn", "tanh"}) {
    const TinyCase tiny = tiny_case(name, 4);
    ProbeSpec spec = small_spec();
    spec.options.set("hessian_samples", 4);
    spec.options.set("hessian_max_products", 60);
    spec.options.set("top_eigenvalue", true);
    const Measurement measured = Probes(spec, tiny.probe, 1).measure(*tiny.network, 0);
    const Estimate* found = measured.find(metric::hessian_top_eigenvalue);
    ASSERT_NE(found, nullptr);
    const Eigen::MatrixXd hessian = test::hessian_by_differences(tiny.precise, tiny.probe);
    const Eigen::MatrixXd symmetric = (hessian + hessian.transpose()) / 2;
    const double expected = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric).eigenvalues().maxCoeff();
    EXPECT_NEAR(found->value, expected, std::max(found->residual, 1e-4 * expected)) << name;
    EXPECT_EQ(found->tolerance, ToleranceState::reached) << name;
  }
}

TEST(Probes, RefuseAnEmptySet) {
  EXPECT_THAT(test::input_error_of([&] { Probes(small_spec(), ProbeSet(), 1); }), testing::HasSubstr("1 sample"));
}

}  // namespace
}  // namespace imprint
