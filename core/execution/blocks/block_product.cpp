// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/blocks/block_product.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include "core/execution/summed_dimension.h"
#include "core/formats/straight_through.h"
#include "core/kernels/matrix_product.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// Without the tensors, which autograd keeps.
struct KeptProduct : torch::CustomClassHolder {
  LayerProduct product;
  bool has_bias = false;
};

constexpr std::int64_t of_samples = 0, of_outputs_in_weight = 0, of_outputs_in_gradient = 1;

/// An operand for a product that sums over the dimension `along`. What has no blocks is the same in all of them.
at::Tensor input_along(const LayerProduct& product, const at::Tensor& input, std::int64_t along) {
  Rounding rounding{.granularity = product.granularities.input, .along = along};
  if (rounding.granularity == Granularity::tensor) rounding.range = product.input_range;
  return rounded_by(input, product.precision.activation, rounding, product.strength);
}

at::Tensor weight_along(const LayerProduct& product, const at::Tensor& weight, std::int64_t along) {
  return rounded_by(weight, product.precision.weight, {.granularity = product.granularities.weight, .along = along},
                    product.strength);
}

at::Tensor gradient_along(const LayerProduct& product, const at::Tensor& gradient, std::int64_t along) {
  return rounded_by(gradient, product.precision.gradient,
                    {.granularity = product.granularities.gradient, .noise_key = product.noise_key, .along = along},
                    product.strength);
}

at::Tensor multiplied(const LayerProduct& product, const at::Tensor& input, const at::Tensor& weight) {
  return product.convolution ? convolution(input, weight, *product.convolution) : linear_map(input, weight, {});
}

at::Tensor by_input(const LayerProduct& product, const at::Tensor& gradient, const at::Tensor& input,
                    const at::Tensor& weight) {
  const at::Tensor g = gradient_along(product, gradient, of_outputs_in_gradient);
  const at::Tensor w = weight_along(product, weight, of_outputs_in_weight);
  return product.convolution ? convolution_input_gradient(g, w, input.sizes(), *product.convolution)
                             : matrix_product({g}, {w});
}

at::Tensor by_weight(const LayerProduct& product, const at::Tensor& gradient, const at::Tensor& input,
                     const at::Tensor& weight) {
  const at::Tensor g = gradient_along(product, gradient, of_samples);
  const at::Tensor x = input_along(product, input, of_samples);
  return product.convolution ? convolution_weight_gradient(x, g, weight.sizes(), *product.convolution)
                             : matrix_product({g, true}, {x});
}

class BlockProduct : public Function<BlockProduct> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight,
                            const c10::optional<at::Tensor>& bias, const LayerProduct& product,
                            const at::Tensor& rounded_weight) {
    context->save_for_backward({input, weight});
    auto kept = c10::make_intrusive<KeptProduct>();
    kept->product = product;
    kept->product.input = kept->product.weight = kept->product.bias = at::Tensor();
    kept->has_bias = bias.has_value();
    context->saved_data["kept"] = c10::IValue::make_capsule(std::move(kept));
    const at::Tensor output =
        multiplied(product, input_along(product, input, summed_dimension(product)), rounded_weight);
    return bias ? output + rounded_by(*bias, product.precision.weight, {}, product.strength) : output;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto kept = c10::static_intrusive_pointer_cast<KeptProduct>(context->saved_data["kept"].toCapsule());
    const auto saved = context->get_saved_variables();
    const at::NoGradGuard no_graph;
    variable_list result(5);
    if (context->needs_input_grad(0)) result[0] = by_input(kept->product, gradients[0], saved[0], saved[1]);
    if (context->needs_input_grad(1)) result[1] = by_weight(kept->product, gradients[0], saved[0], saved[1]);
    if (kept->has_bias && context->needs_input_grad(2))
      result[2] = gradient_along(kept->product, gradients[0], of_samples).sum(0);
    return result;
  }
};

}  // namespace

at::Tensor weight_for_output(const LayerProduct& product) {
  const at::NoGradGuard no_graph;
  return weight_along(product, product.weight, summed_dimension(product));
}

at::Tensor block_product(const LayerProduct& product, const at::Tensor& rounded_weight) {
  const auto bias = product.bias.defined() ? c10::make_optional(product.bias) : c10::nullopt;
  return BlockProduct::apply(product.input, product.weight, bias, product, rounded_weight);
}

}  // namespace imprint
