// SPDX-License-Identifier: GPL-3.0-or-later
// Each product of a layer against the product of its operands, rounded in blocks along the index that it sums.
#include "core/execution/blocks/block_executor.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/formats/float_tensor.h"
#include "core/precision/ladder.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

constexpr std::uint64_t noise_key = 5;

at::Tensor rounded(const at::Tensor& values, NumberFormat format, std::int64_t along,
                   std::optional<std::uint64_t> key = {}) {
  return codec_of(format).rounded(values.detach(), format, {.noise_key = key, .along = along});
}

LayerPrecision all_of(const std::string& name, int bits) {
  const Ladder& rungs = ladder(name);
  return {rungs.format(bits, Operand::weight), rungs.format(bits, Operand::activation),
          rungs.format(bits, Operand::gradient)};
}

class InBlocks : public testing::TestWithParam<std::pair<std::string, int>> {
 protected:
  LayerPrecision precision() const { return all_of(GetParam().first, GetParam().second); }
};
INSTANTIATE_TEST_SUITE_P(Ladders, InBlocks,
                         testing::Values(std::pair{"mx", 4}, std::pair{"mx", 6}, std::pair{"mx", 8},
                                         std::pair{"nvidia", 4}));

TEST_P(InBlocks, ALinearLayersProductsRoundAlongTheirSums) {
  LayerProduct product;
  product.input = normal_tensor({50, 70}, 1).requires_grad_(true);
  product.weight = normal_tensor({45, 70}, 2).requires_grad_(true);
  product.bias = normal_tensor({45}, 3).requires_grad_(true);
  product.precision = precision();
  product.noise_key = noise_key;
  const Executor& executor = executor_for(product);
  ASSERT_STREQ(executor.name(), "blocks");
  const at::Tensor output = executor.run(product).output;
  const auto& [weight, activation, gradient] = product.precision;
  const at::Tensor bias = rounded(product.bias, weight, -1);
  EXPECT_LT(relative_error(output,
                           at::linear(rounded(product.input, activation, 1), rounded(product.weight, weight, 1), bias)),
            1e-6);
  const at::Tensor g = normal_tensor({50, 45}, 4);
  const auto found = torch::autograd::grad({output}, {product.input, product.weight, product.bias}, {g});
  EXPECT_LT(relative_error(found[0], at::mm(rounded(g, gradient, 1, noise_key), rounded(product.weight, weight, 0))),
            1e-6);
  EXPECT_LT(
      relative_error(found[1], at::mm(rounded(g, gradient, 0, noise_key).t(), rounded(product.input, activation, 0))),
      1e-6);
  EXPECT_LT(relative_error(found[2], rounded(g, gradient, 0, noise_key).sum(0)), 1e-6);
}

TEST_P(InBlocks, AConvolutionsProductsRoundAlongChannelsAndSamples) {
  LayerProduct product;
  product.input = normal_images({33, 40, 6, 5}, 1).requires_grad_(true);
  product.weight = normal_tensor({20, 40, 3, 3}, 2).requires_grad_(true);
  product.convolution = ConvolutionGeometry{{2, 1}, {1, 1}};
  product.precision = precision();
  product.noise_key = noise_key;
  const at::Tensor output = executor_for(product).run(product).output;
  const auto& [weight, activation, gradient] = product.precision;
  EXPECT_LT(relative_error(output, at::conv2d(rounded(product.input, activation, 1), rounded(product.weight, weight, 1),
                                              {}, {2, 1}, {1, 1})),
            1e-6);
  const at::Tensor g = normal_images(output.sizes(), 4);
  const auto found = torch::autograd::grad({output}, {product.input, product.weight}, {g});
  const auto expected = [&](std::int64_t along_gradient, const at::Tensor& x, const at::Tensor& w) {
    return at::convolution_backward(rounded(g, gradient, along_gradient, noise_key), x, w, c10::nullopt, {2, 1}, {1, 1},
                                    {1, 1}, false, {0, 0}, 1, {true, true, false});
  };
  const at::Tensor x = product.input.detach(), w = product.weight.detach();
  EXPECT_LT(relative_error(found[0], std::get<0>(expected(1, x, rounded(w, weight, 0)))), 1e-6);
  EXPECT_LT(relative_error(found[1], std::get<1>(expected(0, rounded(x, activation, 0), w))), 1e-6);
}

TEST_P(InBlocks, ATappedProductHasTheSameOutput) {
  for (const bool is_convolution : {false, true}) {
    LayerProduct product;
    product.input = is_convolution ? normal_images({3, 40, 5, 5}, 1) : normal_tensor({6, 40}, 1);
    product.weight = is_convolution ? normal_tensor({8, 40, 3, 3}, 2) : normal_tensor({8, 40}, 2);
    if (is_convolution) product.convolution = ConvolutionGeometry();
    product.precision = precision();
    const at::Tensor free = executor_for(product).run(product).output;
    product.is_tapped = true;
    ASSERT_STREQ(executor_for(product).name(), "simulated");
    EXPECT_TRUE(same_values(executor_for(product).run(product).output, free));
  }
}

TEST(BlockExecutor, LeavesOperandsOfOtherFormatsAsTheSimulationHasThem) {
  LayerProduct product;
  product.input = normal_tensor({10, 40}, 1).requires_grad_(true);
  product.weight = normal_tensor({8, 40}, 2).requires_grad_(true);
  product.precision = {mx_format(4, 2), NumberFormat(8), NumberFormat(32)};
  product.input_range = tensor_range(product.input.detach());
  const at::Tensor output = executor_for(product).run(product).output;
  const at::Tensor x = affine_codec().rounded(product.input.detach(), NumberFormat(8), {.range = product.input_range});
  const at::Tensor g = normal_tensor({10, 8}, 3);
  const auto found = torch::autograd::grad({output}, {product.input, product.weight}, {g});
  EXPECT_LT(relative_error(output, at::mm(x, rounded(product.weight, mx_format(4, 2), 1).t())), 1e-6);
  EXPECT_LT(relative_error(found[0], at::mm(g, rounded(product.weight, mx_format(4, 2), 0))), 1e-6);
  EXPECT_LT(relative_error(found[1], at::mm(g.t(), x)), 1e-6);
}

}  // namespace
}  // namespace imprint::test
