// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/known_names.h"

#include <algorithm>
#include <string_view>

namespace imprint {

using Names = std::vector<std::string>;

const Names& dataset_names() {
  static const Names names = {"synthetic", "mnist", "fashion-mnist", "cifar10", "cifar100"};
  return names;
}

const Names& model_names() {
  static const Names names = {"mlp",      "small-cnn", "resnet20",  "resnet32", "resnet44",
                              "resnet56", "resnet74",  "resnet110", "resnet152"};
  return names;
}

const Names& precision_schedule_names() {
  static const Names names = {"LR", "LT", "CR", "CT", "RR", "RTH", "RTV", "ER", "ETH", "ETV", "static", "curve"};
  return names;
}

const Names& curve_segment_names() {
  static const Names names = {"hold", "linear", "cosine", "exponential", "rex", "bezier"};
  return names;
}

const Names& curve_shape_names() {
  static const Names names = {"repeated", "vertical", "horizontal"};
  return names;
}

const Names& learning_rate_schedule_names() {
  static const Names names = {"constant", "cosine", "piecewise", "exponential"};
  return names;
}

const Names& deficit_kind_names() {
  static const Names names = {"precision", "blur", "flip", "label-permutation", "noise"};
  return names;
}

bool is_built_in_dataset(const std::string& name) { return name == "synthetic"; }

bool is_device_name(const std::string& text) {
  constexpr std::string_view numbered = "cuda:";
  if (text == "cpu" || text == "cuda") return true;
  if (!text.starts_with(numbered)) return false;
  const std::string_view number = std::string_view(text).substr(numbered.size());
  return !number.empty() && number.size() <= 3 &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace imprint
