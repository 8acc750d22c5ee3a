// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/reference/plain_language_model.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace imprint::test {
namespace {

torch::nn::LSTM lstm_of(std::int64_t features, std::int64_t units) {
  return torch::nn::LSTM(torch::nn::LSTMOptions(features, units).batch_first(true));
}

at::Tensor first(const at::Tensor& state, std::int64_t samples) { return state.narrow(1, 0, samples).contiguous(); }

}  // namespace

PlainLanguageModel::PlainLanguageModel(const Network& network) : lstm_(nullptr) {
  std::map<std::string, at::Tensor> found;
  for (const auto& item : network.named_parameters()) found[item.key()] = item.value().detach().clone();
  const at::Tensor& input = found.at("input1.weight");
  lstm_ = lstm_of(input.size(1), input.size(0) / 4);
  auto own = lstm_->named_parameters();
  own["weight_ih_l0"].set_data(input);
  own["weight_hh_l0"].set_data(found.at("recurrent1.weight"));
  own["bias_ih_l0"].set_data(found.at("input1.bias"));
  for (const char* name : {"embedding.weight", "decoder.weight", "decoder.bias"}) weights_[name] = found.at(name);
  begin_training();
}

PlainLanguageModel::PlainLanguageModel(std::int64_t units, std::int64_t vocabulary, double dropout)
    : dropout_(dropout), lstm_(lstm_of(units, units)) {
  for (const char* name : {"embedding.weight", "decoder.weight"})
    weights_[name] = at::empty({vocabulary, units}).uniform_(-0.1, 0.1);
  weights_["decoder.bias"] = at::zeros({vocabulary});
  begin_training();
}

void PlainLanguageModel::begin_training() {
  auto own = lstm_->named_parameters();
  own["bias_hh_l0"].set_data(at::zeros_like(own["bias_hh_l0"]));  // one bias: this one is not trained
  for (const char* name : {"weight_ih_l0", "weight_hh_l0", "bias_ih_l0"}) trained_.push_back(own[name]);
  for (auto& [name, weight] : weights_) trained_.push_back(weight.requires_grad_(true));
}

at::Tensor PlainLanguageModel::loss(const Batch& batch, bool is_training) {
  const at::Tensor& text = batch.inputs.values;
  const std::int64_t samples = text.size(0);
  const at::Tensor& embedding = weights_["embedding.weight"];
  const at::Tensor read = embedding.index_select(0, text.flatten()).view({samples, -1, embedding.size(1)});
  const at::Tensor kept = at::dropout(read, dropout_, is_training);
  const auto [features, state] =
      batch.continues && hidden_.defined()
          ? lstm_->forward(kept, std::make_tuple(first(hidden_, samples), first(cell_, samples)))
          : lstm_->forward(kept);
  hidden_ = std::get<0>(state).detach();
  cell_ = std::get<1>(state).detach();
  const at::Tensor logits = at::linear(at::dropout(features, dropout_, is_training).flatten(0, 1),
                                       weights_["decoder.weight"], weights_["decoder.bias"]);
  return at::cross_entropy_loss(logits, batch.targets);
}

double PlainLanguageModel::step(const Batch& batch, double rate, double largest_norm) {
  const at::Tensor value = loss(batch, true);
  update(torch::autograd::grad({value}, trained_), rate, largest_norm);
  return value.item<double>();
}

void PlainLanguageModel::update(const std::vector<at::Tensor>& gradients, double rate, double largest_norm) {
  const at::NoGradGuard no_graph;
  double squares = 0;
  for (const at::Tensor& gradient : gradients) squares += gradient.square().sum().item<double>();
  const double factor = std::min(1.0, largest_norm / (std::sqrt(squares) + 1e-6));
  for (std::size_t i = 0; i < gradients.size(); ++i) trained_[i].sub_(gradients[i] * (rate * factor));
}

double PlainLanguageModel::loss_of(const Dataset& data) {
  const at::NoGradGuard no_graph;
  const at::Tensor hidden = std::exchange(hidden_, {}), cell = std::exchange(cell_, {});
  const auto plan = data.evaluation_plan();
  double sum = 0;
  std::int64_t tokens = 0;
  for (std::int64_t i = 0; i < plan->steps_per_epoch(); ++i) {
    const BatchSamples samples = plan->at(i);
    Batch batch = data.gather(samples.samples);
    batch.continues = samples.continues;
    sum += loss(batch, false).item<double>() * static_cast<double>(batch.units());
    tokens += batch.units();
  }
  hidden_ = hidden;
  cell_ = cell;
  return sum / static_cast<double>(tokens);
}

}  // namespace imprint::test
