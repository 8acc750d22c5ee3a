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

/// The root of the graph: images themselves, but of token numbers there is no gradient, so there the weights that they
/// choose are it (whoever holds the ParameterGradientScope puts their flag back).
Inputs as_root(const Inputs& inputs, const Network& network) {
  if (inputs.values.is_floating_point()) return inputs.with(inputs.values.detach().requires_grad_(true));
  at::Tensor first_weight = network.layers().front().parameters.front();
  first_weight.requires_grad_(true);
  return inputs;
}

}  // namespace

TappedPass::TappedPass(Network& network, const Inputs& inputs) : network_(network), inputs_(as_root(inputs, network)) {
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.taps = &taps;
  output_ = network.forward(inputs_, context);
  for (const LayerInfo& layer : network.layers()) {
    std::vector<LayerTap> uses = taps_of(layer, taps);
    const std::size_t count = uses.size();
    layers_.push_back({std::move(uses), std::vector<at::Tensor>(count)});
  }
  const bool has_first = network.begins_with_one_layer();
  if (has_first && layers_.front().taps.size() != 1)
    throw JobError("layer " + network.layers().front().name + " is the first one and must be used once");
  for (std::size_t layer = has_first ? 1 : 0; layer < layers_.size(); ++layer)
    for (std::size_t use = 0; use < layers_[layer].taps.size(); ++use)
      layers_[layer].taps[use].output.register_hook(
          [this, layer, use](const at::Tensor& gradient) { take(layer, use, gradient); });
}

at::Tensor TappedPass::squared_norms(const std::vector<at::Tensor>& directions, const CancellationToken& token) {
  return squared_norms_of_groups({directions}, token).front();
}

std::vector<at::Tensor> TappedPass::squared_norms_of_groups(const std::vector<std::vector<at::Tensor>>& groups,
                                                            const CancellationToken& token) {
  std::vector<at::Tensor> norms;
  for (const auto& group : groups) {
    norms_ = at::zeros({std::ssize(layers_), inputs_.samples()}, at::kDouble);
    for (const at::Tensor& direction : group) {
      token.throw_if_cancelled();
      is_last_direction_ = is_last_use_ && &group == &groups.back() && &direction == &group.back();
      follow_back(direction);
    }
    norms.push_back(std::exchange(norms_, {}));
  }
  return norms;
}

/// Not down to the inputs where one layer precedes all others: a gradient there is of no use, and costs as much as a
/// layer.
void TappedPass::follow_back(const at::Tensor& direction) {
  const bool has_first = network_.begins_with_one_layer();
  const at::Tensor end = has_first ? layers_.front().taps.front().output : inputs_.values;
  const auto gradients = torch::autograd::grad({output_}, {end}, {direction.to(output_.options())},
                                               /*retain_graph=*/!is_last_direction_);
  if (has_first) take(0, 0, gradients.front());
  for (const Uses& uses : layers_)
    if (uses.arrived != 0) throw JobError("not every use of a layer reaches the output");
}

void TappedPass::take(std::size_t layer, std::size_t use, const at::Tensor& output_gradient) {
  Uses& uses = layers_[layer];
  uses.gradients[use] = output_gradient;
  if (++uses.arrived < uses.taps.size()) return;
  norms_[static_cast<std::int64_t>(layer)] +=
      squared_gradient_norms(network_.layers()[layer], uses.taps, uses.gradients, inputs_.samples());
  uses.arrived = 0;
  std::ranges::fill(uses.gradients, at::Tensor());
  if (is_last_direction_) uses.taps.clear();
}

}  // namespace imprint
