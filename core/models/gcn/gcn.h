// SPDX-License-Identifier: GPL-3.0-or-later
// The graph convolutional network of Kipf & Welling (ICLR 2017, arXiv 1609.02907), as deep as `hidden` has entries and
// one more:
//
//   h_0 = features,  h_l = relu(A h_(l-1) W_l + b_l),  logits = A h_L W + b,  A = D^-1/2 (A + I) D^-1/2
//
// Every layer is quantized, the first and the last too, as in Wolfe & Kyrillidis (arXiv 2403.02243); degrees and
// aggregation are fp32 unless `quantize_aggregation` asks for more. Behind relu their net normalises over all nodes and
// features together (`normalisation` = graph): h becomes (h - mean) / sqrt(variance + 1e-5), without weights. Dropout
// strikes what enters each layer behind the first, `input_dropout` the features themselves.
#pragma once

#include <memory>
#include <vector>

#include "core/layers/graph_convolution_layer.h"
#include "core/models/layer_builder.h"
#include "core/models/network.h"

namespace imprint {

struct GcnOptions {
  std::vector<int> hidden = {};
  double dropout = 0;
  double input_dropout = 0;
  bool normalises = false;
  bool quantizes_aggregation = false;
};

/// Layers conv1, conv2, ...
class Gcn : public Network {
 public:
  Gcn(const GcnOptions& options, const DataShape& shape, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  /// Not with the normalisation, which divides.
  bool is_piecewise_linear() const override { return !options_.normalises; }

 private:
  GcnOptions options_;
  std::vector<std::shared_ptr<GraphConvolutionLayer>> convolutions_;
};

}  // namespace imprint
