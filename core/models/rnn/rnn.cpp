// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/rnn/rnn.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tanh.h>

#include <string>

#include "core/base/error.h"
#include "core/layers/working_format.h"
#include "core/models/recurrence.h"

namespace imprint {
Rnn::Rnn(const std::vector<int>& hidden, std::int64_t tokens, std::int64_t vocabulary, std::uint64_t seed) {
  if (hidden.empty()) throw InputError("model.hidden is empty: model.name = rnn needs at least one hidden layer");
  const LayerBuilder layers(seed, layers_);
  embedding_ = layers.embedding(*this, "embedding", vocabulary, hidden.front());
  std::int64_t features = hidden.front();
  for (const std::int64_t units : hidden) {
    const std::string number = std::to_string(layers_of_units_.size() + 1);
    Layer layer{.units = units, .state = "hidden" + number};
    layer.input = layers.linear(*this, "input" + number, {.in = features, .out = units}, tokens);
    layer.recurrent = layers.linear(*this, "recurrent" + number, {.in = units, .out = units}, tokens);
    layers_of_units_.push_back(std::move(layer));
    features = units;
  }
  fc_ = layers.classifier(*this, features, vocabulary, tokens);
}

at::Tensor Rnn::pass(const Layer& layer, const at::Tensor& below, const ForwardContext& context) {
  const std::int64_t samples = below.size(0), tokens = below.size(1);
  const at::Tensor driven =
      layer.input->forward(below.reshape({samples * tokens, -1}), context).view({samples, tokens, layer.units});
  at::Tensor state = first_state(context, layer.state, driven.select(1, 0));
  const auto weight = layer.recurrent->prepared(context);
  std::vector<at::Tensor> states;
  for (std::int64_t token = 0; token < tokens; ++token) {
    const at::Tensor recurrent = layer.recurrent->forward(state, weight, context_of_token(context, token));
    state = held(at::tanh(driven.select(1, token) + recurrent), context);
    states.push_back(state);
  }
  carry_on(context, layer.state, state);
  return at::stack(states, 1);
}

at::Tensor Rnn::forward(const Inputs& inputs, const ForwardContext& context) {
  const std::int64_t samples = inputs.values.size(0), tokens = inputs.values.size(1);
  at::Tensor features = embedding_->forward(inputs.values.reshape({-1}), context).view({samples, tokens, -1});
  for (const Layer& layer : layers_of_units_) features = pass(layer, features, context);
  return fc_->forward(features.reshape({samples * tokens, -1}), context);
}

std::shared_ptr<Network> make_rnn(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  return std::make_shared<Rnn>(spec.options.get<std::vector<int>>("hidden"), shape.tokens, shape.classes, seed);
}

}  // namespace imprint
