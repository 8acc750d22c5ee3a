// SPDX-License-Identifier: GPL-3.0-or-later
// What a Transformer computes without weights. Source: Vaswani et al., "Attention is all you need", NeurIPS 2017.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace imprint {

/// Scaled dot-product attention (equation 1) of each head by itself, where a token sees itself and those before it:
///   output = softmax(Q K' / sqrt(features of a head), over the tokens seen) V
/// `query`, `key` and `value` are [n, tokens, features], head by head; so is the result. Their products are fp32.
at::Tensor causal_attention(const at::Tensor& query, const at::Tensor& key, const at::Tensor& value,
                            std::int64_t heads);

/// Multiplications of both products of one sample, all pairs of tokens counted, as they are computed.
std::int64_t attention_macs(std::int64_t tokens, std::int64_t features);

/// The sinusoids that tell a token's place (section 3.5), [tokens, features]: of the pair of features 2i and 2i + 1
///   sin(t / 10000^(2i / features)), cos(t / 10000^(2i / features)).
at::Tensor position_encoding(std::int64_t tokens, std::int64_t features, const at::TensorOptions& like);

}  // namespace imprint
