// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/reference/plain_units.h"

namespace imprint::test {
namespace {

class PlainTransformerBlock {
 public:
  PlainTransformerBlock(const Weights& weights, std::string name, std::int64_t heads)
      : weights_(weights), name_(std::move(name)), heads_(heads) {}

  /// Of one sample [tokens, features].
  at::Tensor operator()(const at::Tensor& input) const {
    const at::Tensor between = input + linear("projection", attended(normalised("norm1", input)));
    const at::Tensor inside = linear("expansion", normalised("norm2", between));
    return between + linear("output", inside * (1 + (inside / std::sqrt(2.0)).erf()) / 2);
  }

  at::Tensor normalised(const std::string& layer, const at::Tensor& rows) const {
    const at::Tensor centred = rows - rows.mean(1, true);
    return centred / (centred.square().mean(1, true) + 1e-5).sqrt() * at(layer + ".weight") + at(layer + ".bias");
  }

 private:
  const at::Tensor& at(const std::string& parameter) const { return weights_.at(name_ + parameter); }
  at::Tensor linear(const std::string& layer, const at::Tensor& rows) const {
    return at::linear(rows, at(layer + ".weight"), at(layer + ".bias"));
  }

  at::Tensor attended(const at::Tensor& rows) const {
    const at::Tensor query = linear("query", rows), key = linear("key", rows), value = linear("value", rows);
    const std::int64_t width = rows.size(1) / heads_;
    std::vector<at::Tensor> tokens;
    for (std::int64_t token = 0; token < rows.size(0); ++token) {
      std::vector<at::Tensor> parts;
      for (std::int64_t head = 0; head < heads_; ++head) {
        const auto seen = [&](const at::Tensor& of) {
          return of.narrow(0, 0, token + 1).narrow(1, head * width, width);
        };
        const at::Tensor asks = query[token].narrow(0, head * width, width);
        const at::Tensor shares = at::softmax(seen(key).mv(asks) / std::sqrt(static_cast<double>(width)), 0);
        parts.push_back(seen(value).t().mv(shares));
      }
      tokens.push_back(at::cat(parts));
    }
    return at::stack(tokens);
  }

  const Weights& weights_;
  std::string name_;
  std::int64_t heads_;
};

at::Tensor places(std::int64_t tokens, std::int64_t features) {
  at::Tensor places = at::zeros({tokens, features}, at::kDouble);
  for (std::int64_t t = 0; t < tokens; ++t)
    for (std::int64_t f = 0; f < features; ++f) {
      const auto even = static_cast<double>(f - f % 2);
      const double angle = static_cast<double>(t) / std::pow(1e4, even / static_cast<double>(features));
      places[t][f] = f % 2 == 0 ? std::sin(angle) : std::cos(angle);
    }
  return places;
}

}  // namespace

at::Tensor plain_transformer(const Weights& weights, const at::Tensor& text, std::int64_t heads) {
  const at::Tensor& embedding = weights.at("embedding.weight");
  std::vector<at::Tensor> samples;
  for (std::int64_t sample = 0; sample < text.size(0); ++sample) {
    at::Tensor features = embedding.index_select(0, text[sample]) * std::sqrt(static_cast<double>(embedding.size(1)));
    features = features + places(text.size(1), embedding.size(1));
    for (int number = 1; weights.contains("block" + std::to_string(number) + ".query.weight"); ++number)
      features = PlainTransformerBlock(weights, "block" + std::to_string(number) + ".", heads)(features);
    samples.push_back(PlainTransformerBlock(weights, "", heads).normalised("norm", features));
  }
  return at::linear(at::cat(samples), weights.at("decoder.weight"), weights.at("decoder.bias"));
}

}  // namespace imprint::test
