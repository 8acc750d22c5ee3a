// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_structure.h"

#include <algorithm>

namespace imprint {

OnnxStructure::OnnxStructure(const OnnxGraph& graph) : graph_(graph), scores_(graph.output) {
  dependent_.insert(graph.input);
  untouched_.insert(graph.input);
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    const OnnxNode& node = graph.nodes[i];
    for (const std::string& output : node.outputs) givers_[output] = i;
    if (is_linear(node)) last_linear_ = i;
    if (node.op != "Shape" && dependent_inputs(node) > 0) dependent_.insert(node.outputs.begin(), node.outputs.end());
    if (!is_layer(node) && reads_any(node, untouched_)) untouched_.insert(node.outputs.begin(), node.outputs.end());
  }
  leave_out_softmax();
  for (std::size_t i = 0; i < graph.nodes.size(); ++i)
    for (const std::string& input : graph.nodes[i].inputs)
      if (left_out_ != i) consumers_[input].push_back(i);
}

void OnnxStructure::leave_out_softmax() {
  const OnnxNode* last = giver(graph_.output);
  if (last == nullptr || (last->op != "Softmax" && last->op != "LogSoftmax") || last->inputs.empty()) return;
  left_out_ = givers_.at(graph_.output);
  scores_ = last->inputs.front();
}

const OnnxNode* OnnxStructure::giver(const std::string& value) const {
  const auto found = givers_.find(value);
  return found == givers_.end() ? nullptr : &graph_.nodes[found->second];
}

std::size_t OnnxStructure::dependent_inputs(const OnnxNode& node) const {
  return static_cast<std::size_t>(std::ranges::count_if(node.inputs, [&](const auto& name) { return depends(name); }));
}

std::optional<std::size_t> OnnxStructure::only_consumer(const std::string& value, const char* op) const {
  const auto found = consumers_.find(value);
  if (value == scores_ || found == consumers_.end() || found->second.size() != 1) return std::nullopt;
  return graph_.nodes[found->second.front()].op == op ? std::optional(found->second.front()) : std::nullopt;
}

bool OnnxStructure::is_linear(const OnnxNode& node) const {
  return node.op == "Gemm" ||
         (node.op == "MatMul" && node.inputs.size() == 2 && graph_.constants.contains(node.inputs[1]));
}

bool OnnxStructure::reads_any(const OnnxNode& node, const std::set<std::string>& values) {
  return std::ranges::any_of(node.inputs, [&](const auto& name) { return values.contains(name); });
}

bool OnnxStructure::is_first_layer(const OnnxNode& node) const { return is_layer(node) && reads_any(node, untouched_); }

}  // namespace imprint
