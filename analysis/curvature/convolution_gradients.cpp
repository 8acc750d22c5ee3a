// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/convolution_gradients.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/im2col.h>
#include <ATen/ops/zeros.h>

#include <algorithm>

#include "analysis/curvature/convolution_image.h"

namespace imprint {
namespace {

ConvolutionSizes sizes_of(const ConvolutionWindow& window, const at::Tensor& input, const at::Tensor& gradient) {
  return {window, input.size(1), input.size(2), input.size(3), gradient.size(1), gradient.size(2), gradient.size(3)};
}

bool is_float_on_cpu(const at::Tensor& tensor) {
  return tensor.device().is_cpu() && tensor.scalar_type() == at::kFloat;
}

bool is_depthwise(const ConvolutionSizes& sizes) {
  return sizes.window.groups > 1 && sizes.window.groups == sizes.channels_in && sizes.channels_in == sizes.channels_out;
}

ConvolutionMethod cheapest(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient) {
  if (!is_float_on_cpu(input) || !is_float_on_cpu(gradient)) return ConvolutionMethod::unfolded;
  if (is_depthwise(sizes)) return ConvolutionMethod::depthwise;
  return gram_is_cheaper(sizes) ? ConvolutionMethod::gram : ConvolutionMethod::patches;
}

/// `squared_norm` of every image, images spread over the threads.
template <typename SquaredNorm>
at::Tensor norms_by_image(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient,
                          SquaredNorm squared_norm) {
  const at::Tensor inputs = input.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor gradients = gradient.contiguous(at::MemoryFormat::ChannelsLast);
  at::Tensor norms = at::empty({inputs.size(0)}, at::kDouble);
  const float* first_input = inputs.data_ptr<float>();
  const float* first_gradient = gradients.data_ptr<float>();
  double* norm = norms.data_ptr<double>();
  at::parallel_for(0, inputs.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    Scratch scratch;
    for (std::int64_t i = begin; i < end; ++i)
      norm[i] = squared_norm(sizes, first_input + i * sizes.pixels_in() * sizes.channels_in,
                             first_gradient + i * sizes.pixels_out() * sizes.channels_out, scratch);
  });
  return norms;
}

at::Tensor unfolded_norms(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient) {
  const ConvolutionWindow& window = sizes.window;
  const at::Tensor patches = at::im2col(input.contiguous(), {window.height, window.width}, {1, 1}, window.padding,
                                        window.stride);  // [n, K, L]
  const auto by_group = [&](const at::Tensor& rows) {
    return rows.reshape({rows.size(0) * window.groups, rows.size(1) / window.groups, rows.size(2)});
  };
  const at::Tensor weight = at::bmm(by_group(gradient.flatten(2)), by_group(patches).transpose(1, 2));
  return weight.to(at::kDouble).square().sum({1, 2}).view({-1, window.groups}).sum(1);
}

/// Some images at a time: unfolded inputs are kh kw times as large as the inputs.
at::Tensor norms_unfolded(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient) {
  constexpr std::int64_t most_values = std::int64_t{1} << 23;
  const std::int64_t values =
      sizes.window.height * sizes.window.width * sizes.channels_in * std::max(sizes.pixels_out(), sizes.channels_out);
  const std::int64_t images = std::max<std::int64_t>(1, most_values / values);
  std::vector<at::Tensor> norms;
  for (std::int64_t begin = 0; begin < input.size(0); begin += images) {
    const std::int64_t count = std::min(images, input.size(0) - begin);
    norms.push_back(unfolded_norms(sizes, input.narrow(0, begin, count), gradient.narrow(0, begin, count)));
  }
  return at::cat(norms);
}

/// Group after group, each as a convolution by itself.
at::Tensor norms_of_groups(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient,
                           ConvolutionMethod method) {
  ConvolutionWindow window = sizes.window;
  window.groups = 1;
  const auto of_group = [&](const at::Tensor& images, std::int64_t group) {
    const std::int64_t channels = images.size(1) / sizes.window.groups;
    return images.narrow(1, group * channels, channels);
  };
  at::Tensor norms = at::zeros({input.size(0)}, at::kDouble);
  for (std::int64_t group = 0; group < sizes.window.groups; ++group)
    norms += convolution_weight_norms(window, of_group(input, group), of_group(gradient, group), method);
  return norms;
}

}  // namespace

at::Tensor convolution_weight_norms(const ConvolutionWindow& window, const at::Tensor& input,
                                    const at::Tensor& output_gradient, ConvolutionMethod method) {
  const ConvolutionSizes sizes = sizes_of(window, input, output_gradient);
  if (method == ConvolutionMethod::automatic) method = cheapest(sizes, input, output_gradient);
  const bool takes_one_group = method == ConvolutionMethod::patches || method == ConvolutionMethod::gram;
  if (takes_one_group && window.groups > 1) return norms_of_groups(sizes, input, output_gradient, method);
  switch (method) {
    case ConvolutionMethod::depthwise: return norms_by_image(sizes, input, output_gradient, squared_norm_depthwise);
    case ConvolutionMethod::patches: return norms_by_image(sizes, input, output_gradient, squared_norm_by_patches);
    case ConvolutionMethod::gram: return norms_by_image(sizes, input, output_gradient, squared_norm_by_gram);
    default: return norms_unfolded(sizes, input, output_gradient);
  }
}

}  // namespace imprint
