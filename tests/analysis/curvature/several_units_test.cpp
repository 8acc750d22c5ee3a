// SPDX-License-Identifier: GPL-3.0-or-later
// Samples with several units (the tokens of a stretch of text) and weights that are used at each of them, held against
// one backward pass for every unit and class, and against differences.
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <map>
#include <string>

#include "analysis/curvature/fisher_trace.h"
#include "analysis/curvature/gradient_scope.h"
#include "analysis/curvature/hessian_trace.h"
#include "analysis/curvature/tapped_pass.h"
#include "analysis/linalg/running_moments.h"
#include "core/models/rnn/rnn.h"
#include "tests/analysis/slow_references.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

constexpr std::int64_t samples = 4, tokens = 3, vocabulary = 5;

using Weights = std::map<std::string, at::Tensor>;

/// Logits of the recurrent network with two hidden layers, as its formula has it.
at::Tensor plain_rnn(const Weights& weights, const at::Tensor& text) {
  at::Tensor features = weights.at("embedding.weight").index_select(0, text.flatten()).view({samples, tokens, -1});
  for (const std::string layer : {"1", "2"}) {
    const auto weight = [&](const std::string& name) {
      return weights.at(name.substr(0, name.find('.')) + layer + name.substr(name.find('.')));
    };
    at::Tensor state = at::zeros({samples, weight("recurrent.weight").size(0)}, at::kDouble);
    std::vector<at::Tensor> states;
    for (std::int64_t token = 0; token < tokens; ++token) {
      const at::Tensor driven = at::linear(features.select(1, token), weight("input.weight"), weight("input.bias"));
      state = at::tanh(driven + at::linear(state, weight("recurrent.weight"), weight("recurrent.bias")));
      states.push_back(state);
    }
    features = at::stack(states, 1);
  }
  return at::linear(features.flatten(0, 1), weights.at("fc.weight"), weights.at("fc.bias"));
}

/// A small recurrent network, the same in double, and stretches of text to measure it on.
class SeveralUnits : public testing::Test {
 protected:
  SeveralUnits() {
    Weights weights;
    for (const auto& item : network_.named_parameters())
      weights[item.key()] = item.value().detach().to(at::kDouble).requires_grad_(true);
    precise_.logits = [weights](const at::Tensor& text) { return plain_rnn(weights, text.to(at::kLong)); };
    for (const LayerInfo& layer : network_.layers()) {
      precise_.layers.push_back({weights.at(layer.name + ".weight")});
      if (layer.parameters.size() > 1) precise_.layers.back().push_back(weights.at(layer.name + ".bias"));
    }
    probe_.batch.inputs = random_labels(samples * tokens, vocabulary, 21).view({samples, tokens});
    probe_.batch.targets = random_labels(samples * tokens, vocabulary, 22);
    probe_.indices = {0, 1, 2, 3};
    probe_.task = make_task("language-modelling");
  }

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
    for (std::int64_t unit = 0; unit < samples * tokens; ++unit)
      for (std::int64_t label = 0; label < vocabulary; ++label) {
        const bool is_true = label == probe_.batch.targets[unit].item<std::int64_t>();
        const double weight = method == "exact" ? std::exp(log_p[unit][label].item<double>()) : is_true ? 1 : 0;
        if (weight == 0) continue;
        const auto norms = norms_of(log_p[unit][label]);
        for (std::size_t i = 0; i < norms.size(); ++i)
          sums[i] += weight * norms[i] / static_cast<double>(samples * tokens);
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

  Rnn network_{{4, 3}, tokens, vocabulary, 3};
  PreciseNetwork precise_;
  ProbeSet probe_;
};

/// For any directions: the norms of each sample's own gradient, products of its units included.
TEST_F(SeveralUnits, NormsAreThoseOfEverySamplesOwnGradient) {
  const at::Tensor direction = normal_tensor({samples * tokens, vocabulary}, 9).to(at::kDouble);
  const ParameterGradientScope frozen(network_, false);
  TappedPass pass(network_, probe_.batch.inputs);
  const at::Tensor norms = pass.squared_norms({direction, direction});
  const at::Tensor logits = precise_.logits(probe_.batch.inputs.values);
  for (std::int64_t sample = 0; sample < samples; ++sample) {
    const at::Tensor own = (logits * direction).narrow(0, sample * tokens, tokens).sum();
    const auto expected = norms_of(own);
    for (std::size_t layer = 0; layer < expected.size(); ++layer)
      EXPECT_NEAR(norms[static_cast<std::int64_t>(layer)][sample].item<double>(), 2 * expected[layer],
                  1e-4 * expected[layer])
          << network_.layers()[layer].name;
  }
}

TEST_F(SeveralUnits, SampledFisherIsUnbiased) { expect_unbiased("sampled", "exact"); }
TEST_F(SeveralUnits, ExactFisherIsUnbiasedByItsSigns) { expect_unbiased("exact", "exact"); }
TEST_F(SeveralUnits, EmpiricalFisherIsUnbiasedByItsSigns) { expect_unbiased("empirical", "empirical"); }

TEST_F(SeveralUnits, ChunksChangeNothing) {
  for (const char* method : {"sampled", "exact", "empirical"}) {
    const double whole = fisher_trace(network_, probe_, {.method = method, .draw_index = 5}).value;
    const double parts = fisher_trace(network_, probe_, {.method = method, .draw_index = 5, .chunk = 3}).value;
    EXPECT_NEAR(whole, parts, 1e-6 * whole) << method;
  }
}

TEST_F(SeveralUnits, HutchinsonFindsTheHessianOfTheMeanOverUnits) {
  const double truth = hessian_by_differences(precise_, probe_).trace();
  const Estimate estimate =
      hessian_trace(network_, probe_, {.method = "auto", .tolerance = 1e-9, .max_products = 3000});
  EXPECT_EQ(estimate.estimator, "hutchinson");
  EXPECT_NEAR(estimate.value, truth, 4 * estimate.standard_error);
  EXPECT_LT(estimate.standard_error, 0.1 * std::abs(truth)) << "the test could not fail";
}

/// The sum over a sample's units is one backward pass only with random signs, so it is no exact trace.
TEST_F(SeveralUnits, TheIdentityIsRefusedWhateverTheNetwork) {
  class Linear : public Rnn {
   public:
    using Rnn::Rnn;
    bool is_piecewise_linear() const override { return true; }
  };
  Linear network({4}, tokens, vocabulary, 3);
  EXPECT_THAT(input_error_of([&] { hessian_trace(network, probe_, {.method = "exact"}); }),
              testing::HasSubstr("needs samples of one unit"));
  EXPECT_EQ(hessian_trace(network, probe_, {.method = "auto"}).estimator, "hutchinson");
}

}  // namespace
}  // namespace imprint::test
