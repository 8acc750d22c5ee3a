// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/straight_through.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/lerp.h>
#include <torch/csrc/autograd/custom_function.h>

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
  static at::Tensor forward(AutogradContext* context, const at::Tensor& values, NumberFormat format,
                            std::uint64_t noise_key, Granularity granularity, double strength) {
    context->saved_data["strength"] = strength;
    context->saved_data["bits"] = static_cast<std::int64_t>(format.bits);
    context->saved_data["family"] = static_cast<std::int64_t>(format.family);
    context->saved_data["exponent_bits"] = static_cast<std::int64_t>(format.exponent_bits);
    context->saved_data["block"] = static_cast<std::int64_t>(format.block);
    context->saved_data["noise_key"] = static_cast<std::int64_t>(noise_key);
    context->saved_data["granularity"] = static_cast<std::int64_t>(granularity);
    return values.view_as(values);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    NumberFormat format(static_cast<int>(context->saved_data["bits"].toInt()));
    format.family = static_cast<FormatFamily>(context->saved_data["family"].toInt());
    format.exponent_bits = static_cast<int>(context->saved_data["exponent_bits"].toInt());
    format.block = static_cast<int>(context->saved_data["block"].toInt());
    const auto noise_key = static_cast<std::uint64_t>(context->saved_data["noise_key"].toInt());
    const auto granularity = static_cast<Granularity>(context->saved_data["granularity"].toInt());
    const at::NoGradGuard no_graph;
    const Rounding rounding{.granularity = granularity, .noise_key = noise_key};
    const double strength = context->saved_data["strength"].toDouble();
    return {rounded_by(gradients[0], format, rounding, strength), {}, {}, {}, {}};
  }
};

bool needs_graph(const at::Tensor& values) { return at::GradMode::is_enabled() && values.requires_grad(); }

}  // namespace

at::Tensor rounded_by(const at::Tensor& values, NumberFormat format, const Rounding& rounding, double strength) {
  const at::NoGradGuard no_graph;
  if (is_full_precision(format)) return values;
  const at::Tensor rounded = codec_of(format).rounded(values, format, rounding);
  return strength == 1 ? rounded : at::lerp(values, rounded, strength);
}

at::Tensor straight_through(const at::Tensor& values, NumberFormat format, const Rounding& rounding, double strength) {
  if (is_full_precision(format)) return values;
  const auto quantizer = [=](const at::Tensor& v) { return rounded_by(v, format, rounding, strength); };
  return needs_graph(values) ? StraightThrough::apply(values, quantizer) : quantizer(values);
}

at::Tensor with_quantized_gradient(const at::Tensor& values, NumberFormat format, std::uint64_t noise_key,
                                   Granularity granularity, double strength) {
  if (is_full_precision(format) || !needs_graph(values)) return values;
  return QuantizedGradient::apply(values, format, noise_key, granularity, strength);
}

}  // namespace imprint
