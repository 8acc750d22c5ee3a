// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/imagenet_resnet/imagenet_resnet.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/max_pool2d.h>

#include "core/kernels/channels_last.h"
#include "core/layers/working_format.h"

namespace imprint {
namespace {

/// Of 3x3 with stride 2 and padding 1.
FeatureShape pooled(const FeatureShape& features) {
  return {features.channels, (features.height - 1) / 2 + 1, (features.width - 1) / 2 + 1};
}

}  // namespace

ImagenetResNet::ImagenetResNet(const Blocks& blocks, PublishedWidth width, ImageShape shape, std::int64_t classes,
                               std::uint64_t seed) {
  const LayerBuilder layers(seed, layers_);
  FeatureShape features = shape;
  convolution1_ = layers.convolution(*this, "conv1", features,
                                     {.channels = width.of(64), .kernel = 7, .stride = 2, .is_quantized = false});
  norm1_ = layers.batch_norm(*this, "bn1", features);
  features = pooled(features);
  for (int stage = 0; stage < 4; ++stage)
    add_residual_stage(*this, layers, features,
                       {stage + 1, width.of(std::int64_t{64} << stage), blocks[static_cast<std::size_t>(stage)], false},
                       blocks_);
  fc_ = layers.classifier(*this, features.channels, classes);
}

at::Tensor ImagenetResNet::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = convolution1_->forward(channels_last(inputs.values), context);
  features = norm1_->forward(features, context, Epilogue::relu);
  features = held(at::max_pool2d(features, {3, 3}, {2, 2}, {1, 1}), context);
  for (const auto& block : blocks_) features = block->forward(features, context);
  return fc_->forward(held(features.mean({2, 3}), context), context);
}

std::shared_ptr<Network> make_imagenet_resnet(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const ImagenetResNet::Blocks blocks =
      spec.name == "resnet18" ? ImagenetResNet::Blocks{2, 2, 2, 2} : ImagenetResNet::Blocks{3, 4, 6, 3};
  const PublishedWidth width(spec.options.get<double>("width_multiplier"));
  return std::make_shared<ImagenetResNet>(blocks, width, shape.image, shape.classes, seed);
}

}  // namespace imprint
