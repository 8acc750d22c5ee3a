// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/executor.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/formats/float_tensor.h"
#include "core/precision/ladder.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

LayerPrecision precision_of(const Ladder& ladder, int forward, int backward) {
  return {ladder.format(forward, Operand::weight), ladder.format(forward, Operand::activation),
          ladder.format(backward, Operand::gradient)};
}

at::Tensor rounded(const at::Tensor& values, NumberFormat format, const Rounding& rounding = {}) {
  return codec_of(format).rounded(values.detach(), format, rounding);
}

class EveryLadder : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Ladders, EveryLadder, testing::Values("affine", "float", "int"));

TEST_P(EveryLadder, ALinearProductIsThatOfTheRoundedOperands) {
  LayerProduct product;
  product.input = normal_tensor({6, 20}, 1).requires_grad_(true);
  product.weight = normal_tensor({7, 20}, 2).requires_grad_(true);
  product.bias = normal_tensor({7}, 3);
  product.precision = precision_of(ladder(GetParam()), 4, 8);
  product.input_range = tensor_range(product.input.detach());
  product.noise_key = 5;
  product.is_tapped = true;
  const ProductResult result = executor_for(product).run(product);
  const at::Tensor input = rounded(product.input, product.precision.activation);
  const at::Tensor weight = rounded(product.weight, product.precision.weight, {.granularity = Granularity::row});
  const at::Tensor bias = rounded(product.bias, product.precision.weight);
  EXPECT_TRUE(same_values(result.operand, input));
  EXPECT_LT(relative_error(result.output, at::linear(input, weight, bias)), 1e-6);

  const at::Tensor gradient = normal_tensor({6, 7}, 4);
  const auto found = torch::autograd::grad({result.output}, {product.input, product.weight}, {gradient});
  const at::Tensor sent = rounded(gradient, product.precision.gradient, {.noise_key = 5});
  EXPECT_LT(relative_error(found[0], at::mm(sent, weight)), 1e-6);
  EXPECT_LT(relative_error(found[1], at::mm(sent.t(), input)), 1e-6);
}

TEST_P(EveryLadder, AConvolutionIsThatOfTheRoundedOperands) {
  LayerProduct product;
  product.input = normal_images({2, 3, 8, 8}, 1);
  product.weight = normal_tensor({4, 3, 3, 3}, 2);
  product.convolution = ConvolutionGeometry{{2, 2}, {1, 1}};
  product.precision = precision_of(ladder(GetParam()), 6, 32);
  product.input_range = tensor_range(product.input);
  const at::Tensor input = rounded(product.input, product.precision.activation);
  const at::Tensor weight = rounded(product.weight, product.precision.weight, {.granularity = Granularity::row});
  const at::Tensor expected = at::conv2d(input, weight, {}, 2, 1);
  EXPECT_LT(relative_error(executor_for(product).run(product).output, expected), 1e-6);
}

TEST(Executors, TheLastOneTakesEverything) {
  ASSERT_FALSE(executors().empty());
  EXPECT_STREQ(executors().back()->name(), "simulated");
  EXPECT_TRUE(executors().back()->can({}));
}

TEST(Executors, OneThatIsAskedForComesBeforeTheSimulationAndNoOther) {
  LayerProduct product;
  product.weight = normal_tensor({7, 20}, 2);
  product.precision = layer_precision(4, 8);
  product.choice = {"simulated"};
  EXPECT_STREQ(executor_for(product).name(), "simulated");
  product.choice = {"integer"};
  product.precision = layer_precision(16, 16);
  EXPECT_STREQ(executor_for(product).name(), "simulated") << "what it cannot do";
}

TEST(Executors, AtFullPrecisionTheInputItselfIsMultiplied) {
  LayerProduct product;
  product.input = normal_tensor({6, 20}, 1);
  product.weight = normal_tensor({7, 20}, 2);
  product.bias = normal_tensor({7}, 3);
  EXPECT_TRUE(executor_for(product).run(product).operand.is_same(product.input));
}

}  // namespace
}  // namespace imprint::test
