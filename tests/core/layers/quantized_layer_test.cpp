// SPDX-License-Identifier: GPL-3.0-or-later
// Quantized layers against the formula's slow reference, forward and backward.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/stack.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <set>

#include "core/base/error.h"
#include "core/formats/rounding_noise.h"
#include "core/kernels/matrix_product.h"
#include "core/layers/convolution_layer.h"
#include "core/layers/linear_layer.h"
#include "core/models/network.h"
#include "tests/reference/slow_quantizer.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/model_specs.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;

/// `values` with the memory order of `like` and the slow reference's numbers.
at::Tensor refilled(const at::Tensor& like, const std::vector<float>& values) {
  at::Tensor result = at::empty_like(like);
  std::copy(values.begin(), values.end(), result.data_ptr<float>());
  return result;
}

at::Tensor slow(const at::Tensor& dense, int bits) { return refilled(dense, slow_quantized(memory_of(dense), bits)); }

at::Tensor slow_per_channel(const at::Tensor& weight, int bits) {
  std::vector<at::Tensor> channels;
  for (std::int64_t o = 0; o < weight.size(0); ++o) channels.push_back(slow(weight[o].contiguous(), bits));
  return at::stack(channels);
}

at::Tensor slow_gradient(const at::Tensor& dense, int bits, std::uint64_t noise_key) {
  return refilled(dense, slow_quantized(memory_of(dense), bits, [&](std::size_t i) {
                    const auto block = static_cast<std::int64_t>(i) / noise_block;
                    return rounding_noise(noise_block_key(noise_key, block),
                                          static_cast<std::uint32_t>(i % noise_block));
                  }));
}

constexpr std::uint64_t step_key = 1234;
const LayerPlace place{"layer", 5, 1};

ForwardContext training(int forward_bits, int backward_bits) {
  ForwardContext context;
  context.training = true;
  context.precision.network = layer_precision(forward_bits, backward_bits);
  context.noise_key = step_key;
  context.executor = {"simulated"};
  return context;
}

TEST(QuantizedConvolution, ForwardAndBackwardFollowTheFormulaBitForBit) {
  ConvolutionLayer layer(place, {3, 8, 3, 2});
  const at::Tensor x = normal_images({4, 3, 9, 9}, 1).requires_grad_(true);
  for (const int bits : {1, 2, 4, 8, 16}) {
    const at::Tensor y = layer.forward(x, training(bits, 8));
    const at::Tensor xq = slow(x.detach(), bits), wq = slow_per_channel(layer.weight().detach(), bits);
    ASSERT_TRUE(same_values(y, at::conv2d(xq, wq, {}, 2, 1))) << bits;

    const at::Tensor g = normal_images(y.sizes(), 2);
    const auto gradients = grad({y}, {x, layer.weight()}, {g});
    const at::Tensor gq = slow_gradient(g, 8, layer_noise_key(step_key, place.index));
    const auto expected = at::convolution_backward(gq, xq, wq, c10::nullopt, {2, 2}, {1, 1}, {1, 1}, false, {0, 0}, 1,
                                                   {true, true, false});
    EXPECT_TRUE(same_values(gradients[0], std::get<0>(expected))) << bits;
    EXPECT_TRUE(same_values(gradients[1], std::get<1>(expected))) << bits;
  }
}

TEST(QuantizedConvolution, WeightAndActivationMayHaveBitsApart) {
  ConvolutionLayer layer(place, {3, 8, 3, 1});
  const at::Tensor x = normal_images({2, 3, 9, 9}, 1);
  ForwardContext context = training(8, 8);
  context.precision.network = layer_precision(3, 6, 8);
  const at::Tensor weight = slow_per_channel(layer.weight().detach(), 3);
  EXPECT_TRUE(same_values(layer.forward(x, context), at::conv2d(slow(x, 6), weight, {}, 1, 1)));
  context.precision.layers = {{place.name, layer_precision(32, 2, 8)}};
  EXPECT_TRUE(same_values(layer.forward(x, context), at::conv2d(slow(x, 2), layer.weight().detach(), {}, 1, 1)));
  context.precision.layers = {{place.name, layer_precision(4, 32, 8)}};
  const at::Tensor coarse = slow_per_channel(layer.weight().detach(), 4);
  EXPECT_TRUE(same_values(layer.forward(x, context), at::conv2d(x, coarse, {}, 1, 1)));
}

class QuantizedLinear : public ::testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Granularity, QuantizedLinear, ::testing::Bool(),
                         [](const auto& rows) { return rows.param ? "OutputRow" : "Tensor"; });

ForwardContext linear_training(int forward_bits, int backward_bits, bool rows) {
  ForwardContext context = training(forward_bits, backward_bits);
  context.linear_rows = rows;
  return context;
}

at::Tensor slow_weight(const LinearLayer& layer, int bits, bool rows) {
  const at::Tensor weight = layer.weight().detach();
  return rows ? slow_per_channel(weight, bits) : slow(weight, bits);
}

/// A layer whose rows differ in range, and one has none.
LinearLayer uneven_layer() {
  LinearLayer layer(place, {.in = 40, .out = 12});
  const at::NoGradGuard no_graph;
  at::Tensor weight = layer.weight();
  weight.mul_(at::linspace(0.01, 3, 12).unsqueeze(1));
  weight[7].fill_(0.25);
  return layer;
}

TEST_P(QuantizedLinear, ForwardAndBackwardFollowTheFormulaBitForBit) {
  LinearLayer layer = uneven_layer();
  const at::Tensor x = normal_tensor({6, 40}, 3).requires_grad_(true);
  for (const int bits : {1, 2, 3, 8, 16}) {
    const at::Tensor y = layer.forward(x, linear_training(bits, 6, GetParam()));
    const at::Tensor xq = slow(x.detach(), bits), wq = slow_weight(layer, bits, GetParam()),
                     bq = slow(layer.bias().detach(), bits);
    ASSERT_TRUE(same_values(y, linear_map(xq, wq, bq))) << bits;

    const at::Tensor g = normal_tensor(y.sizes(), 4);
    const auto gradients = grad({y}, {x, layer.weight(), layer.bias()}, {g});
    const at::Tensor gq = slow_gradient(g, 6, layer_noise_key(step_key, place.index));
    EXPECT_TRUE(same_values(gradients[0], matrix_product({gq}, {wq}))) << bits;
    EXPECT_TRUE(same_values(gradients[1], matrix_product({gq, true}, {xq}))) << bits;
    EXPECT_LT(relative_error(gradients[2], gq.sum(0)), 1e-6);
  }
}

TEST(LinearGranularity, IsARangeForEachOutputRowUnlessAskedOtherwise) {
  LinearLayer layer = uneven_layer();
  const at::Tensor x = normal_tensor({6, 40}, 3);
  const at::Tensor rows = layer.forward(x, linear_training(4, 8, true));
  EXPECT_TRUE(same_values(layer.forward(x, training(4, 8)), rows));
  EXPECT_FALSE(same_values(layer.forward(x, linear_training(4, 8, false)), rows));
  EXPECT_TRUE(same_values(layer.forward(x, linear_training(32, 32, false)), layer.forward(x, training(32, 32))));
}

TEST(QuantizedLayer, BitsMayChangeAtEveryStep) {
  ConvolutionLayer layer(place, {2, 4, 3, 1});
  const at::Tensor x = normal_images({2, 2, 6, 6}, 5);
  const at::Tensor plain = at::conv2d(x, layer.weight(), {}, 1, 1);
  double previous = 1e9;
  for (const int bits : {2, 4, 8, 16}) {
    const double error = relative_error(layer.forward(x, training(bits, 8)), plain);
    EXPECT_LT(error, previous) << bits;
    previous = error;
  }
  EXPECT_TRUE(same_values(layer.forward(x, training(32, 32)), plain));
  EXPECT_TRUE(same_values(layer.forward(x, training(0, 0)), plain));
}

TEST(QuantizedLayer, OnlyForwardOrOnlyBackwardMayBeQuantized) {
  ConvolutionLayer layer(place, {2, 4, 3, 1});
  const at::Tensor x = normal_images({2, 2, 6, 6}, 6), g = normal_images({2, 4, 6, 6}, 7);
  const auto gradient = [&](int forward_bits, int backward_bits) {
    return grad({layer.forward(x, training(forward_bits, backward_bits))}, {layer.weight()}, {g})[0];
  };
  EXPECT_FALSE(same_values(gradient(32, 4), gradient(32, 32)));
  EXPECT_FALSE(same_values(gradient(4, 32), gradient(32, 32)));
  EXPECT_FALSE(same_values(gradient(4, 4), gradient(4, 32)));
}

TEST(QuantizedLayer, EvaluationUsesTheRunningRangeOfTraining) {
  ConvolutionLayer layer(place, {2, 4, 3, 1});
  const at::Tensor x = normal_images({2, 2, 6, 6}, 8);
  layer.forward(x, training(4, 8));
  ForwardContext evaluation;
  evaluation.precision.network = layer_precision(4, 32);
  const SlowRange range = slow_range(memory_of(x));
  const at::Tensor wide = x * 10;
  const at::Tensor clamped = refilled(wide, slow_quantized(memory_of(wide), range, 4));
  const at::Tensor expected = at::conv2d(clamped, slow_per_channel(layer.weight().detach(), 4), {}, 1, 1);
  EXPECT_LT(relative_error(layer.forward(wide, evaluation), expected), 1e-5);
}

TEST(QuantizedLayer, KeepsItsRangeInABufferOfItsName) {
  const auto net = make_network({.name = "small-cnn"}, shape_of_images({3, 16, 16}, 10), 1);
  EXPECT_EQ(net->named_buffers()["conv3.activation_range"].numel(), 3);
  EXPECT_FALSE(net->named_buffers().contains("fc.activation_range"));
  net->forward(normal_images({2, 3, 16, 16}, 9), training(4, 8));
  EXPECT_EQ(net->named_buffers()["conv3.activation_range"][2].item<float>(), 1);
}

TEST(QuantizedLayer, NaNAndInfinityReachTheLogitsAtEveryPrecision) {
  const auto net = make_network(model_of_width("small-cnn", 4), shape_of_images({1, 8, 8}, 3), 1);
  for (const float bad : {NAN, INFINITY}) {
    for (const int bits : {2, 8, 32}) {
      at::Tensor x = normal_images({2, 1, 8, 8}, 10);
      x.data_ptr<float>()[17] = bad;
      EXPECT_FALSE(at::isfinite(net->forward(x, training(bits, 8))).all().item<bool>()) << bad << " " << bits;
    }
  }
}

TEST(QuantizedLayer, RefusesBitsOutsideOneToThirtyTwo) {
  ConvolutionLayer layer(place, {2, 4, 3, 1});
  EXPECT_THROW(layer.forward(normal_images({1, 2, 4, 4}, 1), training(33, 8)), InputError);
  EXPECT_THROW(layer.forward(normal_images({1, 2, 4, 4}, 1), training(-2, 8)), InputError);
}

TEST(QuantizedTraining, IsAFunctionOfSeedAndStep) {
  const at::Tensor x = normal_images({8, 3, 12, 12}, 11), labels = random_labels(8, 10, 1);
  const auto gradients = [&](std::uint64_t key) {
    const auto net = make_network(model_of_width("resnet20", 4), shape_of_images({3, 12, 12}, 10), 1);
    ForwardContext context = training(4, 6);
    context.noise_key = key;
    return grad({at::cross_entropy_loss(net->forward(x, context), labels)}, net->parameters());
  };
  const auto a = gradients(1), b = gradients(1), c = gradients(2);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_TRUE(same_values(a[i], b[i])) << i;
  EXPECT_FALSE(same_values(a[0], c[0]));
}

TEST(QuantizedTraining, ClassifierGradientIsNotRounded) {
  const auto net = make_network(model_of_layers("mlp", {16}), shape_of_images({1, 4, 4}, 3), 1);
  const at::Tensor x = normal_images({5, 1, 4, 4}, 12);
  const at::Tensor logits = net->forward(x, training(32, 1));
  const at::Tensor g = normal_tensor({5, 3}, 13);
  const auto gradients = grad({logits}, {net->named_parameters()["fc.bias"]}, {g});
  EXPECT_LT(relative_error(gradients[0], g.sum(0)), 1e-6);
}

}  // namespace
}  // namespace imprint
