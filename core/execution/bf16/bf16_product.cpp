// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/bf16/bf16_product.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <torch/csrc/autograd/custom_function.h>

#include <vector>

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

at::Tensor to_bf16(const at::Tensor& values) { return values.to(at::kBFloat16); }
at::Tensor to_float(const at::Tensor& values) { return values.to(at::kFloat); }

void save(AutogradContext* context, const LayerProduct& product) {
  std::vector<std::int64_t> geometry;  // empty: linear
  if (product.convolution) {
    const auto& [stride, padding] = *product.convolution;
    geometry = {stride[0], stride[1], padding[0], padding[1]};
  }
  context->saved_data["geometry"] = geometry;
  context->saved_data["has_bias"] = product.bias.defined();
}

std::optional<ConvolutionGeometry> saved_geometry(AutogradContext* context) {
  const auto saved = context->saved_data["geometry"].toIntVector();
  if (saved.empty()) return std::nullopt;
  return ConvolutionGeometry{{saved[0], saved[1]}, {saved[2], saved[3]}};
}

class Bf16Product : public Function<Bf16Product> {
 public:
  /// The weight as fp32 is there for its gradient alone.
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& /*weight*/,
                            const c10::optional<at::Tensor>& bias, const LayerProduct& product,
                            const at::Tensor& weight_in_bf16) {
    const at::Tensor operand = to_bf16(input);
    context->save_for_backward({operand, weight_in_bf16});
    save(context, product);
    if (product.convolution) return to_float(convolution(operand, weight_in_bf16, *product.convolution));
    return to_float(at::linear(operand, weight_in_bf16, bias ? to_bf16(*bias) : at::Tensor()));
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const at::Tensor &input = saved[0], &weight = saved[1], gradient = to_bf16(gradients[0]);
    const auto geometry = saved_geometry(context);
    const at::NoGradGuard no_graph;
    variable_list result(5);
    if (context->needs_input_grad(0))
      result[0] = to_float(geometry ? convolution_input_gradient(gradient, weight, input.sizes(), *geometry)
                                    : at::mm(gradient, weight));
    if (context->needs_input_grad(1))
      result[1] = to_float(geometry ? convolution_weight_gradient(input, gradient, weight.sizes(), *geometry)
                                    : at::mm(gradient.t(), input));
    if (context->saved_data["has_bias"].toBool() && context->needs_input_grad(2)) result[2] = to_float(gradient).sum(0);
    return result;
  }
};

}  // namespace

at::Tensor bf16_product(const LayerProduct& product, const at::Tensor& weight_in_bf16) {
  const auto bias = product.bias.defined() ? c10::make_optional(product.bias) : c10::nullopt;
  return Bf16Product::apply(product.input, product.weight, bias, product, weight_in_bf16);
}

}  // namespace imprint
