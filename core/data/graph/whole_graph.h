// SPDX-License-Identifier: GPL-3.0-or-later
// A graph that is read as a whole: one sample, whose units are the nodes of a part.
#pragma once

#include <memory>

#include "core/data/dataset.h"
#include "core/data/graph/labelled_graph.h"

namespace imprint {

class WholeGraph : public Dataset {
 public:
  /// `nodes` are those that are asked of, int64 [n].
  WholeGraph(std::shared_ptr<const LabelledGraph> data, at::Tensor nodes);

  std::string_view task() const override { return "node-classification"; }
  DataShape shape() const override;
  std::int64_t size() const override { return 1; }
  std::int64_t counted() const override { return nodes_.numel(); }
  Batch gather(std::span<const Sample> samples) const override;
  /// The whole graph in every step, whatever the batch size is.
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
  /// Of `count` nodes, class-balanced.
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  /// The graph, its features and labels, and the nodes of this part.
  std::vector<at::Tensor> content() const override;

 private:
  std::shared_ptr<const LabelledGraph> data_;
  at::Tensor nodes_;
  std::shared_ptr<const GraphInputs> inputs_;
};

/// `count` of the nodes, class-balanced, in ascending order; all of them for 0 and beyond.
at::Tensor subset_of_nodes(const LabelledGraph& data, const at::Tensor& nodes, std::int64_t count, std::uint64_t seed);

}  // namespace imprint
