// SPDX-License-Identifier: GPL-3.0-or-later
// What a network reads, and what its answers are held against.
//
//   sample  what is drawn into a batch: an image, a stretch of text, a whole graph or a node of one
//   unit    what is decided and scored: an image, a token, a node; every sample has equally many, one after the other
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <utility>

#include "core/data/graph/graph.h"

namespace imprint {

/// All that a network sees; the targets are not among it.
struct Inputs {
  Inputs() = default;
  Inputs(at::Tensor tensor) : values(std::move(tensor)) {}  // NOLINT(google-explicit-constructor): a tensor is inputs

  at::Tensor values;  // images: float [n, C, H, W], channels-last, normalised; text: int64 [n, tokens]; graphs: float
                      // [nodes, features]
  std::shared_ptr<const GraphInputs> graph = {};  // of nodes: who is whose neighbour, and which are answered

  std::int64_t samples() const {
    if (graph != nullptr) return graph->samples;
    return values.defined() ? values.size(0) : 0;
  }
  /// Samples [begin, begin + count), which must be there. Nodes that share neighbours are not taken apart.
  Inputs slice(std::int64_t begin, std::int64_t count) const {
    return graph != nullptr ? *this : Inputs(values.narrow(0, begin, count));
  }
  /// The same beside other values.
  Inputs with(at::Tensor other) const {
    Inputs inputs(std::move(other));
    inputs.graph = graph;
    return inputs;
  }
  Inputs to(at::Device device) const;
};

struct Batch {
  Inputs inputs;
  at::Tensor targets;      // int64 [units]: the class of each
  bool continues = false;  // each sample goes on where the batch before had its last one: carried state holds

  std::int64_t samples() const { return inputs.samples(); }
  std::int64_t units() const { return targets.defined() ? targets.numel() : 0; }
  std::int64_t units_per_sample() const {
    const std::int64_t count = samples();
    return count > 0 ? units() / count : 0;
  }
  /// Samples [begin, begin + count), which must be there.
  Batch slice(std::int64_t begin, std::int64_t count) const {
    const std::int64_t each = units_per_sample();
    return {inputs.slice(begin, count), targets.narrow(0, begin * each, count * each)};
  }
  Batch to(at::Device device) const { return {inputs.to(device), targets.to(device), continues}; }
};

}  // namespace imprint
