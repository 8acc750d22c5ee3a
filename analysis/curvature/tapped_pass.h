// SPDX-License-Identifier: GPL-3.0-or-later
// One forward pass over some images, and the norms of the images' own weight gradients for any number of directions
// at the logits.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/models/network.h"

namespace imprint {

/// Weight gradients are never formed; differentiation stops at the output of the first layer, which must precede all
/// others. As the gradient at a layer's output arrives, it is reduced to norms and forgotten, while it is still in the
/// cache.
class TappedPass {
 public:
  /// Evaluation mode, quantization off. The parameters must not require gradients, graph recording must be on
  /// (ParameterGradientScope). Throws JobError unless every layer is tapped exactly once.
  TappedPass(Network& network, const at::Tensor& images);
  TappedPass(const TappedPass&) = delete;
  TappedPass& operator=(const TappedPass&) = delete;

  /// [n, C], to choose directions by; outside the graph.
  at::Tensor logits() const { return logits_.detach(); }

  /// Adds ||d <direction, logits> / d weights||^2 of each image and layer. `direction` is [n, C]. `last` releases the
  /// graph on the way.
  void add_squared_norms(const at::Tensor& direction, bool last);

  /// double [layers, n], in the order of Network::layers().
  const at::Tensor& norms() const { return norms_; }

 private:
  void take(std::size_t layer, const at::Tensor& output_gradient);

  const Network& network_;
  at::Tensor images_;
  at::Tensor logits_;
  std::vector<LayerTap> taps_;  // in the order of Network::layers()
  at::Tensor norms_;
  bool last_ = false;
};

}  // namespace imprint
