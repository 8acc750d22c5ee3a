// SPDX-License-Identifier: GPL-3.0-or-later
// Products on bf16 multipliers against the same operands multiplied in double precision and rounded once.
#include "core/execution/bf16/bf16_executor.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/linear.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

#include "core/formats/half/working_values.h"
#include "core/kernels/low_precision_convolution.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

at::Tensor in_bf16(at::IntArrayRef sizes, std::uint64_t seed) {
  return half_values(normal_tensor(sizes, seed), bf16_format);
}

at::Tensor leaf(const at::Tensor& values) { return values.detach().clone().set_requires_grad(true); }

at::Tensor channels_last(const at::Tensor& images) { return images.contiguous(at::MemoryFormat::ChannelsLast); }

/// Output and gradients of a product.
struct Found {
  at::Tensor output;
  std::vector<at::Tensor> gradients;
};

Found run(LayerProduct product, const at::Tensor& gradient) {
  product.working = bf16_format;
  product.input = leaf(product.input);
  product.weight = leaf(product.weight);
  std::vector<at::Tensor> by = {product.input, product.weight};
  if (product.bias.defined()) by.push_back(product.bias = leaf(product.bias));
  const Bf16Executor executor;
  EXPECT_TRUE(executor.can(product));
  const ProductResult result = executor.run(product);
  EXPECT_TRUE(result.is_held);
  return {result.output.detach(), torch::autograd::grad({result.output}, by, {gradient})};
}

/// In double precision.
Found expected(const LayerProduct& product, const at::Tensor& gradient) {
  const at::Tensor input = leaf(product.input.to(at::kDouble)), weight = leaf(product.weight.to(at::kDouble));
  std::vector<at::Tensor> by = {input, weight};
  at::Tensor bias;
  if (product.bias.defined()) by.push_back(bias = leaf(product.bias.to(at::kDouble)));
  const at::Tensor output =
      product.convolution ? at::conv2d(input, weight, {}, product.convolution->stride, product.convolution->padding)
                          : at::linear(input, weight, bias);
  return {output.detach(), torch::autograd::grad({output}, by, {half_values(gradient, bf16_format).to(at::kDouble)})};
}

/// Rounded once to bf16, half of a last place each, where nothing cancels.
void expect_rounded(const at::Tensor& found, const at::Tensor& exact) {
  const at::Tensor off = (found.to(at::kDouble) - exact).abs(), scale = exact.abs().max();
  EXPECT_LE(((off - exact.abs() * 0x1p-8) / scale).max().item<double>(), 0x1p-18);
  EXPECT_TRUE(at::equal(found, half_values(found, bf16_format))) << "every value is one of bf16";
}

void expect_alike(const Found& found, const Found& exact) {
  expect_rounded(found.output, exact.output);
  for (std::size_t i = 0; i < 2; ++i) expect_rounded(found.gradients[i], exact.gradients[i]);
  if (found.gradients.size() > 2) {
    EXPECT_LT(relative_error(found.gradients[2], exact.gradients[2]), 1e-6);
  }
}

class Bf16Products : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_bf16_multipliers()) GTEST_SKIP() << "this processor has no bf16 multipliers";
  }
};

TEST_F(Bf16Products, OfLinearLayersAreTheExactOnesRounded) {
  for (const auto& [samples, in, out] :
       {std::array<std::int64_t, 3>{1, 256, 32}, {64, 300, 70}, {128, 784, 100}, {700, 200, 800}})
    for (const bool has_bias : {false, true}) {
      LayerProduct product{.input = in_bf16({samples, in}, 1), .weight = in_bf16({out, in}, 2)};
      if (has_bias) product.bias = in_bf16({out}, 3);
      const at::Tensor gradient = normal_tensor({samples, out}, 4);
      expect_alike(run(product, gradient), expected(product, gradient));
    }
}

TEST_F(Bf16Products, OfConvolutionsAreTheExactOnesRounded) {
  for (const std::int64_t stride : {1, 2})
    for (const std::int64_t kernel : {1, 3, 5})
      for (const std::int64_t channels : {3, 16, 33}) {
        const std::int64_t padding = kernel / 2, size = 9, reduced = (size + 2 * padding - kernel) / stride + 1;
        const LayerProduct product{.input = channels_last(in_bf16({4, channels, size, size}, 1)),
                                   .weight = channels_last(in_bf16({8, channels, kernel, kernel}, 2)),
                                   .convolution = ConvolutionGeometry{{stride, stride}, {padding, padding}}};
        const at::Tensor gradient = channels_last(normal_tensor({4, 8, reduced, reduced}, 3));
        expect_alike(run(product, gradient), expected(product, gradient));
      }
}

TEST_F(Bf16Products, AreTakenWhereTheNetworkIsHeldInBf16AndRoundsNoFurther) {
  LayerProduct product{.input = in_bf16({4, 128}, 1), .weight = in_bf16({64, 128}, 2), .working = bf16_format};
  EXPECT_STREQ(executor_for(product).name(), "bf16");
  product.choice = {"simulated"};
  EXPECT_STREQ(executor_for(product).name(), "simulated");
  product.choice = {};
  product.is_tapped = true;
  EXPECT_STREQ(executor_for(product).name(), "simulated");
  product.is_tapped = false;
  product.precision = layer_precision(4, 8);
  EXPECT_STRNE(executor_for(product).name(), "bf16");
  product.precision = {};
  product.working = fp16_format;
  EXPECT_STREQ(executor_for(product).name(), "simulated");
  product.working = bf16_format;
  product.weight = in_bf16({63, 128}, 2);
  EXPECT_STREQ(executor_for(product).name(), "simulated") << "a small matrix";
  product.working = {};
  EXPECT_STREQ(executor_for(product).name(), "simulated");
}

TEST_F(Bf16Products, OfASharedWeightAreThoseOfTheWeight) {
  LayerProduct product{.input = in_bf16({6, 200}, 1), .weight = in_bf16({50, 200}, 2), .working = bf16_format};
  const Bf16Executor executor;
  const at::Tensor once = executor.run(product).output;
  product.prepared = executor.prepare(product);
  EXPECT_TRUE(at::equal(executor.run(product).output, once));
}

}  // namespace
}  // namespace imprint::test
