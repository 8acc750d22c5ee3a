// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/half/working_values.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>

#include "core/formats/half/half_kernels.h"
#include "core/formats/rounded_pieces.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

class HeldIn : public Function<HeldIn> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& values, std::int64_t exponent_bits) {
    context->saved_data["exponent_bits"] = exponent_bits;
    return half_values(values, half_format(static_cast<int>(exponent_bits)));
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const at::NoGradGuard no_graph;
    const auto exponent_bits = static_cast<int>(context->saved_data["exponent_bits"].toInt());
    return {half_values(gradients[0], half_format(exponent_bits)), {}};
  }
};

/// LibTorch's own conversions round in the same way.
at::Tensor converted(const at::Tensor& values, NumberFormat format) {
  return values.to(format == bf16_format ? at::kBFloat16 : at::kHalf).to(at::kFloat);
}

}  // namespace

at::Tensor half_values(const at::Tensor& values, NumberFormat format) {
  const at::NoGradGuard no_graph;
  if (!values.is_cpu()) return converted(values, format);
  const HalfGrid grid = overflowing(half_grid(format));
  return rounded_pieces(values, {}, [&](const RoundedPiece& piece) { round_to_half(piece.from, piece.to, grid); });
}

void round_to_half_in_place(at::Tensor& values, NumberFormat format) {
  const at::NoGradGuard no_graph;
  values.copy_(half_values(values, format));
}

at::Tensor held_in(const at::Tensor& values, NumberFormat format) {
  if (is_full_precision(format)) return values;
  if (!at::GradMode::is_enabled() || !values.requires_grad()) return half_values(values, format);
  return HeldIn::apply(values, static_cast<std::int64_t>(format.exponent_bits));
}

}  // namespace imprint
