// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that answer several units a sample, as their formulas have them: plain LibTorch in double precision.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "core/data/graph/labelled_graph.h"
#include "core/models/network.h"

namespace imprint::test {

/// By their names in the network: "fc.weight".
using Weights = std::map<std::string, at::Tensor>;

/// Copies in double, each a leaf that requires gradients.
Weights double_weights(const Network& network);

/// Logits [n * tokens, vocabulary] of text int64 [n, tokens], with as many recurrent layers as there are weights of.
at::Tensor plain_rnn(const Weights& weights, const at::Tensor& text);
at::Tensor plain_lstm(const Weights& weights, const at::Tensor& text);

/// The same by a Transformer with that many heads, token by token and head by head.
at::Tensor plain_transformer(const Weights& weights, const at::Tensor& text, std::int64_t heads);

/// D^-1/2 (A + I) D^-1/2, and D^-1 A, dense, double [rows, columns].
at::Tensor dense_symmetric(const Graph& graph);
at::Tensor dense_mean(const Graph& graph);

/// Logits of the scored nodes. `normalises`: over all nodes and features behind relu.
at::Tensor plain_gcn(const Weights& weights, const at::Tensor& features, const GraphInputs& graph, bool normalises);
at::Tensor plain_sage(const Weights& weights, const at::Tensor& features, const GraphInputs& graph);

/// Nodes with random features, classes and about so many edges; the last node has no neighbours.
std::shared_ptr<const LabelledGraph> random_graph(std::int64_t nodes, std::int64_t edges, std::int64_t features,
                                                  std::int64_t classes, std::uint64_t seed);

}  // namespace imprint::test
