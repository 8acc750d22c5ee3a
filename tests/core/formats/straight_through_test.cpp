// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/straight_through.h"
#include "core/formats/float_tensor.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/formats/affine/quantize_tensor.h"
#include "tests/reference/test_tensors.h"

namespace imprint {
namespace {

using namespace test;

at::Tensor leaf(const at::Tensor& values) { return values.requires_grad_(true); }

at::Tensor gradient_of(const at::Tensor& output, const at::Tensor& input, const at::Tensor& direction) {
  return torch::autograd::grad({output}, {input}, {direction})[0];
}

TEST(StraightThrough, QuantizesForwardAndPassesTheGradientUnchanged) {
  const at::Tensor x = leaf(normal_tensor({5, 40}, 1)), g = normal_tensor({5, 40}, 2);
  const at::Tensor activation = straight_through(x, NumberFormat(3), {.range = FloatRange{-1, 1}});
  EXPECT_TRUE(same_values(activation, quantized(x.detach(), {-1, 1}, 3)));
  EXPECT_TRUE(same_values(gradient_of(activation, x, g), g)) << "values outside the range must not be masked";
  const at::Tensor channels = straight_through(x, NumberFormat(3), {.granularity = Granularity::row});
  EXPECT_TRUE(same_values(channels, quantized_per_channel(x.detach(), 3)));
  EXPECT_TRUE(same_values(gradient_of(channels, x, g), g));
  const at::Tensor whole = straight_through(x, NumberFormat(3), {});
  EXPECT_TRUE(same_values(whole, quantized_per_tensor(x.detach(), 3)));
  EXPECT_TRUE(same_values(gradient_of(whole, x, g), g));
}

TEST(QuantizedGradient, IsIdentityForwardAndRoundsTheGradientOnTheWayBack) {
  const at::Tensor x = leaf(normal_tensor({300}, 3)), g = normal_tensor({300}, 4);
  const at::Tensor y = with_quantized_gradient(x, NumberFormat(5), 99);
  EXPECT_TRUE(same_values(y, x));
  EXPECT_TRUE(same_values(gradient_of(y, x, g), quantized_stochastically(g, 5, 99)));
}

TEST(QuantizedGradient, OneQuantizedGradientFeedsInputAndWeight) {
  const at::Tensor x = leaf(normal_tensor({6, 20}, 5)), w = leaf(normal_tensor({7, 20}, 6));
  const at::Tensor g = normal_tensor({6, 7}, 7);
  const at::Tensor xq = straight_through(x, NumberFormat(4), {.range = tensor_range(x.detach())});
  const at::Tensor wq = straight_through(w, NumberFormat(4), {.granularity = Granularity::row});
  const at::Tensor y = with_quantized_gradient(at::linear(xq, wq), NumberFormat(8), 5);
  const auto gradients = torch::autograd::grad({y}, {x, w}, {g});
  const at::Tensor gq = quantized_stochastically(g, 8, 5);
  EXPECT_TRUE(same_values(gradients[0], at::mm(gq, wq.detach())));
  EXPECT_TRUE(same_values(gradients[1], at::mm(gq.t(), xq.detach())));
}

TEST(StraightThrough, OfALowerStrengthLiesBetweenTheValueAndTheRoundedOne) {
  const at::Tensor x = leaf(normal_tensor({50, 6}, 1)), g = normal_tensor({50, 6}, 2);
  const at::Tensor rounded = quantized_per_tensor(x.detach(), 3);
  for (const double strength : {0.25, 0.5, 1.0}) {
    const at::Tensor y = straight_through(x, NumberFormat(3), {}, strength);
    EXPECT_TRUE(at::allclose(y.detach(), (1 - strength) * x.detach() + strength * rounded, 0, 1e-6)) << strength;
    EXPECT_TRUE(same_values(gradient_of(y, x, g), g));
    const at::Tensor z = with_quantized_gradient(x, NumberFormat(5), 99, Granularity::tensor, strength);
    const at::Tensor found = gradient_of(z, x, g), full = quantized_stochastically(g, 5, 99);
    EXPECT_TRUE(at::allclose(found, (1 - strength) * g + strength * full, 0, 1e-6)) << strength;
  }
}

TEST(FullPrecision, ReturnsTheTensorItself) {
  const at::Tensor x = leaf(normal_tensor({4}, 8));
  for (const int bits : {0, 32}) {
    EXPECT_TRUE(straight_through(x, NumberFormat(bits), {.range = FloatRange{0, 1}}).is_same(x));
    EXPECT_TRUE(straight_through(x, NumberFormat(bits), {}).is_same(x));
    EXPECT_TRUE(with_quantized_gradient(x, NumberFormat(bits), 1).is_same(x));
  }
}

TEST(FullPrecision, WithoutAGradientNothingIsRecorded) {
  const at::Tensor x = normal_tensor({4}, 9);
  EXPECT_TRUE(with_quantized_gradient(x, NumberFormat(8), 1).is_same(x));
  EXPECT_FALSE(straight_through(x, NumberFormat(8), {.range = FloatRange{0, 1}}).requires_grad());
}

}  // namespace
}  // namespace imprint
