// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/channel_sums.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <algorithm>
#include <vector>

namespace imprint {
namespace {

/// The pixels of one image, channels side by side: [pixels, channels].
struct Rows {
  const float* gradient;
  const float* factor;
  const float* center;  // [channels]
  std::int64_t pixels;
  std::int64_t channels;

  Rows part(std::int64_t begin, std::int64_t count) const {
    return {gradient + begin * channels, factor + begin * channels, center, count, channels};
  }
};

/// Runs of pixels are summed in float (they vectorise) and the runs in double.
constexpr std::int64_t pixels_a_run = 32;

void add_run(const Rows& run, float* __restrict gradients, float* __restrict products) {
  const float* __restrict gradient = run.gradient;
  const float* __restrict factor = run.factor;
  const float* __restrict center = run.center;
  for (std::int64_t pixel = 0; pixel < run.pixels; ++pixel, gradient += run.channels, factor += run.channels)
    for (std::int64_t c = 0; c < run.channels; ++c) {
      gradients[c] += gradient[c];
      products[c] += gradient[c] * (factor[c] - center[c]);
    }
}

void move_into(std::vector<float>& run_sums, double* sums) {
  for (std::size_t c = 0; c < run_sums.size(); ++c) sums[c] += run_sums[c];
  std::fill(run_sums.begin(), run_sums.end(), 0.0f);
}

void sum_image(const Rows& image, double* gradients, double* products) {
  std::vector<float> run_gradients(image.channels), run_products(image.channels);
  for (std::int64_t begin = 0; begin < image.pixels; begin += pixels_a_run) {
    add_run(image.part(begin, std::min(pixels_a_run, image.pixels - begin)), run_gradients.data(), run_products.data());
    move_into(run_gradients, gradients);
    move_into(run_products, products);
  }
}

PixelSums fast_sums(const at::Tensor& gradient, const at::Tensor& factor, const at::Tensor& center) {
  const at::Tensor g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor f = factor.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor m = center.contiguous();
  const std::int64_t images = g.size(0), channels = g.size(1), pixels = g.size(2) * g.size(3);
  const Rows all{g.data_ptr<float>(), f.data_ptr<float>(), m.data_ptr<float>(), images * pixels, channels};
  const at::Tensor gradients = at::zeros({images, channels}, at::kDouble);
  const at::Tensor products = at::zeros_like(gradients);
  at::parallel_for(0, images, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i)
      sum_image(all.part(i * pixels, pixels), gradients.data_ptr<double>() + i * channels,
                products.data_ptr<double>() + i * channels);
  });
  return {gradients, products};
}

/// Per channel as it stands beside [n, C] or [n, C, H, W].
at::Tensor beside(const at::Tensor& center, const at::Tensor& values) {
  return values.dim() == 2 ? center : center.view({-1, 1, 1});
}

bool is_fast(const at::Tensor& gradient, const at::Tensor& factor) {
  return gradient.dim() == 4 && gradient.device().is_cpu() && gradient.scalar_type() == at::kFloat &&
         factor.scalar_type() == at::kFloat;
}

}  // namespace

PixelSums channel_sums(const at::Tensor& gradient, const at::Tensor& factor, const at::Tensor& center) {
  if (is_fast(gradient, factor)) return fast_sums(gradient, factor, center);
  const at::Tensor centred = factor.to(at::kDouble) - beside(center, factor);
  return {channel_sums(gradient), channel_sums(gradient * centred)};
}

at::Tensor channel_sums(const at::Tensor& gradient) {
  const at::Tensor precise = gradient.to(at::kDouble);
  return precise.dim() == 2 ? precise : precise.flatten(2).sum(2);
}

}  // namespace imprint
