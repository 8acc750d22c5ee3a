// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/linear_on_codes.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include "core/kernels/matrix_product.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

// Three integer products, and the numbers of 24 bits before them, take less time than one product in fp32 where many
// rows share the numbers and the sums are long.
constexpr std::int64_t fewest_rows = 64, fewest_outputs = 256;

bool pays_in_fixed_point(const CodedMatrix& gradient) {
  const std::int64_t rows = gradient.codes.size(0), terms = gradient.codes.size(1);
  return rows >= fewest_rows && terms >= fewest_outputs && fixed_point_fits(gradient, terms);
}

/// What the backward products need beside the input's codes.
struct Kept : torch::CustomClassHolder {
  std::shared_ptr<const PreparedCodes> weight;
  Encoded input;  // without its codes, which autograd keeps and lets go
  NumberFormat gradient;
  Rounding rounding;
  bool has_bias = false;
};

at::Tensor values_product(const at::Tensor& left, bool left_transposed, const at::Tensor& right) {
  return matrix_product({left, left_transposed}, {right, false});
}

/// The gradient at the output, rounded: as codes, and as values where a product asks for them.
class Gradient {
 public:
  Gradient(const at::Tensor& gradient, const Kept& kept)
      : encoded_(affine_codec().encode(gradient, kept.gradient, kept.rounding)), codes_(coded_matrix(encoded_)) {}

  const CodedMatrix& codes() const { return codes_; }
  const at::Tensor& values() {
    if (!values_.defined()) values_ = affine_codec().decode(encoded_);
    return values_;
  }

 private:
  Encoded encoded_;
  CodedMatrix codes_;
  at::Tensor values_;
};

at::Tensor by_input(Gradient& gradient, const PreparedCodes& weight) {
  if (is_constant_along_rows(weight.codes().granularity, false))
    return coded_product({gradient.codes()}, {weight.codes()});
  if (pays_in_fixed_point(gradient.codes())) return fixed_point_product(gradient.codes(), weight.numbers());
  return values_product(gradient.values(), false, weight.values());
}

at::Tensor by_weight(Gradient& gradient, const Encoded& input) {
  const bool is_exact = gradient.codes().granularity == Granularity::tensor && input.granularity == Granularity::tensor;
  if (!is_exact) return values_product(gradient.values(), true, affine_codec().decode(input));
  return coded_product({gradient.codes(), true}, {with_signed_codes(coded_matrix(input))});
}

at::Tensor by_bias(Gradient& gradient) {
  if (gradient.codes().granularity == Granularity::tensor) return column_sums(gradient.codes());
  return gradient.values().sum(0);
}

class LinearOnCodes : public Function<LinearOnCodes> {
 public:
  /// The weight is here for its gradient.
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& /*weight*/,
                            const c10::optional<at::Tensor>& bias, const LayerProduct& product,
                            const std::shared_ptr<const PreparedCodes>& weight) {
    const bool by_row = product.granularities.input != Granularity::tensor;
    const Rounding rounding =
        by_row ? Rounding{.granularity = product.granularities.input} : Rounding{.range = product.input_range};
    Encoded encoded = affine_codec().encode(input, product.precision.activation, rounding);
    const at::Tensor rounded_bias = bias ? affine_codec().rounded(*bias, product.precision.weight, {}) : at::Tensor();
    at::Tensor output = coded_product({coded_matrix(encoded)}, {weight->codes(), true}, rounded_bias);
    context->save_for_backward({encoded.codes});
    encoded.codes = at::Tensor();
    auto kept = c10::make_intrusive<Kept>();
    kept->weight = weight;
    kept->has_bias = bias.has_value();
    kept->input = std::move(encoded);
    kept->gradient = product.precision.gradient;
    kept->rounding = {.granularity = product.granularities.gradient, .noise_key = product.noise_key};
    context->saved_data["kept"] = c10::IValue::make_capsule(std::move(kept));
    return output;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto kept = c10::static_intrusive_pointer_cast<Kept>(context->saved_data["kept"].toCapsule());
    Encoded input = kept->input;
    input.codes = context->get_saved_variables()[0];
    const at::NoGradGuard no_graph;
    Gradient gradient(gradients[0], *kept);
    variable_list result(5);
    if (context->needs_input_grad(0)) result[0] = by_input(gradient, *kept->weight);
    if (context->needs_input_grad(1)) result[1] = by_weight(gradient, input);
    if (kept->has_bias && context->needs_input_grad(2)) result[2] = by_bias(gradient);
    return result;
  }
};

}  // namespace

at::Tensor linear_on_codes(const LayerProduct& product, const std::shared_ptr<const PreparedCodes>& weight) {
  const auto bias = product.bias.defined() ? c10::make_optional(product.bias) : c10::nullopt;
  return LinearOnCodes::apply(product.input, product.weight, bias, product, weight);
}

}  // namespace imprint
