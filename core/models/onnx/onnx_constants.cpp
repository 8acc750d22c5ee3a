// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_constants.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/models/onnx/onnx_attributes.h"
#include "core/models/onnx/onnx_operators.h"

namespace imprint {
namespace {

/// Of a node that reads constants alone; nothing for one that doesn't, and for layers.
std::optional<at::Tensor> computed(const OnnxNode& node, const std::map<std::string, at::Tensor>& constants) {
  const OnnxOperator* known = find_onnx_operator(node.op);
  if (known == nullptr || node.outputs.empty()) return std::nullopt;
  std::vector<at::Tensor> inputs;
  for (const std::string& name : node.inputs) {
    const auto found = constants.find(name);
    if (!name.empty() && found == constants.end()) return std::nullopt;
    inputs.push_back(name.empty() ? at::Tensor() : found->second);
  }
  require_inputs(node, known->fewest_inputs);
  return known->compute(node, inputs);
}

}  // namespace

OnnxGraph with_constants_computed(OnnxGraph graph) {
  std::vector<OnnxNode> rest;
  for (OnnxNode& node : graph.nodes) {
    if (auto value = computed(node, graph.constants))
      graph.constants[node.outputs.front()] = std::move(*value);
    else
      rest.push_back(std::move(node));
  }
  graph.nodes = std::move(rest);
  return graph;
}

}  // namespace imprint
