// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/graph/sampled_graph.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/data/graph/whole_graph.h"

namespace imprint {
namespace {

using Nodes = std::vector<std::int64_t>;

/// The first `count` of the permutation that the stream draws of a node's neighbours, in ascending order.
Nodes drawn_neighbours(const Graph& whole, std::int64_t node, int count, std::uint64_t key) {
  const auto* offset = whole.offsets.data_ptr<std::int64_t>();
  const auto* source = whole.sources.data_ptr<std::int64_t>();
  Nodes all(source + offset[node], source + offset[node + 1]);
  if (std::ssize(all) <= count) return all;
  RandomStream stream(mix64(key ^ static_cast<std::uint64_t>(node)));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    std::swap(all[i], all[i + stream.below(all.size() - i)]);
  all.resize(static_cast<std::size_t>(count));
  std::ranges::sort(all);
  return all;
}

/// Places of nodes among the columns, which grow as new ones come.
class Columns {
 public:
  explicit Columns(const Nodes& rows) {
    for (const std::int64_t node : rows) place_of(node);
  }
  std::int64_t place_of(std::int64_t node) {
    const auto [found, is_new] = places_.emplace(node, std::ssize(nodes_));
    if (is_new) nodes_.push_back(node);
    return found->second;
  }
  Nodes take() { return std::move(nodes_); }

 private:
  Nodes nodes_;
  std::unordered_map<std::int64_t, std::int64_t> places_;
};

}  // namespace

SampledLayer sample_neighbours(const Graph& whole, const Nodes& rows, int count, std::uint64_t key) {
  Columns columns(rows);
  Nodes offsets = {0}, sources;
  for (const std::int64_t node : rows) {
    for (const std::int64_t neighbour : drawn_neighbours(whole, node, count, key))
      sources.push_back(columns.place_of(neighbour));
    offsets.push_back(std::ssize(sources));
  }
  SampledLayer layer{{at::tensor(offsets, at::kLong), at::tensor(sources, at::kLong)}, columns.take()};
  layer.graph.columns = std::ssize(layer.columns);
  return layer;
}

SampledGraph::SampledGraph(std::shared_ptr<const LabelledGraph> data, at::Tensor nodes,
                           const SampledNeighbours& neighbours)
    : data_(std::move(data)), nodes_(std::move(nodes)), neighbours_(neighbours) {
  name = data_->name;
  if (sampled_layers(neighbours) == 0) throw InputError("dataset.neighbours: at least 1 is expected for every layer");
}

DataShape SampledGraph::shape() const {
  return {.features = data_->features.size(1),
          .nodes = data_->nodes(),
          .neighbours = neighbours_,
          .classes = data_->classes};
}

Batch SampledGraph::gather(std::span<const Sample> samples) const {
  Nodes rows;
  for (const Sample& sample : samples) {
    if (sample.index < 0 || sample.index >= size())
      throw InputError("node " + std::to_string(sample.index) + " of " + name + ": the numbers are 0 to " +
                       std::to_string(size() - 1));
    rows.push_back(nodes_.data_ptr<std::int64_t>()[sample.index]);
  }
  auto inputs = std::make_shared<GraphInputs>();
  inputs->samples = std::ssize(rows);
  inputs->scored = at::arange(std::ssize(rows), at::kLong);
  const at::Tensor targets = data_->labels.index_select(0, at::tensor(rows, at::kLong));
  const std::uint64_t key = samples.empty() ? 0 : samples.front().variation;
  for (std::size_t layer = sampled_layers(neighbours_); layer-- > 0;) {
    SampledLayer sampled = sample_neighbours(data_->graph, rows, neighbours_[layer], mix64(key ^ (layer + 1)));
    inputs->layers.insert(inputs->layers.begin(), sampled.graph);
    rows = std::move(sampled.columns);
  }
  Batch batch{data_->features.index_select(0, at::tensor(rows, at::kLong)), targets};
  batch.inputs.graph = inputs;
  return batch;
}

std::unique_ptr<BatchPlan> SampledGraph::training_plan(const BatchOptions& options) const {
  return std::make_unique<ShuffledPlan>(BatchSizes{size(), options.batch_size}, true, options.seed);
}

std::unique_ptr<BatchPlan> SampledGraph::evaluation_plan() const {
  return std::make_unique<InOrderPlan>(BatchSizes{size(), size()});
}

Nodes SampledGraph::representatives(std::int64_t count, std::uint64_t key) const {
  Nodes order = random_permutation(size(), RandomStream(key));
  if (count > 0 && count < size()) order.resize(static_cast<std::size_t>(count));
  return order;
}

std::shared_ptr<const Dataset> SampledGraph::subset(std::int64_t count, std::uint64_t seed) const {
  return std::make_shared<SampledGraph>(data_, subset_of_nodes(*data_, nodes_, count, seed), neighbours_);
}

std::vector<at::Tensor> SampledGraph::content() const { return as_measured()->content(); }

std::shared_ptr<const Dataset> SampledGraph::as_measured() const { return std::make_shared<WholeGraph>(data_, nodes_); }

}  // namespace imprint
