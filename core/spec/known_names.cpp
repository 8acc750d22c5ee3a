// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/known_names.h"

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

}  // namespace imprint
