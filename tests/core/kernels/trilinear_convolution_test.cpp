// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/trilinear_convolution.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <functional>
#include <vector>

#include "tests/reference/test_tensors.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;
using Convolve = std::function<at::Tensor(const at::Tensor&, const at::Tensor&)>;

struct Case {
  std::int64_t in, out, size, kernel, stride, groups = 1;
  ConvolutionGeometry geometry() const { return {{stride, stride}, {kernel / 2, kernel / 2}}; }
  at::Tensor input(std::uint64_t seed) const { return normal_images({3, in, size, size}, seed); }
  at::Tensor weight(std::uint64_t seed) const { return normal_tensor({out, in / groups, kernel, kernel}, seed); }
  Convolve ours() const {
    return [g = geometry()](const at::Tensor& x, const at::Tensor& w) { return convolution(x, w, g); };
  }
  Convolve aten() const {
    return [g = geometry(), n = groups](const at::Tensor& x, const at::Tensor& w) {
      return at::conv2d(x, w, {}, g.stride, g.padding, {1, 1}, n);
    };
  }
};
const std::vector<Case> cases{{3, 8, 9, 3, 1},    {4, 6, 8, 3, 2},     {5, 7, 7, 1, 2},    {1, 4, 6, 5, 1},
                              {6, 6, 8, 3, 2, 6}, {6, 12, 7, 3, 1, 6}, {8, 12, 6, 3, 1, 4}};

struct Derivatives {
  at::Tensor output;
  std::vector<at::Tensor> first, second;
};

/// First derivatives of <cos(y), 1>, which is linear in nothing, and their product with fixed directions.
Derivatives derivatives(const Case& c, const Convolve& convolve, at::ScalarType type) {
  const at::Tensor x = c.input(1).to(type).requires_grad_(true), w = c.weight(2).to(type).requires_grad_(true);
  Derivatives result;
  result.output = convolve(x, w);
  result.first = grad({result.output.cos().sum()}, {x, w}, {}, true, true);
  result.second = grad(result.first, {x, w}, {c.input(3).to(type), c.weight(4).to(type)}, true, true);
  return result;
}

TEST(TrilinearConvolution, ValuesAndFirstDerivativesHaveATensBits) {
  for (const Case& c : cases) {
    const Derivatives ours = derivatives(c, c.ours(), at::kFloat), aten = derivatives(c, c.aten(), at::kFloat);
    EXPECT_TRUE(same_values(ours.output, aten.output));
    EXPECT_TRUE(same_values(ours.first[0], aten.first[0]));
    EXPECT_TRUE(same_values(ours.first[1], aten.first[1]));
  }
}

TEST(TrilinearConvolution, SecondDerivativesEqualATensUpToRounding) {
  for (const Case& c : cases) {
    const Derivatives ours = derivatives(c, c.ours(), at::kDouble), aten = derivatives(c, c.aten(), at::kDouble);
    EXPECT_LT(relative_error(ours.second[0], aten.second[0]), 1e-12);
    EXPECT_LT(relative_error(ours.second[1], aten.second[1]), 1e-12);
  }
}

TEST(TrilinearConvolution, SecondDerivativesAgreeWithFiniteDifferences) {
  for (const Case& c : cases) {
    const at::Tensor vx = c.input(3).to(at::kDouble), vw = c.weight(4).to(at::kDouble);
    const auto gradient_at = [&](double t) {
      const at::Tensor x = (c.input(1).to(at::kDouble) + t * vx).requires_grad_(true);
      const at::Tensor w = (c.weight(2).to(at::kDouble) + t * vw).requires_grad_(true);
      return grad({c.ours()(x, w).cos().sum()}, {x, w});
    };
    constexpr double h = 1e-5;
    const auto after = gradient_at(h), before = gradient_at(-h);
    const auto second = derivatives(c, c.ours(), at::kDouble).second;
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_LT(relative_error((after[i] - before[i]) / (2 * h), second[i]), 1e-7);
    }
  }
}

TEST(TrilinearConvolution, ThirdDerivativesCloseToo) {
  const Case& c = cases[1];
  std::vector<at::Tensor> third;
  for (const Convolve& convolve : {c.ours(), c.aten()}) {
    const at::Tensor x = c.input(1).to(at::kDouble).requires_grad_(true);
    const at::Tensor w = c.weight(2).to(at::kDouble).requires_grad_(true);
    const auto first = grad({convolve(x, w).cos().sum()}, {x, w}, {}, true, true);
    const auto second = grad(first, {x, w}, {c.input(3).to(at::kDouble), c.weight(4).to(at::kDouble)}, true, true);
    third.push_back(grad({second[0].sum() + second[1].sin().sum()}, {w})[0]);
  }
  EXPECT_LT(relative_error(third[0], third[1]), 1e-11);
}

TEST(TrilinearConvolution, ComputesOnlyTheGradientsThatAreAskedFor) {
  const Case& c = cases[0];
  const at::Tensor x = c.input(1), w = c.weight(2).requires_grad_(true);
  const auto gradients = grad({convolution(x, w, c.geometry()).sum()}, {w});
  EXPECT_TRUE(gradients[0].defined());
  EXPECT_FALSE(convolution(x, w.detach(), c.geometry()).requires_grad());
}

}  // namespace
}  // namespace imprint
