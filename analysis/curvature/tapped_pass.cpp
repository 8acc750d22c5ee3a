// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/tapped_pass.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "analysis/curvature/sample_gradients.h"
#include "core/base/error.h"

namespace imprint {
namespace {

std::vector<LayerTap> taps_of(const LayerInfo& layer, const std::vector<LayerTap>& taps) {
  std::vector<LayerTap> found;
  std::ranges::copy_if(taps, std::back_inserter(found), [&](const LayerTap& tap) { return tap.layer == layer.name; });
  if (found.empty()) throw JobError("layer " + layer.name + " must be tapped in a forward pass");
  return found;
}

}  // namespace

TappedPass::TappedPass(Network& network, const Inputs& inputs) : network_(network), samples_(inputs.samples()) {
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  output_ = network.forward(inputs, context);
  for (const LayerInfo& layer : network.layers()) {
    std::vector<LayerTap> uses = taps_of(layer, taps);
    const std::size_t count = uses.size();
    layers_.push_back({std::move(uses), std::vector<at::Tensor>(count)});
  }
  if (layers_.front().taps.size() != 1)
    throw JobError("layer " + network.layers().front().name + " is the first one and must be used once");
  for (std::size_t layer = 1; layer < layers_.size(); ++layer)
    for (std::size_t use = 0; use < layers_[layer].taps.size(); ++use)
      layers_[layer].taps[use].output.register_hook(
          [this, layer, use](const at::Tensor& gradient) { take(layer, use, gradient); });
}

at::Tensor TappedPass::squared_norms(const std::vector<at::Tensor>& directions, const CancellationToken& token) {
  norms_ = at::zeros({std::ssize(layers_), samples_}, at::kDouble);
  for (const at::Tensor& direction : directions) {
    token.throw_if_cancelled();
    // Not down to the inputs: a gradient there is of no use, and costs as much as a layer.
    const auto first = torch::autograd::grad({output_}, {layers_.front().taps.front().output},
                                             {direction.to(output_.options())}, /*retain_graph=*/true);
    take(0, 0, first.front());
    for (const Uses& uses : layers_)
      if (uses.arrived != 0) throw JobError("not every use of a layer reaches the output");
  }
  return std::exchange(norms_, {});
}

std::vector<at::Tensor> TappedPass::gradients(const at::Tensor& loss, const std::vector<at::Tensor>& parameters) {
  return torch::autograd::grad({loss}, parameters, {}, /*retain_graph=*/true, /*create_graph=*/false,
                               /*allow_unused=*/true);
}

void TappedPass::take(std::size_t layer, std::size_t use, const at::Tensor& output_gradient) {
  if (!norms_.defined()) return;  // on its way to the gradient of a loss
  Uses& uses = layers_[layer];
  uses.gradients[use] = output_gradient;
  if (++uses.arrived < uses.taps.size()) return;
  norms_[static_cast<std::int64_t>(layer)] +=
      squared_gradient_norms(network_.layers()[layer], uses.taps, uses.gradients, samples_);
  uses.arrived = 0;
  std::ranges::fill(uses.gradients, at::Tensor());
}

}  // namespace imprint
