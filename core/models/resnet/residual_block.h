// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/models/layer_builder.h"

namespace imprint {

/// relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x)), 3x3 convolutions, the first with the stride. The
/// shortcut is the identity, or a 1x1 convolution with batch norm (downsample.0, downsample.1) where the
/// shape changes, which may be left at full precision. Source: He et al., "Deep residual learning for image
/// recognition", CVPR 2016.
class ResidualBlock : public torch::nn::Module {
 public:
  ResidualBlock(const LayerBuilder& layers, FeatureShape& features, std::int64_t channels, std::int64_t stride,
                bool projection_is_quantized = true);
  at::Tensor forward(const at::Tensor& input, const ForwardContext& context);

 private:
  at::Tensor shortcut(const at::Tensor& input, const ForwardContext& context);

  std::shared_ptr<ConvolutionLayer> convolution1_, convolution2_, projection_;
  std::shared_ptr<BatchNormLayer> norm1_, norm2_, projection_norm_;
};

struct ResidualStage {
  int number = 1;  // layer1, ...; all but the first begin with stride 2
  std::int64_t channels = 1;
  int blocks = 1;
  bool projection_is_quantized = true;
};

/// Registers the stage's blocks under `parent` and appends them.
void add_residual_stage(torch::nn::Module& parent, const LayerBuilder& layers, FeatureShape& features,
                        const ResidualStage& stage, std::vector<std::shared_ptr<ResidualBlock>>& blocks);

}  // namespace imprint
