// SPDX-License-Identifier: GPL-3.0-or-later
// The weight gradient of one image at a convolution whose channels each have a filter of their own.
#include <algorithm>

#include "analysis/curvature/convolution_image.h"
#include "analysis/curvature/seen_pixels.h"

namespace imprint {
namespace {

/// sums[c] += gradient[c] input[c]
void add_products(const float* __restrict gradient, const float* __restrict input, std::int64_t channels,
                  float* __restrict sums) {
  for (std::int64_t c = 0; c < channels; ++c) sums[c] += gradient[c] * input[c];
}

/// sums[c] of the products of all seen pixels.
void sum_products(const Seen& seen, const float* input, const float* gradient, float* sums) {
  const std::int64_t channels = seen.sizes.channels_in, stride = seen.sizes.window.stride[1];
  std::fill(sums, sums + channels, 0.0f);
  for (std::int64_t row = seen.rows.begin; row < seen.rows.end; ++row)
    for (std::int64_t x = 0; x < seen.width(); ++x)
      add_products(gradient + (seen.output(row) + x) * channels, input + (seen.input(row) + x * stride) * channels,
                   channels, sums);
}

}  // namespace

double squared_norm_depthwise(const ConvolutionSizes& sizes, const float* input, const float* gradient,
                              Scratch& scratch) {
  scratch.resize(static_cast<std::size_t>(sizes.channels_in));
  double norm = 0;
  for (std::int64_t dy = 0; dy < sizes.window.height; ++dy)
    for (std::int64_t dx = 0; dx < sizes.window.width; ++dx) {
      sum_products(seen_pixels(sizes, dy, dx), input, gradient, scratch.data());
      for (const float sum : scratch) norm += static_cast<double>(sum) * sum;
    }
  return norm;
}

}  // namespace imprint
