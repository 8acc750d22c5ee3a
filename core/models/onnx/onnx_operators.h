// SPDX-License-Identifier: GPL-3.0-or-later
// The operators without weights, a row each: functions of values and attributes. Those with weights are layers
// (onnx_layers.h). Source: https://onnx.ai/onnx/operators, operator sets 7 to 20.
#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

using OnnxInputs = std::span<const at::Tensor>;  // undefined where an optional one is left out

/// How an output depends on each single value that depends on the network's input.
enum class OnnxBend {
  linear,    // linearly, or piecewise so: diag(H) = diag(G) holds through it
  of_pairs,  // linearly as long as only one of its inputs depends on the network's
  curved,
};

struct OnnxOperator {
  std::string_view name;
  OnnxBend bend;
  std::vector<std::string_view> attributes;  // those that are read; another one is refused
  at::Tensor (*compute)(const OnnxNode& node, OnnxInputs inputs);
  std::size_t fewest_inputs = 1;
};

std::span<const OnnxOperator> onnx_operators();
/// Null for one that is not there.
const OnnxOperator* find_onnx_operator(std::string_view name);

/// "Abs, Add, ...": layers included.
std::string onnx_operator_names();

}  // namespace imprint
