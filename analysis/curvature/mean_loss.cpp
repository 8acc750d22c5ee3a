// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/mean_loss.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <torch/csrc/autograd/autograd.h>

namespace imprint {

LossPart loss_part(Network& network, const ParameterLayout& layout, const ProbeSet& chunk, std::int64_t images,
                   bool differentiable) {
  LossPart part;
  part.logits = network.forward(chunk.images, ForwardContext());
  part.loss = at::cross_entropy_loss(part.logits, chunk.labels, {}, at::Reduction::Sum) / images;
  part.gradients = torch::autograd::grad({part.loss}, layout.parameters(), {}, /*retain_graph=*/differentiable,
                                         /*create_graph=*/differentiable, /*allow_unused=*/true);
  return part;
}

}  // namespace imprint
