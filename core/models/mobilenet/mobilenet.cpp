// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/mobilenet/mobilenet.h"

#include <ATen/core/Tensor.h>

#include "core/kernels/channels_last.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

struct Stage {
  std::int64_t expansion, channels, blocks, stride;  // the stride of its first block
};
constexpr Stage stages[] = {{1, 16, 1, 1}, {6, 24, 2, 1},  {6, 32, 3, 2}, {6, 64, 4, 2},
                            {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};

}  // namespace

MobileNet::MobileNet(PublishedWidth width, ImageShape shape, std::int64_t classes, std::uint64_t seed) {
  const LayerBuilder layers(seed, layers_);
  FeatureShape features = shape;
  convolution1_ = layers.convolution(*this, "conv1", features, {width.of(32)});
  norm1_ = layers.batch_norm(*this, "bn1", features);
  add_blocks(layers, features, width);
  convolution2_ = layers.convolution(*this, "conv2", features, {width.of(1280), 1});
  norm2_ = layers.batch_norm(*this, "bn2", features);
  fc_ = layers.classifier(*this, features.channels, classes);
}

void MobileNet::add_blocks(const LayerBuilder& layers, FeatureShape& features, PublishedWidth width) {
  auto parent = register_module("layers", std::make_shared<torch::nn::Module>());
  for (const Stage& stage : stages)
    for (std::int64_t i = 0; i < stage.blocks; ++i) {
      const std::string name = std::to_string(blocks_.size());
      const InvertedBlock::Shape block{stage.expansion, width.of(stage.channels), i == 0 ? stage.stride : 1};
      blocks_.push_back(parent->register_module(
          name, std::make_shared<InvertedBlock>(layers.inside("layers").inside(name), features, block)));
    }
}

at::Tensor MobileNet::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = convolution1_->forward(channels_last(inputs.values), context);
  features = norm1_->forward(features, context, Epilogue::relu);
  for (const auto& block : blocks_) features = block->forward(features, context);
  features = norm2_->forward(convolution2_->forward(features, context), context, Epilogue::relu);
  return fc_->forward(held(features.mean({2, 3}), context), context);
}

std::shared_ptr<Network> make_mobilenet(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const PublishedWidth width(spec.options.get<double>("width_multiplier"));
  return std::make_shared<MobileNet>(width, shape.image, shape.classes, seed);
}

}  // namespace imprint
