// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch.h"

#include <ATen/core/Tensor.h>

namespace imprint {

Inputs Inputs::to(at::Device device) const {
  Inputs there(values.to(device));
  if (graph == nullptr || device.is_cpu()) {
    there.graph = graph;
    return there;
  }
  auto moved = std::make_shared<GraphInputs>();
  for (const Graph& layer : graph->layers) moved->layers.push_back(layer.to(device));
  moved->scored = graph->scored.to(device);
  moved->samples = graph->samples;
  there.graph = moved;
  return there;
}

}  // namespace imprint
