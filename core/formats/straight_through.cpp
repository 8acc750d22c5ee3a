// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/straight_through.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/formats/affine/quantize_tensor.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// forward: quantizer(values); backward: identity.
class StraightThrough : public Function<StraightThrough> {
 public:
  template <class Quantizer>
  static at::Tensor forward(AutogradContext*, const at::Tensor& values, const Quantizer& quantizer) {
    return quantizer(values);
  }
  static variable_list backward(AutogradContext*, variable_list gradients) { return {gradients[0], {}}; }
};

class QuantizedGradient : public Function<QuantizedGradient> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& values, std::int64_t bits,
                            std::int64_t noise_key) {
    context->saved_data["bits"] = bits;
    context->saved_data["noise_key"] = noise_key;
    return values.view_as(values);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto bits = static_cast<int>(context->saved_data["bits"].toInt());
    const auto noise_key = static_cast<std::uint64_t>(context->saved_data["noise_key"].toInt());
    const at::NoGradGuard no_graph;
    return {quantized_stochastically(gradients[0], bits, noise_key), {}, {}};
  }
};

bool needs_graph(const at::Tensor& values) { return at::GradMode::is_enabled() && values.requires_grad(); }

template <class Quantizer>
at::Tensor straight_through(const at::Tensor& values, const Quantizer& quantizer) {
  return needs_graph(values) ? StraightThrough::apply(values, quantizer) : quantizer(values);
}

}  // namespace

at::Tensor straight_through_activation(const at::Tensor& values, FloatRange range, int bits) {
  if (is_full_precision(bits)) return values;
  return straight_through(values, [=](const at::Tensor& v) { return quantized(v, range, bits); });
}

at::Tensor straight_through_weight(const at::Tensor& weight, WeightGrids grids, int bits) {
  if (is_full_precision(bits)) return weight;
  return straight_through(weight, [=](const at::Tensor& w) {
    return grids == WeightGrids::per_channel ? quantized_per_channel(w, bits) : quantized_per_tensor(w, bits);
  });
}

at::Tensor with_quantized_gradient(const at::Tensor& values, int bits, std::uint64_t noise_key) {
  if (is_full_precision(bits) || !needs_graph(values)) return values;
  return QuantizedGradient::apply(values, static_cast<std::int64_t>(bits), static_cast<std::int64_t>(noise_key));
}

}  // namespace imprint
