// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/convolution_gradients.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include "analysis/curvature/convolution_image.h"
#include "tests/analysis/tiny_cases.h"

namespace imprint {
namespace {

using test::normal_tensor;

struct Case {
  std::int64_t channels_in, height, width, channels_out;
  ConvolutionWindow window;

  bool is_depthwise() const { return window.groups > 1 && window.groups == channels_in && channels_in == channels_out; }
  at::Tensor weight(at::ScalarType type) const {
    return at::zeros({channels_out, channels_in / window.groups, window.height, window.width}, type);
  }
};

const std::vector<Case> cases = {
    {1, 9, 8, 3, {3, 3, {1, 1}, {1, 1}}},    {4, 9, 8, 5, {3, 3, {2, 2}, {1, 1}}},
    {4, 8, 9, 5, {1, 1, {2, 2}, {0, 0}}},    {3, 7, 6, 2, {1, 1, {1, 1}, {0, 0}}},
    {2, 10, 12, 3, {5, 3, {3, 2}, {2, 0}}},  {2, 6, 5, 3, {2, 4, {1, 3}, {1, 3}}},
    {3, 5, 5, 4, {5, 5, {1, 1}, {0, 0}}},    {2, 4, 4, 3, {3, 3, {4, 4}, {0, 0}}},
    {6, 7, 8, 6, {3, 3, {2, 1}, {1, 1}, 6}}, {35, 6, 5, 35, {3, 5, {1, 1}, {1, 2}, 35}},
    {6, 7, 5, 9, {3, 3, {1, 2}, {1, 1}, 3}},
};

at::Tensor convolve(const Case& c, const at::Tensor& input, const at::Tensor& weight) {
  return at::conv2d(input, weight, {}, c.window.stride, c.window.padding, {1, 1}, c.window.groups);
}

/// One backward pass an image.
at::Tensor norms_by_loop(const Case& c, const at::Tensor& input, const at::Tensor& gradient) {
  const at::Tensor weight = c.weight(at::kDouble);
  weight.requires_grad_(true);
  std::vector<at::Tensor> norms;
  for (std::int64_t i = 0; i < input.size(0); ++i) {
    const at::Tensor output = convolve(c, input.narrow(0, i, 1).to(at::kDouble), weight);
    const auto gradients = torch::autograd::grad({output}, {weight}, {gradient.narrow(0, i, 1).to(at::kDouble)});
    norms.push_back(gradients[0].square().sum());
  }
  return at::stack(norms);
}

struct Tensors {
  at::Tensor input;
  at::Tensor gradient;
};

Tensors random_tensors(const Case& c) {
  const at::Tensor input = normal_tensor({5, c.channels_in, c.height, c.width}, 21);
  return {input, normal_tensor(convolve(c, input, c.weight(at::kFloat)).sizes(), 22)};
}

double worst_relative_error(const at::Tensor& value, const at::Tensor& truth) {
  return ((value - truth) / truth).abs().max().item<double>();
}

class ConvolutionGradients : public testing::TestWithParam<ConvolutionMethod> {};

TEST_P(ConvolutionGradients, EveryMethodEqualsOneBackwardPassAnImage) {
  for (const Case& c : cases) {
    const Tensors random = random_tensors(c);
    const at::Tensor norms = convolution_weight_norms(c.window, random.input, random.gradient, GetParam());
    EXPECT_EQ(norms.scalar_type(), at::kDouble);
    EXPECT_LT(worst_relative_error(norms, norms_by_loop(c, random.input, random.gradient)), 1e-5) << &c - &cases[0];
  }
}

TEST_P(ConvolutionGradients, MemoryLayoutDoesNotMatter) {
  const Case& c = cases[1];
  const Tensors random = random_tensors(c);
  const auto channels_last = at::MemoryFormat::ChannelsLast;
  const at::Tensor planar = convolution_weight_norms(c.window, random.input, random.gradient, GetParam());
  const at::Tensor mixed =
      convolution_weight_norms(c.window, random.input.contiguous(channels_last), random.gradient, GetParam());
  const at::Tensor last = convolution_weight_norms(c.window, random.input.contiguous(channels_last),
                                                   random.gradient.contiguous(channels_last), GetParam());
  EXPECT_LT(worst_relative_error(mixed, planar), 1e-6);
  EXPECT_LT(worst_relative_error(last, planar), 1e-6);
}

INSTANTIATE_TEST_SUITE_P(Methods, ConvolutionGradients,
                         testing::Values(ConvolutionMethod::automatic, ConvolutionMethod::patches,
                                         ConvolutionMethod::gram, ConvolutionMethod::unfolded));

TEST(ConvolutionGradientsInDouble, KeepDoublePrecision) {
  for (const Case& c : cases) {
    const Tensors random = random_tensors(c);
    const at::Tensor norms =
        convolution_weight_norms(c.window, random.input.to(at::kDouble), random.gradient.to(at::kDouble));
    EXPECT_LT(worst_relative_error(norms, norms_by_loop(c, random.input, random.gradient)), 1e-12) << &c - &cases[0];
  }
}

TEST(ConvolutionGradientsOfDepthwiseLayers, EqualOneBackwardPassAnImage) {
  for (const Case& c : cases) {
    if (!c.is_depthwise()) continue;
    const Tensors random = random_tensors(c);
    const at::Tensor norms =
        convolution_weight_norms(c.window, random.input, random.gradient, ConvolutionMethod::depthwise);
    EXPECT_LT(worst_relative_error(norms, norms_by_loop(c, random.input, random.gradient)), 1e-5) << &c - &cases[0];
  }
}

TEST(ConvolutionGradientsCost, ManyChannelsOnFewPixelsTakeTheGramMatrices) {
  const ConvolutionWindow window{3, 3, {1, 1}, {1, 1}};
  EXPECT_TRUE(gram_is_cheaper({window, 512, 7, 7, 512, 7, 7}));
  EXPECT_FALSE(gram_is_cheaper({window, 16, 28, 28, 16, 28, 28}));
}

}  // namespace
}  // namespace imprint
