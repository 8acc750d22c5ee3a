// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/plain_units.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>

#include <functional>
#include <vector>

#include "core/base/random_stream.h"
#include "tests/reference/test_tensors.h"

namespace imprint::test {
namespace {

/// Undefined for a layer that has none.
at::Tensor find(const Weights& weights, const std::string& name) {
  const auto found = weights.find(name);
  return found == weights.end() ? at::Tensor() : found->second;
}

int layers_called(const Weights& weights, const std::string& name) {
  int layers = 0;
  while (weights.contains(name + std::to_string(layers + 1) + ".weight")) ++layers;
  return layers;
}

struct State {
  at::Tensor hidden, cell;
};

/// `next` of the state before and of the sums of what drives it.
using Cell = std::function<State(const State&, const at::Tensor&)>;

at::Tensor recurrent_features(const Weights& weights, const at::Tensor& text, const Cell& next) {
  const std::int64_t samples = text.size(0), tokens = text.size(1);
  at::Tensor features = weights.at("embedding.weight").index_select(0, text.flatten()).view({samples, tokens, -1});
  for (int layer = 1; layer <= layers_called(weights, "input"); ++layer) {
    const std::string input = "input" + std::to_string(layer), recurrent = "recurrent" + std::to_string(layer);
    const at::Tensor zeros = at::zeros({samples, weights.at(recurrent + ".weight").size(1)}, at::kDouble);
    State state{zeros, zeros};
    std::vector<at::Tensor> states;
    for (std::int64_t token = 0; token < tokens; ++token) {
      const at::Tensor sums =
          at::linear(features.select(1, token), weights.at(input + ".weight"), weights.at(input + ".bias")) +
          at::linear(state.hidden, weights.at(recurrent + ".weight"), find(weights, recurrent + ".bias"));
      state = next(state, sums);
      states.push_back(state.hidden);
    }
    features = at::stack(states, 1);
  }
  return features.flatten(0, 1);
}

at::Tensor dense_edges(const Graph& graph) {
  at::Tensor dense = at::zeros({graph.rows(), graph.columns}, at::kDouble);
  const auto* offset = graph.offsets.data_ptr<std::int64_t>();
  const auto* source = graph.sources.data_ptr<std::int64_t>();
  for (std::int64_t row = 0; row < graph.rows(); ++row)
    for (std::int64_t i = offset[row]; i < offset[row + 1]; ++i) dense[row][source[i]] = 1;
  return dense;
}

}  // namespace

Weights double_weights(const Network& network) {
  Weights weights;
  for (const auto& item : network.named_parameters())
    weights[item.key()] = item.value().detach().to(at::kDouble).requires_grad_(true);
  return weights;
}

at::Tensor plain_rnn(const Weights& weights, const at::Tensor& text) {
  const at::Tensor features = recurrent_features(weights, text, [](const State&, const at::Tensor& sums) {
    return State{at::tanh(sums), {}};
  });
  return at::linear(features, weights.at("fc.weight"), weights.at("fc.bias"));
}

at::Tensor plain_lstm(const Weights& weights, const at::Tensor& text) {
  const at::Tensor features = recurrent_features(weights, text, [](const State& before, const at::Tensor& sums) {
    const auto gates = sums.chunk(4, 1);
    const at::Tensor cell = at::sigmoid(gates[1]) * before.cell + at::sigmoid(gates[0]) * at::tanh(gates[2]);
    return State{at::sigmoid(gates[3]) * at::tanh(cell), cell};
  });
  return at::linear(features, weights.at("decoder.weight"), weights.at("decoder.bias"));
}

at::Tensor dense_symmetric(const Graph& graph) {
  const at::Tensor with_loops = dense_edges(graph) + at::eye(graph.rows(), at::kDouble);
  const at::Tensor roots = with_loops.sum(1).rsqrt();
  return roots.unsqueeze(1) * with_loops * roots.unsqueeze(0);
}

at::Tensor dense_mean(const Graph& graph) {
  const at::Tensor edges = dense_edges(graph);
  return edges / edges.sum(1, true).clamp_min(1);
}

at::Tensor plain_gcn(const Weights& weights, const at::Tensor& features, const GraphInputs& graph, bool normalises) {
  const at::Tensor aggregation = dense_symmetric(graph.layers.front());
  at::Tensor hidden = features.to(at::kDouble);
  for (int layer = 1; layer <= layers_called(weights, "conv"); ++layer) {
    const std::string name = "conv" + std::to_string(layer);
    if (layer > 1) hidden = at::relu(hidden);
    if (layer > 1 && normalises) hidden = (hidden - hidden.mean()) / (hidden.var(false) + 1e-5).sqrt();
    hidden = aggregation.matmul(hidden).matmul(weights.at(name + ".weight").t()) + weights.at(name + ".bias");
  }
  return hidden.index_select(0, graph.scored);
}

at::Tensor plain_sage(const Weights& weights, const at::Tensor& features, const GraphInputs& graph) {
  at::Tensor hidden = features.to(at::kDouble);
  for (int layer = 1; layer <= layers_called(weights, "self"); ++layer) {
    const Graph& rows = graph.of_layer(static_cast<std::size_t>(layer - 1));
    const std::string self = "self" + std::to_string(layer), others = "neighbours" + std::to_string(layer);
    if (layer > 1) hidden = at::relu(hidden);
    hidden = at::linear(hidden.narrow(0, 0, rows.rows()), weights.at(self + ".weight"), weights.at(self + ".bias")) +
             at::linear(dense_mean(rows).matmul(hidden), weights.at(others + ".weight"));
  }
  return hidden.index_select(0, graph.scored);
}

std::shared_ptr<const LabelledGraph> random_graph(std::int64_t nodes, std::int64_t edges, std::int64_t features,
                                                  std::int64_t classes, std::uint64_t seed) {
  RandomStream stream(seed);
  std::vector<std::int32_t> from, to;
  for (std::int64_t i = 0; i < edges; ++i)
    for (auto* ends : {&from, &to})
      ends->push_back(static_cast<std::int32_t>(stream.below(static_cast<std::uint64_t>(nodes - 1))));
  auto graph = std::make_shared<LabelledGraph>();
  graph->name = "random graph";
  graph->graph = undirected_graph(nodes, from, to);
  graph->features = normal_tensor({nodes, features}, seed + 1);
  graph->labels = random_labels(nodes, classes, seed + 2);
  graph->classes = classes;
  return graph;
}

}  // namespace imprint::test
