// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/trilinear_convolution.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/convolution_backward.h>
#include <ATen/ops/empty.h>
#include <torch/csrc/autograd/custom_function.h>

#include <tuple>
#include <vector>

namespace imprint {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

constexpr std::array<std::int64_t, 2> no_dilation{1, 1};
constexpr std::array<std::int64_t, 2> no_output_padding{0, 0};

/// Keeps the geometry from a forward to its backward.
void save(AutogradContext* context, const ConvolutionGeometry& geometry) {
  const auto& [stride, padding] = geometry;
  context->saved_data["geometry"] = std::vector<std::int64_t>{stride[0], stride[1], padding[0], padding[1]};
}
ConvolutionGeometry saved_geometry(AutogradContext* context) {
  const auto saved = context->saved_data["geometry"].toIntVector();
  return {{saved[0], saved[1]}, {saved[2], saved[3]}};
}

std::int64_t groups_of(const at::Tensor& input, const at::Tensor& weight) { return input.size(1) / weight.size(1); }

/// One of ATen's two gradients. The tensor whose gradient it is gives its shape and memory format only.
at::Tensor aten_gradient(const at::Tensor& gradient, const at::Tensor& input, const at::Tensor& weight,
                         const ConvolutionGeometry& geometry, bool of_input) {
  const auto gradients = at::convolution_backward(
      gradient, input, weight, c10::nullopt, geometry.stride, geometry.padding, no_dilation,
      /*transposed=*/false, no_output_padding, groups_of(input, weight), {of_input, !of_input, false});
  return of_input ? std::get<0>(gradients) : std::get<1>(gradients);
}

at::Tensor input_gradient(const at::Tensor& gradient, const at::Tensor& weight, const at::Tensor& input,
                          const ConvolutionGeometry& geometry);
at::Tensor weight_gradient(const at::Tensor& input, const at::Tensor& gradient, const at::Tensor& weight,
                           const ConvolutionGeometry& geometry);

class Convolution : public Function<Convolution> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& weight,
                            const ConvolutionGeometry& geometry) {
    context->save_for_backward({input, weight});
    save(context, geometry);
    return at::conv2d(input, weight, {}, geometry.stride, geometry.padding, no_dilation, groups_of(input, weight));
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto& input = saved[0];
    const auto& weight = saved[1];
    const ConvolutionGeometry geometry = saved_geometry(context);
    variable_list result(3);
    if (context->needs_input_grad(0)) result[0] = input_gradient(gradients[0], weight, input, geometry);
    if (context->needs_input_grad(1)) result[1] = weight_gradient(input, gradients[0], weight, geometry);
    return result;
  }
};

/// Bilinear in gradient and weight; `like` is an input.
class InputGradient : public Function<InputGradient> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& gradient, const at::Tensor& weight,
                            const at::Tensor& like, const ConvolutionGeometry& geometry) {
    context->save_for_backward({gradient, weight});
    save(context, geometry);
    return aten_gradient(gradient, like, weight, geometry, /*of_input=*/true);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto& gradient = saved[0];
    const auto& weight = saved[1];
    const ConvolutionGeometry geometry = saved_geometry(context);
    variable_list result(4);
    if (context->needs_input_grad(0)) result[0] = convolution(gradients[0], weight, geometry);
    if (context->needs_input_grad(1)) result[1] = weight_gradient(gradients[0], gradient, weight, geometry);
    return result;
  }
};

/// Bilinear in input and gradient; `like` is a weight.
class WeightGradient : public Function<WeightGradient> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input, const at::Tensor& gradient,
                            const at::Tensor& like, const ConvolutionGeometry& geometry) {
    context->save_for_backward({input, gradient});
    save(context, geometry);
    return aten_gradient(gradient, input, like, geometry, /*of_input=*/false);
  }
  static variable_list backward(AutogradContext* context, variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto& input = saved[0];
    const auto& gradient = saved[1];
    const ConvolutionGeometry geometry = saved_geometry(context);
    variable_list result(4);
    if (context->needs_input_grad(0)) result[0] = input_gradient(gradient, gradients[0], input, geometry);
    if (context->needs_input_grad(1)) result[1] = convolution(input, gradients[0], geometry);
    return result;
  }
};

at::Tensor input_gradient(const at::Tensor& gradient, const at::Tensor& weight, const at::Tensor& input,
                          const ConvolutionGeometry& geometry) {
  return InputGradient::apply(gradient, weight, input.detach(), geometry);
}
at::Tensor weight_gradient(const at::Tensor& input, const at::Tensor& gradient, const at::Tensor& weight,
                           const ConvolutionGeometry& geometry) {
  return WeightGradient::apply(input, gradient, weight.detach(), geometry);
}

}  // namespace

at::Tensor convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionGeometry& geometry) {
  return Convolution::apply(input, weight, geometry);
}

at::Tensor convolution_input_gradient(const at::Tensor& gradient, const at::Tensor& weight, at::IntArrayRef input_sizes,
                                      const ConvolutionGeometry& geometry) {
  const at::Tensor like = at::empty(input_sizes, gradient.options(), at::MemoryFormat::ChannelsLast);
  return aten_gradient(gradient, like, weight, geometry, /*of_input=*/true);
}

at::Tensor convolution_weight_gradient(const at::Tensor& input, const at::Tensor& gradient,
                                       at::IntArrayRef weight_sizes, const ConvolutionGeometry& geometry) {
  return aten_gradient(gradient, input, at::empty(weight_sizes, input.options()), geometry, /*of_input=*/false);
}

}  // namespace imprint
