// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/where.h>

#include <memory>

#include "core/data/graph/sampled_graph.h"
#include "core/data/graph/whole_graph.h"
#include "datasets/catalog.h"
#include "datasets/graphs/graph_files.h"

namespace imprint {
namespace {

/// Each row divided by its sum; one whose sum is 0 stays.
at::Tensor with_rows_normalised(const at::Tensor& features) {
  const at::Tensor sums = features.sum(1, true);
  return features / at::where(sums.eq(0), sums + 1, sums);
}

std::shared_ptr<const LabelledGraph> graph_of(const GraphFiles& files, bool normalise_rows) {
  auto graph = std::make_shared<LabelledGraph>();
  graph->name = files.name;
  graph->graph = undirected_graph(files.nodes, files.from, files.to);
  graph->features = at::tensor(files.values, at::kFloat).view({files.nodes, files.features});
  if (normalise_rows) graph->features = with_rows_normalised(graph->features);
  graph->labels = at::tensor(files.labels, at::kLong);
  graph->classes = files.classes;
  return graph;
}

}  // namespace

DatasetSplit load_graph(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  const GraphFiles files = read_graph_files(facts, spec.root, spec.options.get<std::string>("split"));
  const auto graph = graph_of(files, spec.options.get<bool>("normalise_rows"));
  const SampledNeighbours neighbours = neighbours_of(spec);
  const at::Tensor train = at::tensor(files.train, at::kLong);
  DatasetSplit split;
  if (sampled_layers(neighbours) == 0)
    split.train = std::make_shared<WholeGraph>(graph, train);
  else
    split.train = std::make_shared<SampledGraph>(graph, train, neighbours);
  split.validation = std::make_shared<WholeGraph>(graph, at::tensor(files.validation, at::kLong));
  split.test = std::make_shared<WholeGraph>(graph, at::tensor(files.test, at::kLong));
  return split;
}

}  // namespace imprint
