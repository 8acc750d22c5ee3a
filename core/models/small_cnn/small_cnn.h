// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/models/layer_builder.h"

namespace imprint {

/// Five 3x3 convolutions, each with batch norm and ReLU: channels w w 2w 2w 4w, strides 1 2 1 2 2; then
/// global average pooling and the classifier. Layers conv1, bn1, ..., conv5, bn5, fc.
class SmallCnn : public Network {
 public:
  SmallCnn(int width, ImageShape shape, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  static constexpr int stages = 5;
  std::array<std::shared_ptr<ConvolutionLayer>, stages> convolutions_;
  std::array<std::shared_ptr<BatchNormLayer>, stages> norms_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
