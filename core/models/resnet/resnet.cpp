// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/resnet/resnet.h"

#include <ATen/core/Tensor.h>

#include "core/kernels/channels_last.h"
#include "core/layers/working_format.h"

namespace imprint {

ResNet::ResNet(int depth, int width, ImageShape shape, std::int64_t classes, std::uint64_t seed) {
  const LayerBuilder layers(seed, layers_);
  FeatureShape features = shape;
  convolution1_ = layers.convolution(*this, "conv1", features, {width, 3, 1});
  norm1_ = layers.batch_norm(*this, "bn1", features);
  const int blocks = (depth - 2) / 6;
  for (int number = 1; number <= 3; ++number) {
    add_residual_stage(*this, layers, features, {number, std::int64_t{width} << (number - 1), blocks}, blocks_);
  }
  fc_ = layers.classifier(*this, features.channels, classes);
}

at::Tensor ResNet::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = convolution1_->forward(channels_last(inputs.values), context);
  features = norm1_->forward(features, context, Epilogue::relu);
  for (const auto& block : blocks_) features = block->forward(features, context);
  return fc_->forward(held(features.mean({2, 3}), context), context);
}

std::shared_ptr<Network> make_resnet(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const int depth = std::stoi(spec.name.substr(std::string("resnet").size()));
  return std::make_shared<ResNet>(depth, spec.options.get<int>("width"), shape.image, shape.classes, seed);
}

}  // namespace imprint
