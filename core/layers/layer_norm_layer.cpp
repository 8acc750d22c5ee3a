// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/layer_norm_layer.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>

#include <utility>

#include "core/layers/working_format.h"

namespace imprint {
namespace {

constexpr double variance_floor = 1e-5;

}  // namespace

LayerNormLayer::LayerNormLayer(LayerPlace place, std::int64_t features)
    : place_(std::move(place)),
      weight_(register_parameter("weight", at::ones({features}))),
      bias_(register_parameter("bias", at::zeros({features}))) {}

at::Tensor LayerNormLayer::forward(const at::Tensor& rows, const ForwardContext& context) {
  if (context.taps == nullptr)
    return held(at::layer_norm(rows, weight_.sizes(), weight_, bias_, variance_floor), context);
  const at::Tensor normalised = at::layer_norm(rows, weight_.sizes(), {}, {}, variance_floor);
  at::Tensor output = normalised * weight_ + bias_;
  context.taps->push_back({place_.name, normalised, output});
  return output;
}

}  // namespace imprint
