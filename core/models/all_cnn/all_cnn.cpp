// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/all_cnn/all_cnn.h"

#include <ATen/core/Tensor.h>

#include "core/kernels/channels_last.h"
#include "core/layers/working_format.h"

namespace imprint {

AllCnn::AllCnn(PublishedWidth width, ImageShape shape, std::int64_t classes, std::uint64_t seed) {
  constexpr std::array<Filters, stages> published{
      {{96}, {96}, {192, 3, 2}, {192}, {192}, {192, 3, 2}, {192}, {192, 1}}};
  const LayerBuilder layers(seed, layers_);
  FeatureShape features = shape;
  for (std::size_t i = 0; i < stages; ++i) {
    const std::string number = std::to_string(i + 1);
    Filters filters = published[i];
    filters.channels = width.of(filters.channels);
    convolutions_[i] = layers.convolution(*this, "conv" + number, features, filters);
    norms_[i] = layers.batch_norm(*this, "bn" + number, features);
  }
  fc_ = layers.classifier(*this, features.channels, classes);
}

at::Tensor AllCnn::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = channels_last(inputs.values);
  for (std::size_t i = 0; i < stages; ++i)
    features = norms_[i]->forward(convolutions_[i]->forward(features, context), context, Epilogue::relu);
  return fc_->forward(held(features.mean({2, 3}), context), context);
}

std::shared_ptr<Network> make_all_cnn(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const PublishedWidth width(spec.options.get<double>("width_multiplier"));
  return std::make_shared<AllCnn>(width, shape.image, shape.classes, seed);
}

}  // namespace imprint
