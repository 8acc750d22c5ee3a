// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/rnn/rnn.h"

#include <torch/types.h>

#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/rnn.h>

#include "core/base/error.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint::test {
namespace {

constexpr std::int64_t samples = 3, tokens = 6, vocabulary = 7;

std::shared_ptr<Network> rnn(std::vector<int> hidden = {5, 4}) {
  return make_network(model_of_layers("rnn", std::move(hidden)), {.tokens = tokens, .classes = vocabulary}, 3);
}

at::Tensor text(std::uint64_t seed) {
  return random_labels(samples * tokens, vocabulary, seed).view({samples, tokens});
}

/// The same by torch::nn::RNN, layer by layer.
at::Tensor plain_logits(const Network& network, const at::Tensor& read, std::int64_t layers) {
  const auto weights = network.named_parameters();
  at::Tensor features = weights["embedding.weight"].index_select(0, read.flatten()).view({samples, tokens, -1});
  for (std::int64_t layer = 1; layer <= layers; ++layer) {
    const std::string number = std::to_string(layer);
    const at::Tensor input = weights["input" + number + ".weight"];
    torch::nn::RNN plain(torch::nn::RNNOptions(input.size(1), input.size(0)).batch_first(true));
    auto own = plain->named_parameters();
    own["weight_ih_l0"].set_data(input);
    own["bias_ih_l0"].set_data(weights["input" + number + ".bias"]);
    own["weight_hh_l0"].set_data(weights["recurrent" + number + ".weight"]);
    own["bias_hh_l0"].set_data(weights["recurrent" + number + ".bias"]);
    features = std::get<0>(plain->forward(features));
  }
  return at::linear(features.flatten(0, 1), weights["fc.weight"], weights["fc.bias"]);
}

TEST(Rnn, IsLibTorchsWithoutQuantization) {
  const auto network = rnn();
  const at::Tensor read = text(1), targets = random_labels(samples * tokens, vocabulary, 2);
  const at::Tensor logits = network->forward(read, {}), plain = plain_logits(*network, read, 2);
  EXPECT_LT(relative_error(logits, plain), 1e-6);
  const std::vector<at::Tensor> shared = {network->named_parameters()["embedding.weight"],
                                          network->named_parameters()["fc.weight"]};
  const auto ours = torch::autograd::grad({at::cross_entropy_loss(logits, targets)}, shared);
  const auto theirs = torch::autograd::grad({at::cross_entropy_loss(plain, targets)}, shared);
  for (std::size_t i = 0; i < shared.size(); ++i) EXPECT_LT(relative_error(ours[i], theirs[i]), 1e-5);
}

TEST(Rnn, ReadsOnWhereItEnded) {
  const auto network = rnn();
  const at::Tensor read = text(1);
  const at::Tensor whole = network->forward(read, {}).view({samples, tokens, vocabulary});
  CarriedState carried;
  ForwardContext context;
  context.carried = &carried;
  const at::Tensor first = network->forward(read.narrow(1, 0, 2), context).view({samples, 2, vocabulary});
  EXPECT_THAT(carried, testing::UnorderedElementsAre(testing::Key("hidden1"), testing::Key("hidden2")));
  const at::Tensor second = network->forward(read.narrow(1, 2, 4), context).view({samples, 4, vocabulary});
  EXPECT_LT(relative_error(at::cat({first, second}, 1), whole), 1e-6);
  // The last batch of an epoch may have fewer rows: the first ones go on.
  CarriedState of_three = carried, of_two = carried;
  context.carried = &of_three;
  const at::Tensor all = network->forward(read, context).view({samples, tokens, vocabulary});
  context.carried = &of_two;
  const at::Tensor two = network->forward(read.narrow(0, 0, 2), context).view({2, tokens, vocabulary});
  EXPECT_LT(relative_error(two, all.narrow(0, 0, 2)), 1e-6);
}

TEST(Rnn, WhatIsCarriedHasNoGraph) {
  const auto network = rnn();
  CarriedState carried;
  ForwardContext context;
  context.carried = &carried;
  network->forward(text(1), context);
  for (const auto& [name, state] : carried) EXPECT_FALSE(state.requires_grad()) << name;
}

TEST(Rnn, CountsEveryToken) {
  const auto network = rnn();
  const std::map<std::string, std::int64_t> macs = network->macs().layers;
  EXPECT_EQ(macs.at("input1"), tokens * 5 * 5);
  EXPECT_EQ(macs.at("recurrent2"), tokens * 4 * 4);
  EXPECT_EQ(macs.size(), 4U);
  EXPECT_EQ(network->macs().total, tokens * (5 * 5 + 5 * 5 + 5 * 4 + 4 * 4 + 4 * 7));
}

TEST(Rnn, RoundsEveryTokensGradientByNoiseOfItsOwn) {
  const auto gradient = [&](std::uint64_t key) {
    const auto network = rnn({5});
    ForwardContext context;
    context.training = true;
    context.precision.network = layer_precision(4, 3);
    context.noise_key = key;
    const at::Tensor loss = at::cross_entropy_loss(network->forward(text(1), context), text(2).flatten());
    return torch::autograd::grad({loss}, {network->named_parameters()["recurrent1.weight"]}).front();
  };
  EXPECT_TRUE(same_values(gradient(1), gradient(1)));
  EXPECT_FALSE(same_values(gradient(1), gradient(2)));
}

TEST(Rnn, NeedsAHiddenLayer) {
  EXPECT_THAT(input_error_of([] { rnn({}); }), testing::HasSubstr("model.hidden is empty"));
}

}  // namespace
}  // namespace imprint::test
