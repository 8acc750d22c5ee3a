// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/models/transformer/attention.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>

#include <cmath>
#include <limits>

namespace imprint {
namespace {

/// [n, heads, tokens, features of a head]
at::Tensor by_head(const at::Tensor& features, std::int64_t heads) {
  return features.view({features.size(0), features.size(1), heads, -1}).transpose(1, 2);
}

/// True where the column's token comes after the row's.
at::Tensor unseen(const at::Tensor& scores) {
  return at::ones({scores.size(2), scores.size(3)}, scores.options().dtype(at::kBool)).triu(1);
}

}  // namespace

at::Tensor causal_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                            std::int64_t heads) {
  const at::Tensor of_query = by_head(query, heads);
  const double scale = 1 / std::sqrt(static_cast<double>(of_query.size(3)));
  const at::Tensor scores = (of_query * scale).matmul(by_head(key, heads).transpose(2, 3));
  const at::Tensor seen = scores.masked_fill(unseen(scores), -std::numeric_limits<double>::infinity());
  const at::Tensor mixed = at::softmax(seen, -1).matmul(by_head(value, heads));
  return mixed.transpose(1, 2).reshape(query.sizes());
}

std::int64_t attention_macs(std::int64_t tokens, std::int64_t features) { return 2 * tokens * tokens * features; }

at::Tensor position_encoding(std::int64_t tokens, std::int64_t features, const at::TensorOptions& like) {
  const auto precise = like.dtype(at::kDouble);
  const at::Tensor exponents = at::arange(0, features, 2, precise) / static_cast<double>(features);
  const at::Tensor angles = at::arange(tokens, precise).unsqueeze(1) * (exponents * -std::log(1e4)).exp();
  return at::stack({angles.sin(), angles.cos()}, 2).flatten(1).narrow(1, 0, features).to(like.dtype());
}

}  // namespace imprint
