// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/fisher_trace.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "analysis/linalg/running_moments.h"
#include "core/tasks/output_directions.h"
#include "tests/analysis/slow_references.h"
#include "tests/analysis/tiny_cases.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::input_error_of;
using test::tiny_case;
using test::TinyCase;

FisherOptions with_method(const std::string& method) {
  FisherOptions options;
  options.method = method;
  options.chunk = 4;
  return options;
}

/// Per-image norms by layer -> the estimate they mean.
struct Reference {
  RunningMoments whole;
  std::vector<RunningMoments> layers;

  void add(const std::vector<double>& norms) {
    layers.resize(norms.size());
    double sum = 0;
    for (std::size_t i = 0; i < norms.size(); ++i) {
      layers[i].add(norms[i]);
      sum += norms[i];
    }
    whole.add(sum);
  }
};

void expect_equal(const Estimate& estimate, const Reference& reference) {
  EXPECT_NEAR(estimate.value, reference.whole.mean(), 1e-5 * reference.whole.mean());
  EXPECT_NEAR(estimate.standard_error, reference.whole.standard_error_of_mean(), 1e-4 * estimate.standard_error);
  ASSERT_EQ(estimate.layers.size(), reference.layers.size());
  for (std::size_t i = 0; i < reference.layers.size(); ++i) {
    const double truth = reference.layers[i].mean();
    EXPECT_NEAR(estimate.layers[i].value, truth, 1e-4 * truth) << estimate.layers[i].layer;
    EXPECT_NEAR(estimate.layers[i].standard_error, reference.layers[i].standard_error_of_mean(), 1e-4 * truth);
  }
}

class FisherTrace : public testing::TestWithParam<const char*> {};

TEST_P(FisherTrace, ExactEqualsTheLoopOverImagesAndClasses) {
  const TinyCase tiny = tiny_case(GetParam(), 7);
  Reference reference;
  for (std::int64_t i = 0; i < 7; ++i)
    reference.add(test::exact_fisher(tiny.precise, tiny.probe.batch.inputs.values[i]));
  expect_equal(fisher_trace(*tiny.network, tiny.probe, with_method("exact")), reference);
}

TEST_P(FisherTrace, EmpiricalEqualsTheLoopOverImages) {
  const TinyCase tiny = tiny_case(GetParam(), 7);
  Reference reference;
  for (std::int64_t i = 0; i < 7; ++i)
    reference.add(test::squared_gradient_norms(tiny.precise, tiny.probe.batch.inputs.values[i],
                                               tiny.probe.batch.targets[i].item<std::int64_t>()));
  expect_equal(fisher_trace(*tiny.network, tiny.probe, with_method("empirical")), reference);
}

TEST_P(FisherTrace, SampledEqualsTheLoopOverTheDrawnLabels) {
  const TinyCase tiny = tiny_case(GetParam(), 7);
  const at::NoGradGuard caller_without_graph;
  const at::Tensor p = probabilities(tiny.network->forward(tiny.probe.batch.inputs.values, ForwardContext()));
  const at::Tensor labels = draw_labels(p, 1, 0, 0, 0);
  Reference reference;
  for (std::int64_t i = 0; i < 7; ++i) {
    const at::AutoGradMode graph(true);
    reference.add(
        test::squared_gradient_norms(tiny.precise, tiny.probe.batch.inputs.values[i], labels[i].item<std::int64_t>()));
  }
  expect_equal(fisher_trace(*tiny.network, tiny.probe, with_method("sampled")), reference);
}

TEST_P(FisherTrace, LayersAddUpToTheWhole) {
  const TinyCase tiny = tiny_case(GetParam(), 6);
  const Estimate estimate = fisher_trace(*tiny.network, tiny.probe, FisherOptions());
  double sum = 0;
  std::int64_t parameters = 0;
  for (std::size_t i = 0; i < estimate.layers.size(); ++i) {
    EXPECT_EQ(estimate.layers[i].layer, tiny.network->layers()[i].name);
    sum += estimate.layers[i].value;
    parameters += estimate.layers[i].parameters;
  }
  EXPECT_NEAR(sum, estimate.value, 1e-12 * estimate.value);
  std::int64_t all = 0;
  for (const at::Tensor& parameter : tiny.network->parameters()) all += parameter.numel();
  EXPECT_EQ(parameters, all);
}

TEST_P(FisherTrace, SampledIsUnbiasedForExact) {
  const TinyCase tiny = tiny_case(GetParam(), 8);
  const double exact = fisher_trace(*tiny.network, tiny.probe, with_method("exact")).value;
  FisherOptions options = with_method("sampled");
  RunningMoments repeats;
  for (options.draw_index = 0; options.draw_index < 150; ++options.draw_index)
    repeats.add(fisher_trace(*tiny.network, tiny.probe, options).value);
  EXPECT_NEAR(repeats.mean(), exact, 3 * repeats.standard_error_of_mean());
}

TEST_P(FisherTrace, ChunksChangeNothingButTheRounding) {
  const TinyCase tiny = tiny_case(GetParam(), 9);
  FisherOptions options;
  const Estimate whole = fisher_trace(*tiny.network, tiny.probe, options);
  for (options.chunk = 1; options.chunk <= 9; options.chunk += 3) {
    const Estimate chunked = fisher_trace(*tiny.network, tiny.probe, options);
    EXPECT_NEAR(chunked.value, whole.value, 1e-5 * whole.value);
    EXPECT_NEAR(chunked.standard_error, whole.standard_error, 1e-5 * whole.standard_error);
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, FisherTrace,
                         testing::Values("mlp", "small-cnn", "resnet20", "mobilenetv2", "resnet18", "tanh"));

TEST(FisherTraceDraws, SeveralDrawsAverageTheirNorms) {
  const TinyCase tiny = tiny_case("mlp", 400);
  FisherOptions options;
  options.draws = 60;
  const Estimate many = fisher_trace(*tiny.network, tiny.probe, options);
  const Estimate exact = fisher_trace(*tiny.network, tiny.probe, with_method("exact"));
  EXPECT_EQ(many.draws, 60);
  EXPECT_NEAR(many.value, exact.value, 0.02 * exact.value);
  options.draws = 1;
  const Estimate one = fisher_trace(*tiny.network, tiny.probe, options);
  EXPECT_GT(one.standard_error, many.standard_error);
}

TEST(FisherTraceError, IsCalibratedOverImagesAndLabels) {
  const TinyCase tiny = tiny_case("mlp", 4000);
  const double truth = fisher_trace(*tiny.network, tiny.probe, with_method("exact")).value;
  FisherOptions options;
  double squares = 0;
  const int repeats = 100;
  for (int i = 0; i < repeats; ++i) {
    options.draw_index = static_cast<std::uint64_t>(i);
    const Estimate estimate = fisher_trace(*tiny.network, tiny.probe.slice(40 * i, 40), options);
    squares += std::pow((estimate.value - truth) / estimate.standard_error, 2);
  }
  EXPECT_GT(squares / repeats, 0.6);
  EXPECT_LT(squares / repeats, 1.7);
}

TEST(FisherTraceError, IsZeroForOneImage) {
  const TinyCase tiny = tiny_case("mlp", 1);
  const Estimate estimate = fisher_trace(*tiny.network, tiny.probe, FisherOptions());
  EXPECT_EQ(estimate.standard_error, 0);
  EXPECT_EQ(estimate.layers[0].standard_error, 0);
}

TEST(FisherTraceRepeats, SameSeedGivesTheSameBitsAndAnotherProbeFreshLabels) {
  const TinyCase tiny = tiny_case("small-cnn", 16);
  FisherOptions options;
  const Estimate first = fisher_trace(*tiny.network, tiny.probe, options);
  const Estimate again = fisher_trace(*tiny.network, tiny.probe, options);
  EXPECT_EQ(first.value, again.value);
  EXPECT_EQ(first.standard_error, again.standard_error);
  options.draw_index = 1;
  EXPECT_NE(fisher_trace(*tiny.network, tiny.probe, options).value, first.value);
  options = {};
  options.seed = 2;
  EXPECT_NE(fisher_trace(*tiny.network, tiny.probe, options).value, first.value);
}

TEST(FisherTraceReport, SaysHowItWasMeasured) {
  const TinyCase tiny = tiny_case("mlp", 5);
  for (const std::string method : {"sampled", "exact", "empirical"}) {
    const Estimate estimate = fisher_trace(*tiny.network, tiny.probe, with_method(method));
    EXPECT_EQ(estimate.estimator, "fisher-" + method);
    EXPECT_EQ(estimate.samples, 5);
  }
}

TEST(FisherTraceReport, ADivergedNetworkGivesNotANumber) {
  const TinyCase tiny = tiny_case("mlp", 3);
  for (at::Tensor& parameter : tiny.network->parameters())
    parameter.data().fill_(std::numeric_limits<float>::infinity());
  for (const std::string method : {"sampled", "exact"})
    EXPECT_TRUE(std::isnan(fisher_trace(*tiny.network, tiny.probe, with_method(method)).value)) << method;
}

TEST(FisherTraceInput, BadOptionsNameRuleAndValue) {
  const TinyCase tiny = tiny_case("mlp", 2);
  const auto error_of = [&](const FisherOptions& options) {
    return input_error_of([&] { fisher_trace(*tiny.network, tiny.probe, options); });
  };
  EXPECT_THAT(error_of(with_method("fast")), testing::HasSubstr("sampled, exact or empirical, found \"fast\""));
  FisherOptions options;
  options.draws = 0;
  EXPECT_THAT(error_of(options), testing::HasSubstr("1 or more, found 0"));
  options = {};
  options.chunk = -1;
  EXPECT_THAT(error_of(options), testing::HasSubstr("found -1"));
}

TEST(FisherTraceInput, AnEmptyProbeSetIsRefused) {
  const TinyCase tiny = tiny_case("mlp", 2);
  EXPECT_THAT(input_error_of([&] { fisher_trace(*tiny.network, ProbeSet(), FisherOptions()); }),
              testing::HasSubstr("at least 1 sample"));
  EXPECT_THAT(input_error_of([&] { fisher_trace(*tiny.network, tiny.probe.first(0), FisherOptions()); }),
              testing::HasSubstr("at least 1 sample"));
}

TEST(FisherTraceInput, CancellationEndsIt) {
  const TinyCase tiny = tiny_case("mlp", 2);
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(fisher_trace(*tiny.network, tiny.probe, FisherOptions(), token), CancelledError);
}

}  // namespace
}  // namespace imprint
