// SPDX-License-Identifier: GPL-3.0-or-later
// Samples with several units (the tokens of a stretch of text, the nodes of a graph) and weights that are used at each
// of them, held against one backward pass for every unit and class, and against differences.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/hessian_trace.h"
#include "analysis/curvature/tapped_pass.h"
#include "analysis/linalg/running_moments.h"
#include "core/data/graph/whole_graph.h"
#include "core/models/network.h"
#include "tests/analysis/slow_references.h"
#include "tests/reference/plain_units.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint::test {
namespace {

/// A network, the same in double, and samples to measure it on.
struct UnitsCase {
  std::shared_ptr<Network> network;
  PreciseNetwork precise;
  ProbeSet probe;
};

using Logits = std::function<at::Tensor(const Weights&, const at::Tensor&)>;

PreciseNetwork precise_of(const Network& network, const Logits& logits) {
  const Weights weights = double_weights(network);
  PreciseNetwork precise{[=](const at::Tensor& values) { return logits(weights, values); }, {}};
  for (const LayerInfo& layer : network.layers()) {
    precise.layers.push_back({weights.at(layer.name + ".weight")});
    if (layer.parameters.size() > 1) precise.layers.back().push_back(weights.at(layer.name + ".bias"));
  }
  return precise;
}

UnitsCase text_case(const std::string& name) {
  constexpr std::int64_t samples = 4, tokens = 3, vocabulary = 5;
  UnitsCase units;
  const ModelSpec model = name == "transformer" ? transformer_of(1, 4, 2) : model_of_layers(name, {4, 3});
  units.network = make_network(model, {.tokens = tokens, .classes = vocabulary}, 3);
  units.precise = precise_of(*units.network, [name](const Weights& weights, const at::Tensor& values) {
    const at::Tensor text = values.to(at::kLong);
    if (name == "transformer") return plain_transformer(weights, text, 2);
    return name == "rnn" ? plain_rnn(weights, text) : plain_lstm(weights, text);
  });
  units.probe.batch = {random_labels(samples * tokens, vocabulary, 21).view({samples, tokens}),
                       random_labels(samples * tokens, vocabulary, 22)};
  units.probe.indices = {0, 1, 2, 3};
  units.probe.task = make_task("language-modelling");
  return units;
}

/// One sample, the whole graph, of which some nodes are answered.
UnitsCase graph_case(const std::string& name) {
  const auto data = random_graph(14, 24, 4, 3, 5);
  const WholeGraph part(data, at::arange(3, 12, at::kLong));
  ModelSpec model = model_of_layers(name == "sage" ? "sage" : "gcn", {5});
  if (name == "gcn-normalised") model.options.set<std::string>("normalisation", "graph");
  UnitsCase units;
  units.network = make_network(model, part.shape(), 3);
  units.probe = make_probe_set(part, 1, 1);
  const auto graph = units.probe.batch.inputs.graph;
  units.precise = precise_of(*units.network, [=](const Weights& weights, const at::Tensor& features) {
    return name == "sage" ? plain_sage(weights, features, *graph)
                          : plain_gcn(weights, features, *graph, name == "gcn-normalised");
  });
  return units;
}

UnitsCase units_case(const std::string& name) {
  const bool is_of_graphs = name.starts_with("gcn") || name == "sage";
  return is_of_graphs ? graph_case(name) : text_case(name);
}

class SeveralUnits : public testing::TestWithParam<const char*> {
 protected:
  std::int64_t units() const { return probe_.batch.units(); }
  std::int64_t classes() const { return log_probabilities().size(1); }
  at::Tensor log_probabilities() const { return precise_.logits(probe_.batch.inputs.values).log_softmax(1); }

  /// ||grad log p(label | unit)||^2, all parameters and by layer.
  std::vector<double> norms_of(const at::Tensor& log_p) const {
    std::vector<double> norms;
    for (const auto& parameters : precise_.layers) {
      norms.push_back(0);
      for (const at::Tensor& gradient : torch::autograd::grad({log_p}, parameters, {}, true, false, true))
        if (gradient.defined()) norms.back() += gradient.square().sum().item<double>();
    }
    return norms;
  }

  /// Mean over units of sum_c w_c ||grad log p_c||^2, by layer; w = the probabilities, or 1 for the true class.
  std::vector<double> slow_fisher(const std::string& method) const {
    const at::Tensor log_p = log_probabilities();
    std::vector<double> sums(precise_.layers.size(), 0.0);
    for (std::int64_t unit = 0; unit < units(); ++unit)
      for (std::int64_t label = 0; label < log_p.size(1); ++label) {
        const bool is_true = label == probe_.batch.targets[unit].item<std::int64_t>();
        const double weight = method == "exact" ? std::exp(log_p[unit][label].item<double>()) : is_true ? 1 : 0;
        if (weight == 0) continue;
        const auto norms = norms_of(log_p[unit][label]);
        for (std::size_t i = 0; i < norms.size(); ++i) sums[i] += weight * norms[i] / static_cast<double>(units());
      }
    return sums;
  }

  /// The mean of the estimator over many seeds, layer by layer and as a whole, against the truth.
  void expect_unbiased(const std::string& estimator, const std::string& truth) {
    const std::vector<double> expected = slow_fisher(truth);
    std::vector<RunningMoments> layers(expected.size());
    RunningMoments whole;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      const Estimate estimate = fisher_trace(network_, probe_, {.method = estimator, .seed = seed});
      whole.add(estimate.value);
      for (std::size_t i = 0; i < layers.size(); ++i) layers[i].add(estimate.layers[i].value);
    }
    double sum = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      sum += expected[i];
      EXPECT_NEAR(layers[i].mean(), expected[i], 4 * layers[i].standard_error_of_mean()) << i;
    }
    EXPECT_NEAR(whole.mean(), sum, 4 * whole.standard_error_of_mean());
    EXPECT_LT(whole.standard_error_of_mean(), 0.1 * sum) << "the test could not fail";
  }

  UnitsCase case_ = units_case(GetParam());
  Network& network_ = *case_.network;
  const PreciseNetwork& precise_ = case_.precise;
  const ProbeSet& probe_ = case_.probe;
};
INSTANTIATE_TEST_SUITE_P(Networks, SeveralUnits,
                         testing::Values("rnn", "lstm", "transformer", "gcn", "gcn-normalised", "sage"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST_P(SeveralUnits, AreThePlainNetworkWithoutQuantization) {
  const at::Tensor logits = network_.forward(probe_.batch.inputs, {});
  EXPECT_LT(relative_error(logits, precise_.logits(probe_.batch.inputs.values)), 1e-5);
}

/// For any directions: the norms of each sample's own gradient, products of its units included.
TEST_P(SeveralUnits, NormsAreThoseOfEverySamplesOwnGradient) {
  const at::Tensor direction = normal_tensor({units(), classes()}, 9).to(at::kDouble);
  const ParameterGradientScope frozen(network_, false);
  TappedPass pass(network_, probe_.batch.inputs);
  const at::Tensor norms = pass.squared_norms({direction, direction});
  const at::Tensor logits = precise_.logits(probe_.batch.inputs.values);
  const std::int64_t each = probe_.batch.units_per_sample();
  for (std::int64_t sample = 0; sample < probe_.size(); ++sample) {
    const at::Tensor own = (logits * direction).narrow(0, sample * each, each).sum();
    const auto expected = norms_of(own);
    for (std::size_t layer = 0; layer < expected.size(); ++layer)
      EXPECT_NEAR(norms[static_cast<std::int64_t>(layer)][sample].item<double>(), 2 * expected[layer],
                  1e-4 * expected[layer])
          << network_.layers()[layer].name;
  }
}

TEST_P(SeveralUnits, SampledFisherIsUnbiased) { expect_unbiased("sampled", "exact"); }
TEST_P(SeveralUnits, ExactFisherIsUnbiasedByItsSigns) { expect_unbiased("exact", "exact"); }
TEST_P(SeveralUnits, EmpiricalFisherIsUnbiasedByItsSigns) { expect_unbiased("empirical", "empirical"); }

/// The standard error that one estimate tells is how far it lies from the truth, over 200 of them.
TEST_P(SeveralUnits, StandardErrorsOfASingleSampleAreCalibrated) {
  if (!is_single_sample(probe_)) GTEST_SKIP() << "errors are over samples there";
  double truth = 0;
  for (const double layer : slow_fisher("exact")) truth += layer;
  RunningMoments squares;
  int within_two = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Estimate estimate = fisher_trace(network_, probe_, {.method = "exact", .draws = 100, .seed = seed});
    const double deviation = (estimate.value - truth) / estimate.standard_error;
    squares.add(deviation * deviation);
    within_two += std::abs(deviation) < 2;
  }
  EXPECT_NEAR(squares.mean(), 1, 0.4);
  EXPECT_GT(within_two, 180);
}

TEST_P(SeveralUnits, ChunksChangeNothing) {
  for (const char* method : {"sampled", "exact", "empirical"}) {
    const double whole = fisher_trace(network_, probe_, {.method = method, .draw_index = 5}).value;
    const double parts = fisher_trace(network_, probe_, {.method = method, .draw_index = 5, .chunk = 3}).value;
    EXPECT_NEAR(whole, parts, 1e-6 * whole) << method;
  }
}

TEST_P(SeveralUnits, HutchinsonFindsTheHessianOfTheMeanOverUnits) {
  const double truth = hessian_by_differences(precise_, probe_).trace();
  const Estimate estimate =
      hessian_trace(network_, probe_, {.method = "auto", .tolerance = 1e-9, .max_products = 3000});
  EXPECT_EQ(estimate.estimator, "hutchinson");
  EXPECT_NEAR(estimate.value, truth, 4 * estimate.standard_error);
  EXPECT_LT(estimate.standard_error, 0.1 * std::abs(truth)) << "the test could not fail";
}

/// The sum over a sample's units is one backward pass only with random signs, so it is no exact trace.
TEST_P(SeveralUnits, TheIdentityIsRefusedWhateverTheNetwork) {
  if (!network_.is_piecewise_linear()) GTEST_SKIP() << "refused for that";
  EXPECT_THAT(input_error_of([&] { hessian_trace(network_, probe_, {.method = "exact"}); }),
              testing::HasSubstr("needs samples of one unit"));
  EXPECT_EQ(hessian_trace(network_, probe_, {.method = "auto"}).estimator, "hutchinson");
}

}  // namespace
}  // namespace imprint::test
