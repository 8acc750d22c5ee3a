// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_notes.h"

#include <algorithm>
#include <cmath>

#include "core/base/warn_once.h"
#include "core/models/onnx/onnx_attributes.h"

namespace imprint {

void tell_if_folded(const OnnxGraph& graph) {
  const bool has_batch_norm = std::ranges::find(graph.nodes, "BatchNormalization", &OnnxNode::op) != graph.nodes.end();
  const auto is_made_up = [](const auto& constant) { return constant.first.starts_with("onnx::Conv"); };
  if (!has_batch_norm && std::ranges::any_of(graph.constants, is_made_up))
    warn_once(graph.source +
              " has no batch norm left: the exporter has folded them into convolutions. Export it in training form "
              "(training=TrainingMode.TRAINING, do_constant_folding=False)");
}

void tell_if_held(const OnnxGraph& graph, const OnnxNode& node) {
  for (const std::string& name : node.inputs)
    if (const auto found = graph.constants.find(name);
        found != graph.constants.end() && found->second.is_floating_point() && found->second.numel() > 1)
      warn_once(graph.source + ": " + name + " of node " + node.name + " (" + node.op +
                ") stays as it is: weights of convolutions, linear layers and batch norms alone are trained");
}

void tell_if_other_momentum(const OnnxGraph& graph, const OnnxNode& batch_norm) {
  constexpr double ours = 0.9, rounding = 1e-6;
  if (std::abs(real_attribute(batch_norm, "momentum", ours) - ours) > rounding)
    warn_once(graph.source + ": the momentum of its batch norms is taken as 0.9");
}

}  // namespace imprint
