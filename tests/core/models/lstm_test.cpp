// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/lstm/lstm.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/zeros_like.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/rnn.h>

#include <map>

#include "core/base/error.h"
#include "core/formats/codec.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint::test {
namespace {

constexpr std::int64_t samples = 3, tokens = 6, vocabulary = 7;

std::shared_ptr<Network> lstm(std::vector<int> hidden = {5, 4}, double dropout = 0) {
  ModelSpec model = model_of_layers("lstm", std::move(hidden));
  model.options.set("dropout", dropout);
  return make_network(model, {.tokens = tokens, .classes = vocabulary}, 3);
}

at::Tensor text(std::uint64_t seed) {
  return random_labels(samples * tokens, vocabulary, seed).view({samples, tokens});
}

/// The same by torch::nn::LSTM, whose gates stand in the same order, layer by layer.
at::Tensor plain_logits(const Network& network, const at::Tensor& read, std::int64_t layers) {
  const auto weights = network.named_parameters();
  at::Tensor features = weights["embedding.weight"].index_select(0, read.flatten()).view({samples, tokens, -1});
  for (std::int64_t layer = 1; layer <= layers; ++layer) {
    const std::string number = std::to_string(layer);
    const at::Tensor input = weights["input" + number + ".weight"];
    torch::nn::LSTM plain(torch::nn::LSTMOptions(input.size(1), input.size(0) / 4).batch_first(true));
    auto own = plain->named_parameters();
    own["weight_ih_l0"].set_data(input);
    own["bias_ih_l0"].set_data(weights["input" + number + ".bias"]);
    own["weight_hh_l0"].set_data(weights["recurrent" + number + ".weight"]);
    own["bias_hh_l0"].set_data(at::zeros_like(weights["input" + number + ".bias"]));
    features = std::get<0>(plain->forward(features));
  }
  return at::linear(features.flatten(0, 1), weights["decoder.weight"], weights["decoder.bias"]);
}

TEST(Lstm, IsLibTorchsWithoutQuantization) {
  const auto network = lstm();
  const at::Tensor read = text(1), targets = random_labels(samples * tokens, vocabulary, 2);
  const at::Tensor logits = network->forward(read, {}), plain = plain_logits(*network, read, 2);
  EXPECT_LT(relative_error(logits, plain), 1e-6);
  const std::vector<at::Tensor> shared = {network->named_parameters()["embedding.weight"],
                                          network->named_parameters()["decoder.weight"]};
  const auto ours = torch::autograd::grad({at::cross_entropy_loss(logits, targets)}, shared);
  const auto theirs = torch::autograd::grad({at::cross_entropy_loss(plain, targets)}, shared);
  for (std::size_t i = 0; i < shared.size(); ++i) EXPECT_LT(relative_error(ours[i], theirs[i]), 1e-5);
}

TEST(Lstm, ReadsOnWhereItEnded) {
  const auto network = lstm();
  const at::Tensor read = text(1);
  const at::Tensor whole = network->forward(read, {}).view({samples, tokens, vocabulary});
  CarriedState carried;
  ForwardContext context;
  context.carried = &carried;
  const at::Tensor first = network->forward(read.narrow(1, 0, 2), context).view({samples, 2, vocabulary});
  EXPECT_THAT(carried, testing::UnorderedElementsAre(testing::Key("hidden1"), testing::Key("hidden2"),
                                                     testing::Key("cell1"), testing::Key("cell2")));
  for (const auto& [name, state] : carried) EXPECT_FALSE(state.requires_grad()) << name;
  const at::Tensor second = network->forward(read.narrow(1, 2, 4), context).view({samples, 4, vocabulary});
  EXPECT_LT(relative_error(at::cat({first, second}, 1), whole), 1e-6);
}

TEST(Lstm, BeginsAsItsRecipeSays) {
  const auto weights = lstm({50})->named_parameters();
  for (const char* name : {"embedding.weight", "decoder.weight"}) {
    EXPECT_LE(weights[name].abs().max().item<float>(), .1F) << name;
    EXPECT_GT(weights[name].abs().max().item<float>(), .09F) << name;
  }
  EXPECT_EQ(weights["decoder.bias"].abs().max().item<float>(), 0);
  const float bound = 1 / std::sqrt(50.0F);
  EXPECT_LE(weights["recurrent1.weight"].abs().max().item<float>(), bound);
  EXPECT_GT(weights["recurrent1.weight"].abs().max().item<float>(), .98F * bound);
  EXPECT_FALSE(weights.contains("recurrent1.bias")) << "the gates have one bias";
}

TEST(Lstm, CountsEveryToken) {
  const auto network = lstm();
  const std::map<std::string, std::int64_t> macs = network->macs().layers;
  EXPECT_EQ(macs.at("input1"), tokens * 5 * 20);
  EXPECT_EQ(macs.at("recurrent2"), tokens * 4 * 16);
  EXPECT_EQ(network->macs().total, tokens * (5 * 20 + 5 * 20 + 5 * 16 + 4 * 16 + 4 * 7));
}

at::Tensor loss_of(Network& network, const ForwardContext& context) {
  return at::cross_entropy_loss(network.forward(text(1), context), text(2).flatten());
}

TEST(Lstm, DropsFeaturesInTrainingOnly) {
  const auto network = lstm({5}, .5);
  ForwardContext context;
  const at::Tensor evaluated = loss_of(*network, context);
  EXPECT_TRUE(same_values(evaluated, loss_of(*lstm({5}, 0), context)));
  context.training = true;
  context.dropout_key = 1;
  const at::Tensor once = loss_of(*network, context);
  EXPECT_FALSE(same_values(once, evaluated));
  EXPECT_TRUE(same_values(once, loss_of(*network, context)));
  context.dropout_key = 2;
  EXPECT_FALSE(same_values(once, loss_of(*network, context)));
}

/// The gradient that reaches the sums of the first layer's gates, of which the bias takes the sum over rows.
TEST(Lstm, RoundsGateGradientsRowByRow) {
  const auto gradient_of_bias = [&](bool rows) {
    const auto network = lstm({5});
    ForwardContext context;
    context.training = true;
    context.linear_rows = rows;
    context.precision.network = layer_precision(32, 2);
    return torch::autograd::grad({loss_of(*network, context)}, {network->named_parameters()["input1.bias"]}).front();
  };
  EXPECT_TRUE(same_values(gradient_of_bias(true), gradient_of_bias(true)));
  EXPECT_FALSE(same_values(gradient_of_bias(true), gradient_of_bias(false)));
}

TEST(Lstm, NeedsAHiddenLayer) {
  EXPECT_THAT(input_error_of([] { lstm({}); }), testing::HasSubstr("model.hidden is empty"));
}

}  // namespace
}  // namespace imprint::test
