// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>

#include "core/models/layer_builder.h"
#include "core/models/published_width.h"

namespace imprint {

/// The All-CNN of critical periods: convolutions 3x3 of 96 96 192/2 192 192 192/2 192 and 1x1 of 192 channels (/2:
/// stride 2), each with batch norm and ReLU, then a 1x1 convolution to the classes and global average pooling. The last
/// two are linear and change places here, so that the convolution is the classifier. Layers conv1, bn1, ..., conv8,
/// bn8, fc: 1,617,312 weights of products for ten classes of colour images. Source: Achille, Rovere & Soatto, "Critical
/// learning periods in deep networks", ICLR 2019, appendix A, after Springenberg et al., "Striving for simplicity",
/// 2015.
class AllCnn : public Network {
 public:
  AllCnn(PublishedWidth width, ImageShape shape, std::int64_t classes, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }

 private:
  static constexpr std::size_t stages = 8;
  std::array<std::shared_ptr<ConvolutionLayer>, stages> convolutions_;
  std::array<std::shared_ptr<BatchNormLayer>, stages> norms_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
