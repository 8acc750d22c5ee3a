// SPDX-License-Identifier: GPL-3.0-or-later
// The LSTM language model and its training as somebody writes them with LibTorch alone: torch::nn::LSTM, state carried
// from batch to batch, the gradient clipped, SGD.
#pragma once

#include <ATen/core/Tensor.h>
#include <torch/nn/modules/rnn.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/models/network.h"

namespace imprint::test {

class PlainLanguageModel {
 public:
  /// The weights of an lstm of one layer, without dropout.
  explicit PlainLanguageModel(const Network& network);
  /// Weights of its own by LibTorch's generator (torch::manual_seed): embedding and decoder U(+-0.1), the LSTM as
  /// LibTorch has it but with one bias for the gates.
  PlainLanguageModel(std::int64_t units, std::int64_t vocabulary, double dropout);

  /// One step of SGD with the gradient's norm clipped; the mean loss of the batch before it.
  double step(const Batch& batch, double rate, double largest_norm);
  /// Mean loss of a token of the data, in one pass from zero state.
  double loss_of(const Dataset& data);

 private:
  at::Tensor loss(const Batch& batch, bool is_training);
  void begin_training();
  void update(const std::vector<at::Tensor>& gradients, double rate, double largest_norm);

  double dropout_ = 0;
  torch::nn::LSTM lstm_;
  std::map<std::string, at::Tensor> weights_;  // of embedding and decoder
  std::vector<at::Tensor> trained_;
  at::Tensor hidden_, cell_;
};

}  // namespace imprint::test
