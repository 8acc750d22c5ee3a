// SPDX-License-Identifier: GPL-3.0-or-later
// GraphSAGE with the mean aggregator (Hamilton, Ying & Leskovec, NeurIPS 2017, arXiv 1706.02216):
//
//   h_l(v) = relu(W_l h_(l-1)(v) + b_l + U_l mean of h_(l-1) over v's neighbours),  the last layer without relu
//
// as deep as `hidden` has entries and one more. W and U are quantized linear layers: an activation range a node, a
// weight range an output row, one for the gradient. The mean is fp32, behind the product where that makes it smaller.
// Dropout strikes what enters each layer behind the first, `input_dropout` the features. With dataset.neighbours the
// network trains on samples of neighbours, and is evaluated and measured on the whole graph.
#pragma once

#include <memory>
#include <vector>

#include "core/models/layer_builder.h"
#include "core/models/network.h"

namespace imprint {

struct SageOptions {
  std::vector<int> hidden = {};
  double dropout = 0;
  double input_dropout = 0;
};

/// Layers self1, neighbours1, self2, ...
class Sage : public Network {
 public:
  Sage(const SageOptions& options, const DataShape& shape, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return true; }
  bool begins_with_one_layer() const override { return false; }

 private:
  struct Layer {
    std::shared_ptr<LinearLayer> self = {};        // with the bias
    std::shared_ptr<LinearLayer> neighbours = {};  // without
    bool multiplies_first = false;                 // its outputs are fewer than its inputs
  };

  static at::Tensor pass(const Layer& layer, const at::Tensor& features, const Graph& graph,
                         const ForwardContext& context);

  SageOptions options_;
  std::vector<Layer> layers_of_units_;
};

}  // namespace imprint
