// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/small_cnn/small_cnn.h"

#include <ATen/core/Tensor.h>

#include "core/kernels/channels_last.h"
#include "core/layers/working_format.h"

namespace imprint {

SmallCnn::SmallCnn(int width, ImageShape shape, std::int64_t classes, std::uint64_t seed) {
  constexpr std::array<int, stages> widths{1, 1, 2, 2, 4};
  constexpr std::array<int, stages> strides{1, 2, 1, 2, 2};
  const LayerBuilder layers(seed, layers_);
  FeatureShape features = shape;
  for (std::size_t i = 0; i < stages; ++i) {
    const std::string number = std::to_string(i + 1);
    convolutions_[i] = layers.convolution(*this, "conv" + number, features, {widths[i] * width, 3, strides[i]});
    norms_[i] = layers.batch_norm(*this, "bn" + number, features);
  }
  fc_ = layers.classifier(*this, features.channels, classes);
}

at::Tensor SmallCnn::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = channels_last(inputs.values);
  for (std::size_t i = 0; i < stages; ++i) {
    features = norms_[i]->forward(convolutions_[i]->forward(features, context), context, Epilogue::relu);
  }
  return fc_->forward(held(features.mean({2, 3}), context), context);
}

std::shared_ptr<Network> make_small_cnn(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  return std::make_shared<SmallCnn>(spec.options.get<int>("width"), shape.image, shape.classes, seed);
}

}  // namespace imprint
