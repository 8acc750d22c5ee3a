// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/embedding_layer.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/embedding.h>

#include "core/layers/initialisation.h"
#include "core/layers/working_format.h"

namespace imprint {

EmbeddingLayer::EmbeddingLayer(LayerPlace place, std::int64_t tokens, std::int64_t width, double bound)
    : place_(std::move(place)) {
  RandomStream stream = initialisation_stream(place_);
  weight_ = register_parameter(
      "weight", bound > 0 ? uniform({tokens, width}, bound, stream) : standard_normal({tokens, width}, stream));
}

at::Tensor EmbeddingLayer::forward(const at::Tensor& tokens, const ForwardContext& context) {
  at::Tensor output = at::embedding(weight_, tokens);
  if (context.taps != nullptr) context.taps->push_back({place_.name, tokens, output});
  return held(output, context);
}

}  // namespace imprint
