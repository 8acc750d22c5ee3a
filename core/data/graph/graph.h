// SPDX-License-Identifier: GPL-3.0-or-later
// Who is whose neighbour, as rows of neighbours (compressed sparse rows).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace imprint {

/// Row v has the neighbours sources[offsets[v]] .. sources[offsets[v + 1] - 1], in ascending order, itself not among
/// them. The nodes of the rows are the first ones of those that are neighbours: of a whole graph, all.
struct Graph {
  at::Tensor offsets;        // int64 [rows + 1]
  at::Tensor sources;        // int64 [edges], 0 .. columns - 1
  std::int64_t columns = 0;  // nodes that features are given of

  std::int64_t rows() const { return offsets.numel() - 1; }
  std::int64_t edges() const { return sources.numel(); }
  Graph to(at::Device device) const { return {offsets.to(device), sources.to(device), columns}; }
};

/// What belongs to node features beside them.
struct GraphInputs {
  std::vector<Graph> layers;  // of each layer of a network, from the inputs on; one for all where the graph is whole
  at::Tensor scored;          // int64 [units]: the rows of the last layer that are answered
  std::int64_t samples = 1;   // a whole graph is one sample; of sampled neighbours each scored node is one

  const Graph& of_layer(std::size_t layer) const { return layers.size() == 1 ? layers.front() : layers.at(layer); }
};

/// The graph in which both ends of every edge are neighbours, each once, without loops. Nodes are 0 .. nodes - 1, which
/// must hold for the ends.
Graph undirected_graph(std::int64_t nodes, const std::vector<std::int32_t>& from, const std::vector<std::int32_t>& to);

}  // namespace imprint
