// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_attributes.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"

namespace imprint {
namespace {

template <class T>
T attribute(const OnnxNode& node, const std::string& name, T otherwise) {
  const auto found = node.attributes.find(name);
  if (found == node.attributes.end()) return otherwise;
  const T* value = std::get_if<T>(&found->second);
  if (value == nullptr) refuse_node(node, "its attribute " + name + " is of another type than ONNX gives it");
  return *value;
}

}  // namespace

void refuse_node(const OnnxNode& node, const std::string& what) {
  throw InputError("node " + node.name + " (" + node.op + "): " + what);
}

void require_inputs(const OnnxNode& node, std::size_t fewest) {
  const auto given = std::ranges::find(node.inputs, "") - node.inputs.begin();
  if (static_cast<std::size_t>(given) < fewest)
    refuse_node(node, "needs " + std::to_string(fewest) + " inputs, but has " + std::to_string(given));
}

std::int64_t whole_attribute(const OnnxNode& node, const std::string& name, std::int64_t otherwise) {
  return attribute(node, name, otherwise);
}

double real_attribute(const OnnxNode& node, const std::string& name, double otherwise) {
  return attribute(node, name, otherwise);
}

std::string text_attribute(const OnnxNode& node, const std::string& name, const std::string& otherwise) {
  return attribute(node, name, otherwise);
}

std::vector<std::int64_t> whole_attributes(const OnnxNode& node, const std::string& name,
                                           std::vector<std::int64_t> otherwise) {
  return attribute(node, name, std::move(otherwise));
}

}  // namespace imprint
