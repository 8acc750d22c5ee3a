// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/sage/sage.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/relu.h>

#include <algorithm>
#include <string>

#include "core/base/error.h"
#include "core/layers/dropout.h"
#include "core/layers/working_format.h"
#include "core/models/graph_aggregation.h"

namespace imprint {
namespace {

constexpr Granularities published{Granularity::row, Granularity::row, Granularity::tensor};

/// Nodes of one sample whose features enter each layer, and those that leave the last: all of a whole graph, else those
/// that the layers above ask for, as if no two of them shared a neighbour.
std::vector<std::int64_t> nodes_before_layers(const DataShape& shape, std::size_t layers) {
  std::vector<std::int64_t> nodes(layers + 1, shape.nodes);
  if (sampled_layers(shape.neighbours) == 0) return nodes;
  nodes[layers] = 1;
  for (std::size_t layer = layers; layer-- > 0;)
    nodes[layer] = std::min(shape.nodes, nodes[layer + 1] * (1 + shape.neighbours[layer]));
  return nodes;
}

void require_depth(const DataShape& shape, std::size_t layers) {
  const std::size_t sampled = sampled_layers(shape.neighbours);
  if (sampled == 0 || sampled == layers) return;
  throw InputError("dataset.neighbours has " + std::to_string(sampled) + " numbers, but the network has " +
                   std::to_string(layers) +
                   " layers (model.hidden and one more): give one a layer, or none for the whole graph");
}

}  // namespace

Sage::Sage(const SageOptions& options, const DataShape& shape, std::uint64_t seed) : options_(options) {
  const LayerBuilder layers(seed, layers_);
  std::vector<int> units = options.hidden;
  units.push_back(static_cast<int>(shape.classes));
  require_depth(shape, units.size());
  const std::vector<std::int64_t> nodes = nodes_before_layers(shape, units.size());
  std::int64_t features = shape.features;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    Layer layer{.multiplies_first = features > units[i]};
    LinearShape linear{.in = features, .out = units[i], .published = published};
    layer.self = layers.linear(*this, "self" + number, linear, nodes[i + 1]);
    linear.has_bias = false;
    layer.neighbours = layers.linear(*this, "neighbours" + number, linear, nodes[layer.multiplies_first ? i : i + 1]);
    layers_of_units_.push_back(std::move(layer));
    features = units[i];
  }
}

at::Tensor Sage::pass(const Layer& layer, const at::Tensor& features, const Graph& graph,
                      const ForwardContext& context) {
  const SparseMatrix mean = mean_aggregation(graph, features.scalar_type());
  const at::Tensor own = layer.self->forward(features.narrow(0, 0, graph.rows()), context);
  const at::Tensor others = layer.multiplies_first
                                ? held(sparse_product(mean, layer.neighbours->forward(features, context)), context)
                                : layer.neighbours->forward(held(sparse_product(mean, features), context), context);
  return held(own + others, context);
}

at::Tensor Sage::forward(const Inputs& inputs, const ForwardContext& context) {
  at::Tensor features = dropped_out(inputs.values, options_.input_dropout, context, 0);
  for (std::size_t i = 0; i < layers_of_units_.size(); ++i) {
    if (i > 0) features = dropped_out(at::relu(features), options_.dropout, context, i);
    features = pass(layers_of_units_[i], features, inputs.graph->of_layer(i), context);
  }
  return features.index_select(0, inputs.graph->scored);
}

std::shared_ptr<Network> make_sage(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  const Options& options = spec.options;
  return std::make_shared<Sage>(SageOptions{options.get<std::vector<int>>("hidden"), options.get<double>("dropout"),
                                            options.get<double>("input_dropout")},
                                shape, seed);
}

}  // namespace imprint
