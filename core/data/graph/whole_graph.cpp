// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/graph/whole_graph.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <utility>

#include "core/base/error.h"
#include "core/data/images/labelled_dataset.h"

namespace imprint {

at::Tensor subset_of_nodes(const LabelledGraph& data, const at::Tensor& nodes, std::int64_t count, std::uint64_t seed) {
  const at::Tensor labels = data.labels.index_select(0, nodes);
  return nodes.index_select(0, at::tensor(class_balanced_indices(labels, data.classes, count, seed), at::kLong));
}

WholeGraph::WholeGraph(std::shared_ptr<const LabelledGraph> data, at::Tensor nodes)
    : data_(std::move(data)), nodes_(std::move(nodes)) {
  name = data_->name;
  auto inputs = std::make_shared<GraphInputs>();
  inputs->layers = {data_->graph};
  inputs->scored = nodes_;
  inputs_ = inputs;
}

DataShape WholeGraph::shape() const {
  return {.features = data_->features.size(1), .nodes = data_->nodes(), .classes = data_->classes};
}

Batch WholeGraph::gather(std::span<const Sample> samples) const {
  if (samples.size() != 1 || samples.front().index != 0)
    throw InputError(name + " is read as a whole: its only sample is number 0");
  Batch batch{data_->features, data_->labels.index_select(0, nodes_)};
  batch.inputs.graph = inputs_;
  return batch;
}

std::unique_ptr<BatchPlan> WholeGraph::training_plan(const BatchOptions& /*options*/) const {
  return evaluation_plan();
}

std::unique_ptr<BatchPlan> WholeGraph::evaluation_plan() const {
  return std::make_unique<InOrderPlan>(BatchSizes{1, 1});
}

std::vector<std::int64_t> WholeGraph::representatives(std::int64_t /*count*/, std::uint64_t /*key*/) const {
  return {0};
}

std::shared_ptr<const Dataset> WholeGraph::subset(std::int64_t count, std::uint64_t seed) const {
  return std::make_shared<WholeGraph>(data_, subset_of_nodes(*data_, nodes_, count, seed));
}

std::vector<at::Tensor> WholeGraph::content() const {
  return {data_->graph.offsets, data_->graph.sources, data_->features, data_->labels, nodes_};
}

}  // namespace imprint
