// SPDX-License-Identifier: GPL-3.0-or-later
// The language model's training against a plain loop of LibTorch's own LSTM: the same text, the same weights to begin
// with, state carried from batch to batch, the gradient clipped, SGD.
#include <torch/types.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/zeros_like.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/rnn.h>

#include <cmath>
#include <map>

#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

ExperimentSpec lstm_spec() {
  ExperimentSpec spec = tiny_text_spec();
  spec.model.name = "lstm";
  spec.model.options.set("hidden", std::vector<int>{6});
  spec.training.learning_rate = 2;
  spec.training.lr_schedule = "constant";
  spec.training.momentum = 0;
  spec.training.weight_decay = 0;
  spec.training.clip_norm = 0.25;
  spec.precision.max_bits = 32;
  spec.precision.backward_bits = 32;
  spec.deficits.clear();
  return spec;
}

/// As somebody writes it with LibTorch alone.
class PlainLanguageModel {
 public:
  explicit PlainLanguageModel(const Network& network) : lstm_(torch::nn::LSTMOptions(6, 6).batch_first(true)) {
    for (const auto& item : network.named_parameters()) weights_[item.key()] = item.value().detach().clone();
    auto own = lstm_->named_parameters();
    own["weight_ih_l0"].set_data(weights_["input1.weight"]);
    own["weight_hh_l0"].set_data(weights_["recurrent1.weight"]);
    own["bias_ih_l0"].set_data(weights_["input1.bias"]);
    own["bias_hh_l0"].set_data(at::zeros_like(weights_["input1.bias"]));  // one bias: this one is not trained
    for (const char* name : {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0"}) trained_.push_back(own[name]);
    for (const char* name : {"embedding.weight", "decoder.weight", "decoder.bias"})
      trained_.push_back(weights_[name].requires_grad_(true));
  }

  double step(const Batch& batch, double rate, double largest_norm) {
    const at::Tensor& text = batch.inputs.values;
    const at::Tensor read = weights_["embedding.weight"].index_select(0, text.flatten()).view({text.size(0), -1, 6});
    const auto [features, state] = batch.continues && hidden_.defined()
                                       ? lstm_->forward(read, std::make_tuple(first(hidden_, text), first(cell_, text)))
                                       : lstm_->forward(read);
    hidden_ = std::get<0>(state).detach();
    cell_ = std::get<1>(state).detach();
    const at::Tensor logits = at::linear(features.flatten(0, 1), weights_["decoder.weight"], weights_["decoder.bias"]);
    const at::Tensor loss = at::cross_entropy_loss(logits, batch.targets);
    update(torch::autograd::grad({loss}, trained_), rate, largest_norm);
    return loss.item<double>();
  }

 private:
  static at::Tensor first(const at::Tensor& state, const at::Tensor& text) {
    return state.narrow(1, 0, text.size(0)).contiguous();
  }

  void update(const std::vector<at::Tensor>& gradients, double rate, double largest_norm) {
    const at::NoGradGuard no_graph;
    double squares = 0;
    for (const at::Tensor& gradient : gradients) squares += gradient.square().sum().item<double>();
    const double factor = std::min(1.0, largest_norm / (std::sqrt(squares) + 1e-6));
    for (std::size_t i = 0; i < gradients.size(); ++i) trained_[i].sub_(gradients[i] * (rate * factor));
  }

  torch::nn::LSTM lstm_;
  std::map<std::string, at::Tensor> weights_;
  std::vector<at::Tensor> trained_;
  at::Tensor hidden_, cell_;
};

TEST(LstmTraining, IsThePlainLoopOfLibTorch) {
  use_threads(1);
  const DatasetSplit split = tiny_text();
  const ExperimentSpec spec = lstm_spec();
  Trainer trainer(spec, true, split);
  PlainLanguageModel plain(trainer.network());
  BatchSource batches(*split.train, {.batch_size = spec.training.batch_size, .seed = spec.seed});
  double first = 0, last = 0;
  for (std::int64_t step = 0; step < 35; ++step) {  // three epochs and a half
    const double expected = plain.step(batches.at(step), 2, 0.25);
    last = trainer.step().loss;
    EXPECT_NEAR(last, expected, 1e-4 * expected) << step;
    if (step == 0) first = last;
  }
  EXPECT_LT(last, 0.9 * first) << "nothing was learned: the test could not fail";
}

}  // namespace
}  // namespace imprint::test
