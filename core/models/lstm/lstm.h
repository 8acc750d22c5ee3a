// SPDX-License-Identifier: GPL-3.0-or-later
// The LSTM (Hochreiter & Schmidhuber 1997; gates as in Zaremba et al., arXiv 1409.2329) as a language model, as the
// recipe of Wolfe & Kyrillidis (arXiv 2403.02243) has it:
//
//   x_t = embedding of token t
//   [i f g o] = W x_t + U h_(t-1) + b
//   c_t = sigmoid(f) c_(t-1) + sigmoid(i) tanh(g),  h_t = sigmoid(o) tanh(c_t),  logits_t = V h_t + d
//
// with as many such layers above each other as `hidden` has entries; the embedding is as wide as the first. W, U and
// the decoder V are quantized linear layers (their gates' gradients on a grid for each row of the batch), the embedding
// is fp32, and so are gates and cell. Dropout (Zaremba) strikes what enters a layer and the decoder, never h_(t-1).
// Embedding and decoder begin uniform in +-0.1 (the decoder's bias at 0), W and U in +-1/sqrt(units).
// h and c go on from batch to batch ("hidden1", "cell1", ...), without gradients (truncated at the batch).
#pragma once

#include <memory>
#include <vector>

#include "core/models/layer_builder.h"
#include "core/models/network.h"

namespace imprint {

/// Layers embedding; input1, recurrent1, input2, ...; decoder.
class Lstm : public Network {
 public:
  Lstm(const std::vector<int>& hidden, double dropout, std::int64_t tokens, std::int64_t vocabulary,
       std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return false; }

 private:
  struct Layer {
    std::shared_ptr<LinearLayer> input = {};      // with the bias of the gates
    std::shared_ptr<LinearLayer> recurrent = {};  // without
    std::int64_t units = 0;
    std::string number = {};  // "1"
  };

  /// Features of all tokens [n, tokens, units] of those below.
  static at::Tensor pass(const Layer& layer, const at::Tensor& below, const ForwardContext& context);

  double dropout_;
  std::shared_ptr<EmbeddingLayer> embedding_;
  std::vector<Layer> layers_of_units_;
  std::shared_ptr<LinearLayer> decoder_;
};

}  // namespace imprint
