// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/models/layer_builder.h"

namespace imprint {

/// bn3(conv3(relu(bn2(conv2(relu(bn1(conv1(x)))))))): a 1x1 convolution to `expansion` times the channels, a 3x3 one of
/// each channel by itself with the stride, a 1x1 one to the block's channels. With stride 1 a shortcut is added, the
/// identity or, where the channels change, a 1x1 convolution with batch norm (shortcut.0, shortcut.1).
/// Source: Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", CVPR 2018, section 3.
class InvertedBlock : public torch::nn::Module {
 public:
  struct Shape {
    std::int64_t expansion = 6, channels = 16, stride = 1;
  };

  InvertedBlock(const LayerBuilder& layers, FeatureShape& features, const Shape& shape);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);

 private:
  at::Tensor shortcut(const at::Tensor& input, const ForwardContext& context);

  bool has_shortcut_;
  std::shared_ptr<ConvolutionLayer> expand_, depthwise_, reduce_, projection_;
  std::shared_ptr<BatchNormLayer> norm1_, norm2_, norm3_, projection_norm_;
};

}  // namespace imprint
