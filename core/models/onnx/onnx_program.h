// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/onnx/onnx_network.h"

namespace imprint {

/// Makes the graph's layers below `network`, and lists them in `layers`. Throws InputError, see OnnxNetwork.
OnnxProgram make_onnx_program(const OnnxGraph& graph, torch::nn::Module& network, std::vector<LayerInfo>& layers,
                              std::uint64_t seed, const OnnxChoices& choices);

}  // namespace imprint
