// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>

#include <string>

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

/// "layer1.0.conv1" of "layer1.0.conv1.weight", else after the node: "/layer1/conv1/Conv" is layer1.conv1.
std::string onnx_layer_name(const OnnxNode& node, const std::string& weight);

/// The module below which "layer1.0.conv1" belongs, layer1.0, made where it is not there yet.
torch::nn::Module& parent_module(torch::nn::Module& network, const std::string& layer);
/// "conv1".
std::string name_within_parent(const std::string& layer);

}  // namespace imprint
