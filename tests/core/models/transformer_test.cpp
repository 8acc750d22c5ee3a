// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/transformer/transformer.h"

#include <torch/types.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/_unique.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/nn/modules/activation.h>

#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <vector>

#include "core/formats/codec.h"
#include "core/models/transformer/attention.h"
#include "tests/reference/plain_units.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"
#include "tests/support/model_specs.h"

namespace imprint::test {
namespace {

constexpr std::int64_t samples = 3, tokens = 6, vocabulary = 7;

std::shared_ptr<Network> transformer(double dropout = 0, std::uint64_t seed = 3) {
  return make_network(transformer_of(2, 8, 4, dropout), {.tokens = tokens, .classes = vocabulary}, seed);
}

at::Tensor text(std::uint64_t seed) {
  return random_labels(samples * tokens, vocabulary, seed).view({samples, tokens});
}

at::Tensor loss_of(const at::Tensor& logits) { return at::cross_entropy_loss(logits, text(2).flatten()); }

at::Tensor loss_of(Network& network, const ForwardContext& context) {
  return loss_of(network.forward(text(1), context));
}

/// LibTorch's module with unit matrices for projections: what is left is attention itself.
at::Tensor attention_of_libtorch(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                                 std::int64_t heads) {
  const std::int64_t features = query.size(2);
  torch::nn::MultiheadAttention module(torch::nn::MultiheadAttentionOptions(features, heads));
  module->in_proj_weight.set_data(at::cat({at::eye(features), at::eye(features), at::eye(features)}));
  module->in_proj_bias.set_data(at::zeros({3 * features}));
  module->out_proj->weight.set_data(at::eye(features));
  module->out_proj->bias.set_data(at::zeros({features}));
  const at::Tensor later = at::full({query.size(1), query.size(1)}, -std::numeric_limits<float>::infinity()).triu(1);
  const auto tokens_first = [](const at::Tensor& tensor) { return tensor.transpose(0, 1); };
  return tokens_first(std::get<0>(module->forward(tokens_first(query), tokens_first(key), tokens_first(value),
                                                  /*key_padding_mask=*/{}, /*need_weights=*/false, later)));
}

TEST(Attention, IsLibTorchsWithItsGradients) {
  std::vector<at::Tensor> inputs;
  for (const std::uint64_t seed : {1, 2, 3}) inputs.push_back(normal_tensor({2, 5, 12}, seed).requires_grad_(true));
  const at::Tensor direction = normal_tensor({2, 5, 12}, 4);
  for (const std::int64_t heads : {1, 3, 4}) {
    const at::Tensor ours = causal_attention(inputs[0], inputs[1], inputs[2], heads);
    const at::Tensor theirs = attention_of_libtorch(inputs[0], inputs[1], inputs[2], heads);
    EXPECT_LT(relative_error(ours, theirs), 1e-6) << heads;
    const auto our_gradients = torch::autograd::grad({ours}, inputs, {direction});
    const auto their_gradients = torch::autograd::grad({theirs}, inputs, {direction});
    for (std::size_t i = 0; i < inputs.size(); ++i)
      EXPECT_LT(relative_error(our_gradients[i], their_gradients[i]), 1e-5) << heads << ' ' << i;
  }
}

TEST(Attention, TellsPlacesBySinusoids) {
  const at::Tensor places = position_encoding(4, 5, at::kFloat);
  ASSERT_EQ(places.sizes(), (std::vector<std::int64_t>{4, 5}));
  for (std::int64_t t = 0; t < 4; ++t) {
    const auto place = static_cast<double>(t);
    EXPECT_NEAR(places[t][0].item<double>(), std::sin(place), 1e-6);
    EXPECT_NEAR(places[t][1].item<double>(), std::cos(place), 1e-6);
    EXPECT_NEAR(places[t][3].item<double>(), std::cos(place / std::pow(1e4, 0.4)), 1e-6);
    EXPECT_NEAR(places[t][4].item<double>(), std::sin(place / std::pow(1e4, 0.8)), 1e-6);
  }
}

TEST(Transformer, IsThePlainOneWithoutQuantization) {
  const auto network = transformer();
  const Weights weights = double_weights(*network);
  const at::Tensor logits = network->forward(text(1), {}), plain = plain_transformer(weights, text(1), 4);
  EXPECT_LT(relative_error(logits, plain), 1e-6);
  const auto parameters = network->named_parameters();
  for (const auto& [name, weight] : weights) {
    const auto ours = torch::autograd::grad({loss_of(logits)}, {parameters[name]}, {}, /*retain_graph=*/true);
    const auto expected = torch::autograd::grad({loss_of(plain)}, {weight}, {}, /*retain_graph=*/true);
    if (name.ends_with("key.bias"))  // adds the same to all of a token's scores: no gradient but rounding
      EXPECT_LT(ours[0].norm().item<double>(), 1e-6) << name;
    else
      EXPECT_LT(relative_error(ours[0], expected[0]), 1e-5) << name;
  }
}

/// What is read after a token must not tell on it.
TEST(Transformer, SeesNoTokenToCome) {
  const auto network = transformer();
  const at::Tensor first = text(1);
  at::Tensor second = first.clone();
  second.select(1, 4).add_(1).remainder_(vocabulary);
  const auto logits_of = [&](const at::Tensor& read) {
    return network->forward(read, {}).view({samples, tokens, vocabulary});
  };
  const at::Tensor one = logits_of(first), other = logits_of(second);
  EXPECT_LT(relative_error(one.narrow(1, 0, 4), other.narrow(1, 0, 4)), 1e-6);
  for (const std::int64_t token : {4, 5})
    EXPECT_GT(relative_error(one.select(1, token), other.select(1, token)), 1e-3) << token;
}

TEST(Transformer, CarriesNothing) {
  CarriedState carried;
  ForwardContext context;
  context.carried = &carried;
  transformer()->forward(text(1), context);
  EXPECT_TRUE(carried.empty());
}

TEST(Transformer, CountsWhatItMultiplies) {
  const auto network = transformer();
  const std::map<std::string, std::int64_t> macs = network->macs().layers;
  EXPECT_EQ(macs.at("block1.query"), tokens * 8 * 8);
  EXPECT_EQ(macs.at("block2.expansion"), tokens * 8 * 32);
  EXPECT_EQ(network->feature_products(), 2 * 2 * tokens * tokens * 8) << "scores and mixtures of two blocks";
  EXPECT_EQ(network->macs().total, tokens * (2 * (4 * 8 * 8 + 2 * 8 * 32) + 8 * 7) + network->feature_products());
}

TEST(Transformer, BeginsAsItsRecipeSays) {
  const auto weights = transformer()->named_parameters();
  for (const char* name : {"embedding.weight", "decoder.weight"})
    EXPECT_LE(weights[name].abs().max().item<float>(), .1F) << name;
  EXPECT_LE(weights["block1.output.weight"].abs().max().item<double>(), 1 / std::sqrt(32.0));
  EXPECT_GT(weights["block1.output.weight"].abs().max().item<double>(), .95 / std::sqrt(32.0));
  EXPECT_EQ(weights["block2.norm1.weight"].min().item<float>(), 1);
  EXPECT_EQ(weights["norm.bias"].abs().max().item<float>(), 0);
}

TEST(Transformer, DropsFeaturesInTrainingOnly) {
  const auto network = transformer(.5);
  ForwardContext context;
  const at::Tensor evaluated = loss_of(*network, context);
  EXPECT_TRUE(same_values(evaluated, loss_of(*transformer(0), context)));
  context.training = true;
  context.dropout_key = 1;
  const at::Tensor once = loss_of(*network, context);
  EXPECT_FALSE(same_values(once, evaluated));
  EXPECT_TRUE(same_values(once, loss_of(*network, context)));
  context.dropout_key = 2;
  EXPECT_FALSE(same_values(once, loss_of(*network, context)));
}

TEST(Transformer, RoundsWhatItsLinearLayersRead) {
  const auto network = transformer();
  std::vector<LayerTap> taps;
  ForwardContext context;
  context.training = true;
  context.precision.network = layer_precision(2, 32);
  context.taps = &taps;
  network->forward(text(1), context);
  std::map<std::string, std::int64_t> values;
  for (const LayerTap& tap : taps) values[tap.layer] = std::get<0>(at::_unique(tap.input)).numel();
  for (const char* layer : {"block1.query", "block1.projection", "block2.output", "decoder"})
    EXPECT_LE(values.at(layer), 4) << layer;
  EXPECT_GT(values.at("norm"), 16) << "normalisation is fp32";
}

TEST(Transformer, ItsHeadsShareTheFeaturesEvenly) {
  EXPECT_THAT(input_error_of([] { make_network(transformer_of(1, 10, 4), {.tokens = 2, .classes = 3}, 1); }),
              testing::HasSubstr("model.heads = 4: model.features = 10 must be a multiple of it"));
}

}  // namespace
}  // namespace imprint::test
