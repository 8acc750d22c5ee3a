// SPDX-License-Identifier: GPL-3.0-or-later
// How the nodes of a graph hang together.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

class OnnxStructure {
 public:
  /// The graph outlives it.
  explicit OnnxStructure(const OnnxGraph& graph);

  /// The value that the network gives: probabilities are made by the loss, so a softmax at the end is left out.
  const std::string& scores() const { return scores_; }
  /// That softmax.
  std::optional<std::size_t> left_out() const { return left_out_; }
  /// The node that gives the value; null for the input and constants.
  const OnnxNode* giver(const std::string& value) const;
  /// Whether the network's input decides the value.
  bool depends(const std::string& value) const { return dependent_.contains(value); }
  /// How many of the node's inputs it decides.
  std::size_t dependent_inputs(const OnnxNode& node) const;
  /// The only node that reads the value, if it is of that operator; none for the network's scores.
  std::optional<std::size_t> only_consumer(const std::string& value, const char* op) const;
  /// Whether it becomes a layer with weights.
  bool is_layer(const OnnxNode& node) const {
    return node.op == "Conv" || node.op == "BatchNormalization" || is_linear(node);
  }
  bool is_linear(const OnnxNode& node) const;
  std::optional<std::size_t> last_linear() const { return last_linear_; }
  /// Whether it reads what has passed through no layer on some way from the input: the input itself, what operators
  /// make of it, and sums with it.
  bool is_first_layer(const OnnxNode& node) const;

 private:
  static bool reads_any(const OnnxNode& node, const std::set<std::string>& values);
  void leave_out_softmax();

  const OnnxGraph& graph_;
  std::string scores_;
  std::optional<std::size_t> left_out_, last_linear_;
  std::map<std::string, std::size_t> givers_;
  std::map<std::string, std::vector<std::size_t>> consumers_;
  std::set<std::string> dependent_;
  std::set<std::string> untouched_;  // values that the input reaches around every layer
};

}  // namespace imprint
