// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/channel_affine.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <functional>

#include "tests/reference/test_tensors.h"

namespace imprint {
namespace {

using namespace test;
using torch::autograd::grad;
using Map = std::function<at::Tensor(const at::Tensor&, const at::Tensor&, const at::Tensor&)>;

at::Tensor by_aten(const at::Tensor& x, const at::Tensor& s, const at::Tensor& t) {
  return x * s.view({1, -1, 1, 1}) + t.view({1, -1, 1, 1});
}

/// The value, its first derivatives and their product with fixed directions, all through a non-linear
/// function.
std::vector<at::Tensor> derivatives(const Map& map, std::int64_t channels, at::ScalarType type) {
  const auto leaf = [&](const at::Tensor& values) { return values.to(type).requires_grad_(true); };
  const std::vector<at::Tensor> inputs{leaf(normal_images({3, channels, 5, 4}, 1)), leaf(normal_tensor({channels}, 2)),
                                       leaf(normal_tensor({channels}, 3))};
  const at::Tensor y = map(inputs[0], inputs[1], inputs[2]);
  std::vector<at::Tensor> result{y};
  const auto first = grad({y.sin().sum()}, inputs, {}, true, true);
  std::vector<at::Tensor> directions;
  for (const at::Tensor& input : inputs) directions.push_back(normal_tensor(input.sizes(), 4).to(type));
  const auto second = grad(first, inputs, directions, true, true);
  const auto third = grad({second[0].sin().sum() + second[1].sum()}, {inputs[0], inputs[1]});
  for (const auto& group : {first, second, third}) result.insert(result.end(), group.begin(), group.end());
  return result;
}

TEST(ChannelAffine, ValueAndThreeDerivativesEqualATensInDoublePrecision) {
  for (const std::int64_t channels : {1, 3, 16, 70}) {
    const auto ours = derivatives(channel_affine, channels, at::kFloat);
    const auto exact = derivatives(by_aten, channels, at::kDouble);
    ASSERT_EQ(ours.size(), exact.size());
    for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_LT(relative_error(ours[i], exact[i]), 1e-4) << i;
  }
}

TEST(ChannelAffine, ComputesTheGradientsThatAreAskedForOneByOne) {
  const at::Tensor x = normal_images({2, 4, 3, 3}, 1).requires_grad_(true);
  const at::Tensor s = normal_tensor({4}, 2).requires_grad_(true), t = normal_tensor({4}, 3).requires_grad_(true);
  const at::Tensor g = normal_images({2, 4, 3, 3}, 4);
  const auto all = grad({channel_affine(x, s, t)}, {x, s, t}, {g});
  EXPECT_TRUE(same_values(grad({channel_affine(x, s, t)}, {x}, {g})[0], all[0]));
  EXPECT_TRUE(same_values(grad({channel_affine(x, s, t)}, {s}, {g})[0], all[1]));
  EXPECT_TRUE(same_values(grad({channel_affine(x, s, t)}, {t}, {g})[0], all[2]));
}

}  // namespace
}  // namespace imprint
