// SPDX-License-Identifier: GPL-3.0-or-later
// An Elman network (J. L. Elman, Cognitive Science 14, 1990) as a language model:
//
//   x_t = embedding of token t,  h_t = tanh(W x_t + b + U h_(t-1) + c),  logits_t = V h_t + d
//
// with as many such layers above each other as `hidden` has entries. W and U are quantized linear layers, embedding and
// classifier are fp32. h goes on from batch to batch ("hidden1", ...), without gradients (truncated at the batch).
#pragma once

#include <memory>
#include <vector>

#include "core/models/layer_builder.h"
#include "core/models/network.h"

namespace imprint {

/// Layers embedding; input1, recurrent1, input2, ...; fc. The embedding is as wide as the first hidden layer.
class Rnn : public Network {
 public:
  Rnn(const std::vector<int>& hidden, std::int64_t tokens, std::int64_t vocabulary, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return false; }

 private:
  struct Layer {
    std::shared_ptr<LinearLayer> input = {};
    std::shared_ptr<LinearLayer> recurrent = {};
    std::int64_t units = 0;
    std::string state = {};  // its name among what is carried
  };

  /// Features of all tokens [n, tokens, units] of those below.
  static at::Tensor pass(const Layer& layer, const at::Tensor& below, const ForwardContext& context);

  std::shared_ptr<EmbeddingLayer> embedding_;
  std::vector<Layer> layers_of_units_;
  std::shared_ptr<Classifier> fc_;
};

}  // namespace imprint
