// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/curvature/channel_sums.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <vector>

namespace imprint {
namespace {

/// The pixels of one image, channels side by side: [pixels, channels].
struct Rows {
  const float* gradient;
  const float* factor;
  std::int64_t pixels;
  std::int64_t channels;
};

/// Runs of pixels are summed in float (they vectorise) and the runs in double.
constexpr std::int64_t pixels_a_run = 32;

void add_run(const Rows& run, float* __restrict gradients, float* __restrict products) {
  const float* __restrict gradient = run.gradient;
  const float* __restrict factor = run.factor;
  for (std::int64_t pixel = 0; pixel < run.pixels; ++pixel, gradient += run.channels, factor += run.channels)
    for (std::int64_t c = 0; c < run.channels; ++c) {
      gradients[c] += gradient[c];
      products[c] += gradient[c] * factor[c];
    }
}

void move_into(std::vector<float>& run_sums, double* sums) {
  for (std::size_t c = 0; c < run_sums.size(); ++c) sums[c] += run_sums[c];
  std::fill(run_sums.begin(), run_sums.end(), 0.0f);
}

void sum_image(const Rows& image, double* gradients, double* products) {
  std::vector<float> run_gradients(image.channels), run_products(image.channels);
  for (std::int64_t begin = 0; begin < image.pixels; begin += pixels_a_run) {
    const std::int64_t offset = begin * image.channels;
    const std::int64_t count = std::min(pixels_a_run, image.pixels - begin);
    add_run({image.gradient + offset, image.factor + offset, count, image.channels}, run_gradients.data(),
            run_products.data());
    move_into(run_gradients, gradients);
    move_into(run_products, products);
  }
}

ChannelSums fast_sums(const at::Tensor& gradient, const at::Tensor& factor) {
  const at::Tensor g = gradient.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor f = factor.contiguous(at::MemoryFormat::ChannelsLast);
  const std::int64_t channels = g.size(1), pixels = g.size(2) * g.size(3);
  const at::Tensor gradients = at::zeros({g.size(0), channels}, at::kDouble);
  const at::Tensor products = at::zeros_like(gradients);
  at::parallel_for(0, g.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const std::int64_t offset = i * pixels * channels;
      sum_image({g.data_ptr<float>() + offset, f.data_ptr<float>() + offset, pixels, channels},
                gradients.data_ptr<double>() + i * channels, products.data_ptr<double>() + i * channels);
    }
  });
  return {gradients, products};
}

/// Any type, device and number of dimensions.
at::Tensor pixel_sum(const at::Tensor& values) {
  const at::Tensor precise = values.to(at::kDouble);
  return precise.dim() == 2 ? precise : precise.flatten(2).sum(2);
}

bool is_fast(const at::Tensor& gradient, const at::Tensor& factor) {
  return gradient.dim() == 4 && gradient.device().is_cpu() && gradient.scalar_type() == at::kFloat &&
         factor.scalar_type() == at::kFloat;
}

}  // namespace

ChannelSums channel_sums(const at::Tensor& gradient, const at::Tensor& factor) {
  if (!factor.defined()) return {pixel_sum(gradient), {}};
  if (is_fast(gradient, factor)) return fast_sums(gradient, factor);
  return {pixel_sum(gradient), pixel_sum(gradient.to(at::kDouble) * factor)};
}

}  // namespace imprint
