// SPDX-License-Identifier: GPL-3.0-or-later
// A Transformer decoder as a language model (Vaswani et al., NeurIPS 2017), pre-norm and with GELU as GPT-2 has them:
//
//   x = sqrt(features) embedding of the token + sinusoids of its place,  then the blocks (transformer_block.h),
//   logits = V norm(x) + d
//
// A token sees the tokens before it in its stretch and nothing of the stretch before: no state is carried. Linear
// layers and the decoder V are quantized; embedding, normalisations and the products of attention are fp32. Embedding
// and decoder begin uniform in +-0.1 (the decoder's bias at 0), the others as PyTorch's linear layers. Dropout strikes
// the sum at the beginning and what each half of a block adds.
#pragma once

#include <memory>
#include <vector>

#include "core/models/network.h"
#include "core/models/transformer/transformer_block.h"

namespace imprint {

/// Layers embedding; block1.norm1, block1.query, ..., block1.output; block2.norm1, ...; norm; decoder.
class Transformer : public Network {
 public:
  /// Throws InputError where the heads do not share the features evenly.
  Transformer(int blocks, const TransformerShape& shape, std::int64_t vocabulary, std::uint64_t seed);
  at::Tensor forward(const Inputs& inputs, const ForwardContext& context) override;
  bool is_piecewise_linear() const override { return false; }

 private:
  TransformerShape shape_;
  std::shared_ptr<EmbeddingLayer> embedding_;
  std::vector<std::shared_ptr<TransformerBlock>> blocks_;
  std::shared_ptr<LayerNormLayer> norm_;
  std::shared_ptr<LinearLayer> decoder_;
};

}  // namespace imprint
