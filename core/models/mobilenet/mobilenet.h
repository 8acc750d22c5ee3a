// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/models/mobilenet/inverted_block.h"
#include "core/models/published_width.h"

namespace imprint {

/// MobileNetV2 for images of 32x32: a 3x3 convolution to 32 channels, 17 inverted blocks in seven stages (strides
/// 1 1 2 2 1 2 1), a 1x1 convolution to 1280, global average pooling, the classifier; ReLU. Layers conv1, bn1,
/// layers.0.conv1, ..., conv2, bn2, fc: 2,296,922 parameters for ten classes of colour images. Against the published
/// table the first convolution and the second stage keep the size of the image, as is usual at this size.
/// Source: Sandler et al., CVPR 2018, table 2; K. Liu, pytorch-cifar, for the strides and the shortcuts.
class MobileNet : public Network {
 public:
  MobileNet(PublishedWidth width, ImageShape shape, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  void add_blocks(const LayerBuilder& layers, FeatureShape& features, PublishedWidth width);

  std::shared_ptr<ConvolutionLayer> convolution1_, convolution2_;
  std::shared_ptr<BatchNormLayer> norm1_, norm2_;
  std::vector<std::shared_ptr<InvertedBlock>> blocks_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
