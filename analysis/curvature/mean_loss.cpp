// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/mean_loss.h"

#include <ATen/core/Tensor.h>
#include <torch/csrc/autograd/autograd.h>

namespace imprint {

LossPart loss_part(Network& network, const ParameterLayout& layout, const ProbeSet& chunk, std::int64_t units,
                   bool differentiable) {
  LossPart part;
  part.output = network.forward(chunk.batch.inputs, ForwardContext());
  part.loss = chunk.task->summed_loss(part.output, chunk.batch) / units;
  part.gradients = torch::autograd::grad({part.loss}, layout.parameters(), {}, /*retain_graph=*/differentiable,
                                         /*create_graph=*/differentiable, /*allow_unused=*/true);
  return part;
}

}  // namespace imprint
