// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/dropout.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>

#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

ForwardContext training(std::uint64_t key = 1) {
  ForwardContext context;
  context.training = true;
  context.dropout_key = key;
  return context;
}

TEST(Dropout, DropsItsShareAndScalesTheRest) {
  for (const double share : {.1, .5, .9}) {
    const at::Tensor kept = dropped_out(at::ones({1000, 200}), share, training(), 0);
    const double count = 200'000;
    const double zeros = count - static_cast<double>(kept.count_nonzero().item<std::int64_t>());
    EXPECT_LT(std::abs(zeros / count - share), 4 * std::sqrt(share * (1 - share) / count));
    EXPECT_FLOAT_EQ(kept.max().item<float>(), static_cast<float>(1 / (1 - share)));
  }
}

TEST(Dropout, LeavesEvaluationAloneAndNothingWhereTheShareIsZero) {
  const at::Tensor values = normal_tensor({20}, 1);
  EXPECT_TRUE(dropped_out(values, .5, ForwardContext(), 0).is_same(values));
  EXPECT_TRUE(dropped_out(values, 0, training(), 0).is_same(values));
}

TEST(Dropout, IsAFunctionOfKeyPlaceAndElement) {
  const at::Tensor ones = at::ones({300, 300});
  const at::Tensor once = dropped_out(ones, .5, training(7), 2);
  EXPECT_TRUE(same_values(dropped_out(ones, .5, training(7), 2), once));
  EXPECT_FALSE(same_values(dropped_out(ones, .5, training(8), 2), once));
  EXPECT_FALSE(same_values(dropped_out(ones, .5, training(7), 3), once));
  const ThreadScope two(2);
  EXPECT_TRUE(same_values(dropped_out(ones, .5, training(7), 2), once));
  EXPECT_TRUE(same_values(dropped_out(ones.t(), .5, training(7), 2), once)) << "the layout in memory is of no account";
}

TEST(Dropout, PassesTheGradientOfWhatItKeeps) {
  const at::Tensor values = normal_tensor({50}, 1).requires_grad_(true);
  const at::Tensor output = dropped_out(values, .5, training(), 0);
  const at::Tensor gradient = torch::autograd::grad({output.sum()}, {values}).front();
  EXPECT_TRUE(same_values(gradient, dropped_out(at::ones({50}), .5, training(), 0)));
}

}  // namespace
}  // namespace imprint::test
