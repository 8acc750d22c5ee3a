// SPDX-License-Identifier: GPL-3.0-or-later
// The loss whose derivatives the curvature estimators take: the task's mean over the units of the probe set, batch
// norm frozen, quantization off.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/curvature/parameter_layout.h"
#include "analysis/curvature/probe_set.h"
#include "core/models/network.h"

namespace imprint {

/// One chunk's part of the mean over all `units`: the parts of all chunks add up to the mean loss and its gradient.
struct LossPart {
  at::Tensor output;                  // [units of the chunk, C]
  at::Tensor loss;                    // sum over the chunk / units
  std::vector<at::Tensor> gradients;  // by the layout's parameters; undefined where the loss does not depend
};

/// With `differentiable`, the gradients are part of a graph, to be differentiated again. The parameters must require
/// gradients (ParameterGradientScope).
LossPart loss_part(Network& network, const ParameterLayout& layout, const ProbeSet& chunk, std::int64_t units,
                   bool differentiable);

}  // namespace imprint
