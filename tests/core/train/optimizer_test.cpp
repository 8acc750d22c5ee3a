// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optimizer.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <torch/types.h>  // before clip_grad.h, which takes the names from it

#include <torch/nn/utils/clip_grad.h>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/models/network.h"
#include "core/spec/kinds.h"

namespace imprint::test {
namespace {

/// One parameter w, loss = sum(w * target): the gradient is `target`.
class OneWeight : public torch::nn::Module {
 public:
  OneWeight() : weight(register_parameter("weight", at::ones({3}))) {}
  at::Tensor weight;
};

TrainingSpec spec_of(const std::string& optimizer) {
  TrainingSpec spec;
  spec.optimizer = optimizer;
  spec.momentum = 0.9;
  spec.weight_decay = 0.01;
  return spec;
}

void take_step(OneWeight& module, TrainingOptimizer& optimizer, double learning_rate, double slope) {
  optimizer.zero_gradients();
  (module.weight * at::tensor({1.0f, -2.0f, 3.0f}) * slope).sum().backward();
  optimizer.step(learning_rate);
}

TEST(TrainingOptimizer, SgdWithMomentumFollowsItsFormula) {
  OneWeight module;
  TrainingOptimizer optimizer(spec_of("sgd"), module);
  double weight = 1;
  double velocity = 0;
  for (int t = 0; t < 5; ++t) {
    const double rate = 0.1 / (t + 1);
    take_step(module, optimizer, rate, 1.0 + t);
    velocity = 0.9 * velocity + (1.0 + t) + 0.01 * weight;
    weight -= rate * velocity;
    EXPECT_NEAR(module.weight[0].item<double>(), weight, 1e-5);
  }
}

TEST(TrainingOptimizer, FirstAdamStepHasTheSizeOfTheLearningRate) {
  OneWeight module;
  TrainingSpec spec = spec_of("adam");
  spec.weight_decay = 0;
  TrainingOptimizer optimizer(spec, module);
  take_step(module, optimizer, 0.25, 1);
  EXPECT_TRUE(at::allclose(module.weight.detach(), at::tensor({0.75f, 1.25f, 0.75f}), 1e-5, 1e-6));
}

class OptimizerState : public ::testing::TestWithParam<std::string> {};

TEST_P(OptimizerState, RestoredStateContinuesToTheBit) {
  OneWeight whole;
  TrainingOptimizer whole_optimizer(spec_of(GetParam()), whole);
  for (int t = 0; t < 3; ++t) take_step(whole, whole_optimizer, 0.1, 1.0 + t);

  OneWeight resumed;
  TrainingOptimizer resumed_optimizer(spec_of(GetParam()), resumed);
  {
    const at::NoGradGuard no_gradients;
    resumed.weight.copy_(whole.weight);
  }
  NamedTensors copies;
  for (const auto& [name, value] : whole_optimizer.state()) copies.emplace_back(name, value.clone());
  EXPECT_FALSE(copies.empty());
  resumed_optimizer.restore(copies);

  for (int t = 3; t < 6; ++t) {
    take_step(whole, whole_optimizer, 0.1, 1.0 + t);
    take_step(resumed, resumed_optimizer, 0.1, 1.0 + t);
  }
  EXPECT_TRUE(at::equal(whole.weight, resumed.weight));
}

TEST_P(OptimizerState, IsEmptyBeforeTheFirstStep) {
  OneWeight module;
  EXPECT_TRUE(TrainingOptimizer(spec_of(GetParam()), module).state().empty());
}

INSTANTIATE_TEST_SUITE_P(Both, OptimizerState, ::testing::Values("sgd", "adam"));

TEST(TrainingOptimizer, StateOfAnotherNetworkIsRefused) {
  OneWeight module;
  TrainingOptimizer optimizer(spec_of("sgd"), module);
  EXPECT_THROW(optimizer.restore({{"momentum/other", at::zeros({3})}}), InputError);
  EXPECT_THROW(optimizer.restore({{"momentum/weight", at::zeros({4})}}), InputError);
}

TEST(TrainingOptimizer, StateOfAnotherKindIsRefused) {
  OneWeight module;
  TrainingOptimizer sgd(spec_of("sgd"), module);
  EXPECT_THROW(sgd.restore({{"adam/first_moment/weight", at::ones({3})}}), InputError);
}

TEST(OptimizerKinds, AreThoseThatSpecsAccept) {
  std::vector<std::string> names;
  for (const OptimizerKind& kind : optimizer_kinds()) names.emplace_back(kind.name);
  EXPECT_EQ(names, kind_names("training.optimizer"));
}

TEST(TrainingOptimizer, UnknownNameIsRefused) {
  OneWeight module;
  EXPECT_THROW(TrainingOptimizer(spec_of("lion"), module), InputError);
}

/// Two parameters: the norm is that of both together.
class TwoWeights : public torch::nn::Module {
 public:
  TwoWeights()
      : first(register_parameter("first", at::ones({3}))), second(register_parameter("second", at::ones({2, 2}))) {}
  void set_gradients(double scale) {
    first.mutable_grad() = at::tensor({1.0f, -2.0f, 3.0f}) * scale;
    second.mutable_grad() = at::tensor({4.0f, 0.5f, -1.0f, 2.0f}).reshape({2, 2}) * scale;
  }
  at::Tensor first, second;
};

TEST(ClippedGradients, HaveTheNormAskedForAndTheirDirection) {
  for (const double scale : {0.01, 1.0, 300.0})
    for (const double limit : {0.5, 5.0}) {
      TwoWeights module;
      TrainingOptimizer optimizer(spec_of("sgd"), module);
      module.set_gradients(scale);
      const double norm = scale * std::sqrt(1 + 4 + 9 + 16 + 0.25 + 1 + 4);
      EXPECT_NEAR(optimizer.clip_gradients(limit), norm, 1e-5 * norm);
      const double factor = scale * std::min(1.0, limit / (norm + 1e-6));
      EXPECT_TRUE(at::allclose(module.first.grad(), at::tensor({1.0f, -2.0f, 3.0f}) * factor, 1e-5, 0));
      EXPECT_TRUE(
          at::allclose(module.second.grad().flatten(), at::tensor({4.0f, 0.5f, -1.0f, 2.0f}) * factor, 1e-5, 0));
    }
}

TEST(ClippedGradients, AreThoseOfTorchToTheBit) {
  TwoWeights mine, theirs;
  TrainingOptimizer optimizer(spec_of("sgd"), mine);
  mine.set_gradients(7);
  theirs.set_gradients(7);
  EXPECT_EQ(optimizer.clip_gradients(1.5), torch::nn::utils::clip_grad_norm_(theirs.parameters(), 1.5));
  EXPECT_TRUE(at::equal(mine.first.grad(), theirs.first.grad()));
  EXPECT_TRUE(at::equal(mine.second.grad(), theirs.second.grad()));
}

TEST(ClippedGradients, BelowTheLimitStayAsTheyAre) {
  TwoWeights module;
  TrainingOptimizer optimizer(spec_of("sgd"), module);
  module.set_gradients(0.01);
  const at::Tensor before = module.second.grad().clone();
  optimizer.clip_gradients(100);
  EXPECT_TRUE(at::equal(module.second.grad(), before));
}

TEST(ForgottenOptimizer, GoesOnAsANewOne) {
  for (const std::string name : {"sgd", "adam"}) {
    TwoWeights module;
    TrainingOptimizer optimizer(spec_of(name), module);
    module.set_gradients(1);
    optimizer.step(0.1);
    EXPECT_FALSE(optimizer.state().empty());
    optimizer.forget();
    EXPECT_TRUE(optimizer.state().empty()) << name;
  }
}

}  // namespace
}  // namespace imprint::test
