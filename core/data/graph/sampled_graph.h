// SPDX-License-Identifier: GPL-3.0-or-later
// A graph that is read around some of its nodes at a time: a batch holds nodes, a sample of their neighbours, a sample
// of theirs, and so on as deep as the network is (Hamilton, Ying & Leskovec, NeurIPS 2017, algorithm 2).
//
// Which neighbours are drawn is a function of (seed, epoch, the batch's first node, depth, node): RANDOM.md. A node
// that comes twice in one depth has the same neighbours there, and its features are computed once.
#pragma once

#include <memory>
#include <vector>

#include "core/data/dataset.h"
#include "core/data/graph/labelled_graph.h"

namespace imprint {

class SampledGraph : public Dataset {
 public:
  /// Of each node `neighbours[l]` are drawn for layer l of a network, from the inputs on; 1 or more, all where a node
  /// has fewer. `nodes` are those that are asked of, int64 [n].
  SampledGraph(std::shared_ptr<const LabelledGraph> data, at::Tensor nodes, const SampledNeighbours& neighbours);

  std::string_view task() const override { return "node-classification"; }
  DataShape shape() const override;
  std::int64_t size() const override { return nodes_.numel(); }
  /// Samples are numbers within the part's nodes.
  Batch gather(std::span<const Sample> samples) const override;
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override;
  /// The whole graph.
  std::shared_ptr<const Dataset> as_measured() const override;

 private:
  std::shared_ptr<const LabelledGraph> data_;
  at::Tensor nodes_;
  SampledNeighbours neighbours_;
};

/// Rows of a layer for `scored` nodes, and which nodes its columns are: those of the rows first, then their neighbours
/// in the order in which they come. `count` neighbours of each are drawn by the key, in ascending order.
struct SampledLayer {
  Graph graph;
  std::vector<std::int64_t> columns;
};
SampledLayer sample_neighbours(const Graph& whole, const std::vector<std::int64_t>& rows, int count, std::uint64_t key);

}  // namespace imprint
