// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lstm/lstm.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tanh.h>

#include <cmath>
#include <string>

#include "core/base/error.h"
#include "core/layers/dropout.h"
#include "core/layers/working_format.h"
#include "core/models/recurrence.h"

namespace imprint {
namespace {

constexpr double bound_of_ends = 0.1;  // of embedding and decoder
constexpr std::int64_t gates = 4;

/// Gates of a row of the batch have a gradient range of their own.
constexpr Granularities of_gates{Granularity::tensor, Granularity::row, Granularity::row};

struct CellState {
  at::Tensor hidden, cell;
};

/// One operation on the sums: what it leaves is held, not what it computes between.
CellState next(const CellState& before, const at::Tensor& sums, const ForwardContext& context) {
  const std::int64_t units = before.cell.size(1);
  const at::Tensor input_and_forget = at::sigmoid(sums.narrow(1, 0, 2 * units));
  const at::Tensor proposed = at::tanh(sums.narrow(1, 2 * units, units));
  const at::Tensor output = at::sigmoid(sums.narrow(1, 3 * units, units));
  const at::Tensor cell =
      input_and_forget.narrow(1, units, units) * before.cell + input_and_forget.narrow(1, 0, units) * proposed;
  return {held(output * at::tanh(cell), context), held(cell, context)};
}

}  // namespace

Lstm::Lstm(const std::vector<int>& hidden, double dropout, std::int64_t tokens, std::int64_t vocabulary,
           std::uint64_t seed)
    : dropout_(dropout) {
  if (hidden.empty()) throw InputError("model.hidden is empty: model.name = lstm needs at least one hidden layer");
  const LayerBuilder layers(seed, layers_);
  embedding_ = layers.embedding(*this, "embedding", vocabulary, hidden.front(), bound_of_ends);
  std::int64_t features = hidden.front();
  for (const std::int64_t units : hidden) {
    const std::string number = std::to_string(layers_of_units_.size() + 1);
    const double bound = 1 / std::sqrt(static_cast<double>(units));
    LinearShape shape{features, gates * units, true, bound, of_gates};
    Layer layer{.units = units, .number = number};
    layer.input = layers.linear(*this, "input" + number, shape, tokens);
    shape.in = units;
    shape.has_bias = false;
    layer.recurrent = layers.linear(*this, "recurrent" + number, shape, tokens);
    layers_of_units_.push_back(std::move(layer));
    features = units;
  }
  decoder_ = layers.linear(*this, "decoder", {.in = features, .out = vocabulary, .bound = bound_of_ends}, tokens);
}

at::Tensor Lstm::pass(const Layer& layer, const at::Tensor& below, const ForwardContext& context) {
  const std::int64_t samples = below.size(0), tokens = below.size(1);
  const at::Tensor driven =
      layer.input->forward(below.reshape({samples * tokens, -1}), context).view({samples, tokens, -1});
  const at::Tensor like = driven.select(1, 0).narrow(1, 0, layer.units);
  CellState state{first_state(context, "hidden" + layer.number, like),
                  first_state(context, "cell" + layer.number, like)};
  const auto weight = layer.recurrent->prepared(context);
  std::vector<at::Tensor> features;
  for (std::int64_t token = 0; token < tokens; ++token) {
    const at::Tensor recurrent = layer.recurrent->forward(state.hidden, weight, context_of_token(context, token));
    state = next(state, driven.select(1, token) + recurrent, context);
    features.push_back(state.hidden);
  }
  carry_on(context, "hidden" + layer.number, state.hidden);
  carry_on(context, "cell" + layer.number, state.cell);
  return at::stack(features, 1);
}

at::Tensor Lstm::forward(const Inputs& inputs, const ForwardContext& context) {
  const std::int64_t samples = inputs.values.size(0), tokens = inputs.values.size(1);
  at::Tensor features = embedding_->forward(inputs.values.reshape({-1}), context).view({samples, tokens, -1});
  std::uint64_t place = 0;
  for (const Layer& layer : layers_of_units_)
    features = pass(layer, dropped_out(features, dropout_, context, place++), context);
  features = dropped_out(features, dropout_, context, place);
  return decoder_->forward(features.reshape({samples * tokens, -1}), context);
}

std::shared_ptr<Network> make_lstm(const ModelSpec& spec, const DataShape& shape, std::uint64_t seed) {
  return std::make_shared<Lstm>(spec.options.get<std::vector<int>>("hidden"), spec.options.get<double>("dropout"),
                                shape.tokens, shape.classes, seed);
}

}  // namespace imprint
