// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/convolution_gradients.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/im2col.h>

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

ConvolutionMethod cheapest(const ConvolutionSizes& sizes, const at::Tensor& input, const at::Tensor& gradient) {
  if (!is_float_on_cpu(input) || !is_float_on_cpu(gradient)) return ConvolutionMethod::unfolded;
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
  const at::Tensor weight = at::bmm(gradient.flatten(2), patches.transpose(1, 2));
  return weight.to(at::kDouble).square().sum({1, 2});
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

}  // namespace

at::Tensor convolution_weight_norms(const ConvolutionWindow& window, const at::Tensor& input,
                                    const at::Tensor& output_gradient, ConvolutionMethod method) {
  const ConvolutionSizes sizes = sizes_of(window, input, output_gradient);
  switch (method == ConvolutionMethod::automatic ? cheapest(sizes, input, output_gradient) : method) {
    case ConvolutionMethod::patches: return norms_by_image(sizes, input, output_gradient, squared_norm_by_patches);
    case ConvolutionMethod::gram: return norms_by_image(sizes, input, output_gradient, squared_norm_by_gram);
    default: return norms_unfolded(sizes, input, output_gradient);
  }
}

}  // namespace imprint
