// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/mobilenet/inverted_block.h"

#include <ATen/TensorOperators.h>

#include "core/layers/working_format.h"

namespace imprint {

InvertedBlock::InvertedBlock(const LayerBuilder& layers, FeatureShape& features, const Shape& shape)
    : has_shortcut_(shape.stride == 1) {
  FeatureShape entering = features;
  const std::int64_t expanded = shape.expansion * features.channels;
  expand_ = layers.convolution(*this, "conv1", features, {expanded, 1});
  norm1_ = layers.batch_norm(*this, "bn1", features);
  depthwise_ = layers.convolution(*this, "conv2", features, {expanded, 3, shape.stride, expanded});
  norm2_ = layers.batch_norm(*this, "bn2", features);
  reduce_ = layers.convolution(*this, "conv3", features, {shape.channels, 1});
  norm3_ = layers.batch_norm(*this, "bn3", features);
  if (!has_shortcut_ || entering.channels == shape.channels) return;
  auto shortcut = register_module("shortcut", std::make_shared<torch::nn::Module>());
  const LayerBuilder inside = layers.inside("shortcut");
  projection_ = inside.convolution(*shortcut, "0", entering, {shape.channels, 1});
  projection_norm_ = inside.batch_norm(*shortcut, "1", entering);
}

at::Tensor InvertedBlock::forward(const at::Tensor& input, const ForwardContext& context) {
  at::Tensor hidden = norm1_->forward(expand_->forward(input, context), context, Epilogue::relu);
  hidden = norm2_->forward(depthwise_->forward(hidden, context), context, Epilogue::relu);
  const at::Tensor output = norm3_->forward(reduce_->forward(hidden, context), context, Epilogue::none);
  return has_shortcut_ ? held(output + shortcut(input, context), context) : output;
}

at::Tensor InvertedBlock::shortcut(const at::Tensor& input, const ForwardContext& context) {
  if (projection_ == nullptr) return input;
  return projection_norm_->forward(projection_->forward(input, context), context, Epilogue::none);
}

}  // namespace imprint
