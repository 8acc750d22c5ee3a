// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/tanh_network.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/tanh.h>

#include "tests/reference/test_tensors.h"

namespace imprint::test {

TanhNetwork::TanhNetwork(std::int64_t channels, std::int64_t units, std::int64_t classes, std::uint64_t seed) {
  conv_weight_ = register_parameter("conv_weight", normal_tensor({units, channels, 3, 3}, seed) * 0.5);
  conv_bias_ = register_parameter("conv_bias", normal_tensor({units}, seed + 1));
  weight_ = register_parameter("weight", normal_tensor({classes, units}, seed + 2) * 2);
  bias_ = register_parameter("bias", normal_tensor({classes}, seed + 3));
  layers_ = {{"conv", LayerKind::convolution, 0, true, {conv_weight_, conv_bias_}},
             {"fc", LayerKind::linear, 0, false, {weight_, bias_}}};
}

at::Tensor TanhNetwork::forward(const Inputs& inputs, const ForwardContext& context) {
  const at::Tensor convolved = at::conv2d(inputs.values, conv_weight_, conv_bias_, 2, 1);
  const at::Tensor features = at::tanh(convolved).mean({2, 3});
  const at::Tensor logits = at::linear(features, weight_, bias_);
  if (context.taps != nullptr) {
    context.taps->push_back({"conv", inputs.values, convolved, {2, 2}, {1, 1}});
    context.taps->push_back({"fc", features, logits});
  }
  return logits;
}

}  // namespace imprint::test
