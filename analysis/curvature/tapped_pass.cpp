// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/tapped_pass.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <utility>

#include "analysis/curvature/sample_gradients.h"
#include "core/base/error.h"

namespace imprint {
namespace {

std::vector<LayerTap> in_layer_order(const std::vector<LayerTap>& taps, const Network& network) {
  std::vector<LayerTap> ordered;
  for (const LayerInfo& layer : network.layers()) {
    const auto is_its = [&](const LayerTap& tap) { return tap.layer == layer.name; };
    if (std::count_if(taps.begin(), taps.end(), is_its) != 1)
      throw JobError("layer " + layer.name + " must be tapped exactly once in a forward pass");
    ordered.push_back(*std::find_if(taps.begin(), taps.end(), is_its));
  }
  return ordered;
}

}  // namespace

TappedPass::TappedPass(Network& network, const at::Tensor& images)
    : network_(network), images_(images.detach().requires_grad_(true)) {
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  logits_ = network.forward(images_, context);
  taps_ = in_layer_order(taps, network);
  norms_ = at::zeros({std::ssize(taps_), images.size(0)}, at::kDouble);
  for (std::size_t layer = 1; layer < taps_.size(); ++layer)
    taps_[layer].output.register_hook([this, layer](const at::Tensor& gradient) { take(layer, gradient); });
}

void TappedPass::add_squared_norms(const at::Tensor& direction, bool last) {
  last_ = last;
  // Not down to the images: a gradient there is of no use, and costs as much as a layer.
  const auto first = torch::autograd::grad({logits_}, {taps_.front().output}, {direction.to(logits_.options())},
                                           /*retain_graph=*/!last);
  take(0, first.front());
}

void TappedPass::take(std::size_t layer, const at::Tensor& output_gradient) {
  LayerTap& tap = taps_[layer];
  norms_[static_cast<std::int64_t>(layer)] += squared_gradient_norms(network_.layers()[layer], tap, output_gradient);
  if (last_) tap = {};
}

}  // namespace imprint
