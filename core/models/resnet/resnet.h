// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/models/resnet/residual_block.h"

namespace imprint {

/// The residual network for small images of depth 6n + 2: a 3x3 convolution, three stages of n blocks with w,
/// 2w and 4w channels (strides 1, 2, 2), global average pooling, the classifier. Layers conv1, bn1,
/// layer1.0.conv1, ..., fc. Source: He et al., CVPR 2016, section 4.2.
class ResNet : public Network {
 public:
  ResNet(int depth, int width, ImageShape shape, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  std::shared_ptr<ConvolutionLayer> convolution1_;
  std::shared_ptr<BatchNormLayer> norm1_;
  std::vector<std::shared_ptr<ResidualBlock>> blocks_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
