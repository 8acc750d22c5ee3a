// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/onnx/onnx_naming.h"

#include <algorithm>
#include <string_view>

#include "core/base/text.h"

namespace imprint {
namespace {

std::string without_empty_parts(const std::string& name) {
  std::string result;
  for (const std::string& part : split(name, '.'))
    if (!part.empty()) result += (result.empty() ? "" : ".") + part;
  return result;
}

}  // namespace

std::string onnx_layer_name(const OnnxNode& node, const std::string& weight) {
  constexpr std::string_view ending = ".weight";
  if (weight.ends_with(ending)) return without_empty_parts(weight.substr(0, weight.size() - ending.size()));
  std::string name = node.name;
  if (const auto place = name.rfind('/'); place != std::string::npos && place > 0) name.erase(place);
  std::ranges::replace_if(
      name, [](char c) { return c == '/' || c == ' ' || c == ':'; }, '.');
  return without_empty_parts(name);
}

torch::nn::Module& parent_module(torch::nn::Module& network, const std::string& layer) {
  torch::nn::Module* parent = &network;
  const std::vector<std::string> path = split(layer, '.');
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    const auto children = parent->named_children();
    const auto* known = children.find(path[i]);
    parent =
        known != nullptr ? known->get() : parent->register_module(path[i], std::make_shared<torch::nn::Module>()).get();
  }
  return *parent;
}

std::string name_within_parent(const std::string& layer) { return layer.substr(layer.rfind('.') + 1); }

}  // namespace imprint
