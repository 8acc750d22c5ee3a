// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/models/onnx/onnx_graph.h"

namespace imprint {

/// The graph with all that follows from constants alone among its constants, so that a weight or a ratio that the
/// exporter gives by a node is one of the file's. Throws InputError as the operators do.
OnnxGraph with_constants_computed(OnnxGraph graph);

}  // namespace imprint
