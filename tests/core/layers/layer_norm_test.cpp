// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/normalization.h>

#include "core/layers/layer_norm_layer.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

/// Each with weights of its own, so that none is 1 or 0 by accident.
class LayerNorm : public testing::Test {
 protected:
  LayerNorm() : plain_(torch::nn::LayerNormOptions({features})) {
    layer_.weight().set_data(normal_tensor({features}, 1));
    layer_.bias().set_data(normal_tensor({features}, 2));
    plain_->weight.set_data(layer_.weight());
    plain_->bias.set_data(layer_.bias());
  }

  static constexpr std::int64_t rows = 5, features = 7;
  LayerNormLayer layer_{{.name = "norm"}, features};
  torch::nn::LayerNorm plain_;
  at::Tensor input_ = (normal_tensor({rows, features}, 3) * 4 + 2).requires_grad_(true);
};

TEST_F(LayerNorm, IsLibTorchs) {
  const at::Tensor output = layer_.forward(input_, {}), expected = plain_->forward(input_);
  EXPECT_LT(relative_error(output, expected), 1e-6);
  const at::Tensor direction = normal_tensor({rows, features}, 4);
  const auto ours = torch::autograd::grad({output}, {input_, layer_.weight(), layer_.bias()}, {direction});
  const auto theirs = torch::autograd::grad({expected}, {input_, plain_->weight, plain_->bias}, {direction});
  for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_LT(relative_error(ours[i], theirs[i]), 1e-5) << i;
}

TEST_F(LayerNorm, ItsTapRebuildsTheOutput) {
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  const at::Tensor output = layer_.forward(input_, context);
  EXPECT_LT(relative_error(output, layer_.forward(input_, {})), 1e-6);
  ASSERT_EQ(taps.size(), 1);
  EXPECT_TRUE(same_values(taps.front().output, output));
  EXPECT_LT(relative_error(taps.front().input * layer_.weight() + layer_.bias(), output), 1e-6);
}

TEST_F(LayerNorm, AConstantRowIsItsBias) {
  const at::Tensor constant = at::Tensor(input_.detach()).fill_(3.5);
  EXPECT_LT(relative_error(layer_.forward(constant, {}), layer_.bias().expand({rows, features})), 1e-3);
}

}  // namespace
}  // namespace imprint::test
