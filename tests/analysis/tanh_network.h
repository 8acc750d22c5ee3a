// SPDX-License-Identifier: GPL-3.0-or-later
// A network whose Hessian and Gauss-Newton matrix differ, also on the diagonal, and whose convolution has a bias.
#pragma once

#include "core/models/network.h"

namespace imprint::test {

/// conv 3x3 with bias -> tanh -> mean over pixels -> linear.
class TanhNetwork : public Network {
 public:
  TanhNetwork(std::int64_t channels, std::int64_t units, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return false; }

 private:
  at::Tensor conv_weight_, conv_bias_, weight_, bias_;
};

}  // namespace imprint::test
