// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/first_order.h"

#include <ATen/core/Tensor.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/analysis/slow_references.h"
#include "tests/analysis/tiny_cases.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::tiny_case;
using test::TinyCase;

TEST(FirstOrder, EqualsOneGradientOfTheWholeSet) {
  for (const std::string name : {"mlp", "resnet20", "tanh"}) {
    const TinyCase tiny = tiny_case(name, 11);
    const double norm = test::mean_loss_gradient(tiny.precise, tiny.probe).norm();
    EXPECT_NEAR(first_order(*tiny.network, tiny.probe, 4).gradient_norm, norm, 1e-5 * norm) << name;
  }
}

TEST(FirstOrder, LossAndEntropyFollowTheirFormulas) {
  const TinyCase tiny = tiny_case("tanh", 11);
  const at::Tensor log_p =
      tiny.network->forward(tiny.probe.batch.inputs.values, ForwardContext()).detach().to(at::kDouble).log_softmax(1);
  const FirstOrder first = first_order(*tiny.network, tiny.probe, 4);
  const double loss = -log_p.gather(1, tiny.probe.batch.targets.unsqueeze(1)).mean().item<double>();
  EXPECT_NEAR(first.loss, loss, 1e-5 * loss);
  EXPECT_NEAR(first.predictive_entropy, -(log_p.exp() * log_p).sum(1).mean().item<double>(), 1e-6);
}

TEST(FirstOrder, EntropyReachesFromZeroToLogOfTheClasses) {
  const TinyCase tiny = tiny_case("tanh", 5);
  at::Tensor weight = tiny.network->layers()[1].parameters[0], bias = tiny.network->layers()[1].parameters[1];
  weight.data().zero_();
  bias.data().zero_();
  EXPECT_NEAR(first_order(*tiny.network, tiny.probe).predictive_entropy, std::log(3.0), 1e-12);
  bias.data()[1] = 1e4;
  EXPECT_EQ(first_order(*tiny.network, tiny.probe).predictive_entropy, 0);
}

TEST(FirstOrder, WeightNormTakesEveryParameter) {
  const TinyCase tiny = tiny_case("small-cnn", 1);
  for (at::Tensor& parameter : tiny.network->parameters()) parameter.data().fill_(2.0);
  std::int64_t count = 0;
  for (const at::Tensor& parameter : tiny.network->parameters()) count += parameter.numel();
  EXPECT_DOUBLE_EQ(weight_norm(*tiny.network), 2 * std::sqrt(static_cast<double>(count)));
}

TEST(FirstOrder, BadInputAndCancellation) {
  const TinyCase tiny = tiny_case("mlp", 2);
  EXPECT_THAT(test::input_error_of([&] { first_order(*tiny.network, tiny.probe, 0); }), testing::HasSubstr("found 0"));
  EXPECT_THAT(test::input_error_of([&] { first_order(*tiny.network, ProbeSet()); }), testing::HasSubstr("1 sample"));
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(first_order(*tiny.network, tiny.probe, 64, token), CancelledError);
}

}  // namespace
}  // namespace imprint
