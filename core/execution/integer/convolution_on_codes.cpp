// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/execution/integer/convolution_on_codes.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include "core/kernels/channels_last.h"
#include "core/kernels/low_precision_convolution.h"

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// What the backward products need beside the input's codes.
struct KeptConvolution : torch::CustomClassHolder {
  std::shared_ptr<const PreparedFilters> weight;
  Encoded input;  // without its codes, which autograd keeps and lets go
  NumberFormat gradient;
  std::uint64_t noise_key = 0;
  ConvolutionGeometry geometry;
};

at::Tensor by_weight(const Encoded& input, const Encoded& gradient, const KeptConvolution& kept) {
  const auto sizes = kept.weight->filters().values.sizes();
  if (has_bf16_multipliers())
    return coded_weight_gradient(coded_images(input), coded_images(gradient), sizes, kept.geometry);
  return convolution_weight_gradient(affine_codec().decode(input), affine_codec().decode(gradient), sizes,
                                     kept.geometry);
}

class ConvolutionOnCodes : public Function<ConvolutionOnCodes> {
 public:
  /// The weight is here for its gradient.
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& /*weight*/,
                            const LayerProduct& product, const std::shared_ptr<const PreparedFilters>& weight) {
    Encoded encoded =
        affine_codec().encode(channels_last(input), product.precision.activation, {.range = product.input_range});
    at::Tensor output = coded_convolution(coded_images(encoded), weight->filters(), *product.convolution);
    context->save_for_backward({encoded.codes});
    encoded.codes = at::Tensor();
    auto kept = c10::make_intrusive<KeptConvolution>();
    kept->weight = weight;
    kept->input = std::move(encoded);
    kept->gradient = product.precision.gradient;
    kept->noise_key = product.noise_key;
    kept->geometry = *product.convolution;
    context->saved_data["kept"] = c10::IValue::make_capsule(std::move(kept));
    return output;
  }

  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto kept = c10::static_intrusive_pointer_cast<KeptConvolution>(context->saved_data["kept"].toCapsule());
    Encoded input = kept->input;
    input.codes = context->get_saved_variables()[0];
    const at::NoGradGuard no_graph;
    // Noise follows the order of memory: rounded as it comes, as the simulation does.
    Encoded gradient = affine_codec().encode(gradients[0], kept->gradient, {.noise_key = kept->noise_key});
    gradient.codes = channels_last(gradient.codes);
    variable_list result(4);
    if (context->needs_input_grad(0))
      result[0] = convolution_input_gradient(affine_codec().decode(gradient), kept->weight->filters().values,
                                             input.codes.sizes(), kept->geometry);
    if (context->needs_input_grad(1)) result[1] = by_weight(input, gradient, *kept);
    return result;
  }
};

}  // namespace

PreparedFilters::PreparedFilters(const LayerProduct& product) {
  const at::NoGradGuard no_graph;
  filters_ = coded_filters(
      affine_codec().encode(product.weight, product.precision.weight, {.granularity = product.granularities.weight}));
}

at::Tensor convolution_on_codes(const LayerProduct& product, const std::shared_ptr<const PreparedFilters>& weight) {
  return ConvolutionOnCodes::apply(product.input, product.weight, product, weight);
}

}  // namespace imprint
