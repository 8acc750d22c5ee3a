// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/resnet/residual_block.h"

namespace imprint {

ResidualBlock::ResidualBlock(const LayerBuilder& layers, FeatureShape& features, std::int64_t channels,
                             std::int64_t stride, bool projection_is_quantized) {
  FeatureShape shortcut = features;
  convolution1_ = layers.convolution(*this, "conv1", features, {channels, 3, stride});
  norm1_ = layers.batch_norm(*this, "bn1", features);
  convolution2_ = layers.convolution(*this, "conv2", features, {channels, 3, 1});
  norm2_ = layers.batch_norm(*this, "bn2", features);
  if (shortcut == features) return;
  auto downsample = register_module("downsample", std::make_shared<torch::nn::Module>());
  const LayerBuilder inside = layers.inside("downsample");
  projection_ = inside.convolution(*downsample, "0", shortcut, {channels, 1, stride, 1, projection_is_quantized});
  projection_norm_ = inside.batch_norm(*downsample, "1", shortcut);
}

at::Tensor ResidualBlock::forward(const at::Tensor& input, const ForwardContext& context) {
  const at::Tensor hidden = norm1_->forward(convolution1_->forward(input, context), context, Epilogue::relu);
  const at::Tensor residual = convolution2_->forward(hidden, context);
  return norm2_->forward(residual, context, Epilogue::add_relu, shortcut(input, context));
}

at::Tensor ResidualBlock::shortcut(const at::Tensor& input, const ForwardContext& context) {
  if (projection_ == nullptr) return input;
  return projection_norm_->forward(projection_->forward(input, context), context, Epilogue::none);
}

void add_residual_stage(torch::nn::Module& parent, const LayerBuilder& layers, FeatureShape& features,
                        const ResidualStage& stage, std::vector<std::shared_ptr<ResidualBlock>>& blocks) {
  const std::string name = "layer" + std::to_string(stage.number);
  auto module = parent.register_module(name, std::make_shared<torch::nn::Module>());
  for (int i = 0; i < stage.blocks; ++i) {
    const std::string number = std::to_string(i);
    const std::int64_t stride = stage.number > 1 && i == 0 ? 2 : 1;
    blocks.push_back(module->register_module(
        number, std::make_shared<ResidualBlock>(layers.inside(name).inside(number), features, stage.channels, stride,
                                                stage.projection_is_quantized)));
  }
}

}  // namespace imprint
