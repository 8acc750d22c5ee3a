// SPDX-License-Identifier: GPL-3.0-or-later
// A graph with features and classes of its nodes.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "core/data/graph/graph.h"

namespace imprint {

/// Shared by training, validation and test, which see the same nodes and edges and are asked of others.
struct LabelledGraph {
  std::string name;
  Graph graph;
  at::Tensor features;  // float [nodes, F]
  at::Tensor labels;    // int64 [nodes], 0 .. classes - 1
  std::int64_t classes = 2;

  std::int64_t nodes() const { return features.size(0); }
};

}  // namespace imprint
