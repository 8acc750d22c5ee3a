// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "core/models/published_width.h"
#include "core/models/resnet/residual_block.h"

namespace imprint {

/// The residual networks of 18 and 34 layers for large images: a 7x7 convolution with stride 2, max pooling 3x3 with
/// stride 2, four stages of blocks with 64, 128, 256 and 512 channels (strides 1, 2, 2, 2), global average pooling, the
/// classifier. The first convolution and the 1x1 convolutions of shortcuts stay at full precision. Layers and
/// parameters are named as torchvision names them: conv1, bn1, layer1.0.conv1, ..., layer2.0.downsample.0, ..., fc;
/// 11,689,512 and 21,797,672 parameters for a thousand classes of colour images. Source: He et al., CVPR 2016, table 1.
class ImagenetResNet : public Network {
 public:
  using Blocks = std::array<int, 4>;  // of each stage

  ImagenetResNet(const Blocks& blocks, PublishedWidth width, ImageShape shape, std::int64_t classes,
                 std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  std::shared_ptr<ConvolutionLayer> convolution1_;
  std::shared_ptr<BatchNormLayer> norm1_;
  std::vector<std::shared_ptr<ResidualBlock>> blocks_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
