// SPDX-License-Identifier: GPL-3.0-or-later
// A node's attributes by name, with what they are where the file leaves them out.
#pragma once

#include <string>
#include <vector>

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

/// Throws InputError that names the node and the attribute where it is of another type.
std::int64_t whole_attribute(const OnnxNode& node, const std::string& name, std::int64_t otherwise);
double real_attribute(const OnnxNode& node, const std::string& name, double otherwise);
std::string text_attribute(const OnnxNode& node, const std::string& name, const std::string& otherwise);
std::vector<std::int64_t> whole_attributes(const OnnxNode& node, const std::string& name,
                                           std::vector<std::int64_t> otherwise);

/// Throws InputError unless the node has as many inputs, none of them left out.
void require_inputs(const OnnxNode& node, std::size_t fewest);

/// Throws InputError "node NAME (Conv): what".
[[noreturn]] void refuse_node(const OnnxNode& node, const std::string& what);

}  // namespace imprint
