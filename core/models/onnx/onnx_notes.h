// SPDX-License-Identifier: GPL-3.0-or-later
// What of a file is taken otherwise than its author may think, said once.
#pragma once

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

/// No batch norm is left, and weights are named as PyTorch's exporter names those that it has multiplied with one.
void tell_if_folded(const OnnxGraph& graph);
/// A factor or a sum that the exporter's framework may well train.
void tell_if_held(const OnnxGraph& graph, const OnnxNode& node);
/// Running statistics always take a tenth of each batch.
void tell_if_other_momentum(const OnnxGraph& graph, const OnnxNode& batch_norm);

}  // namespace imprint
