// SPDX-License-Identifier: GPL-3.0-or-later
// The squared norm of one image's weight gradient from inner products of pixels.
//
//   ||sum_l g_l p_l'||^2 = sum_ll' (g_l . g_l') (p_l . p_l'),   p_l . p_l' = sum_d x_(l+d) . x_(l'+d)
//
// over the kernel offsets d; x is zero outside the image.
#include <algorithm>
#include <numeric>
#include <vector>

#include "analysis/curvature/convolution_image.h"
#include "analysis/curvature/seen_pixels.h"
#include "analysis/curvature/small_gemm.h"

namespace imprint {
namespace {

/// sum over the seen pixels of gradient product times input product, for one row of each Gram matrix. The sums of
/// the columns stand side by side in float, so that they vectorise.
double row_sum(const Seen& seen, const float* gradients, const float* inputs, std::vector<float>& columns) {
  const std::int64_t width = seen.width(), stride = seen.sizes.window.stride[1];
  std::fill(columns.begin(), columns.end(), 0.0f);
  float* __restrict sums = columns.data();
  for (std::int64_t row = seen.rows.begin; row < seen.rows.end; ++row) {
    const float* __restrict gradient = gradients + seen.output(row);
    const float* __restrict input = inputs + seen.input(row);
    if (stride == 1) {
      for (std::int64_t x = 0; x < width; ++x) sums[x] += gradient[x] * input[x];
    } else {
      for (std::int64_t x = 0; x < width; ++x) sums[x] += gradient[x] * input[x * stride];
    }
  }
  return std::accumulate(columns.begin(), columns.end(), 0.0);
}

/// sum over pairs of seen pixels of gradient product times input product.
double paired_sum(const Seen& seen, const float* gradients, std::int64_t outputs, const float* inputs,
                  std::int64_t pixels) {
  std::vector<float> columns(seen.width());
  double sum = 0;
  for (std::int64_t row = seen.rows.begin; row < seen.rows.end; ++row)
    for (std::int64_t x = 0; x < seen.width(); ++x)
      sum += row_sum(seen, gradients + (seen.output(row) + x) * outputs,
                     inputs + (seen.input(row) + x * seen.sizes.window.stride[1]) * pixels, columns);
  return sum;
}

}  // namespace

double squared_norm_by_gram(const ConvolutionSizes& sizes, const float* input, const float* gradient,
                            Scratch& scratch) {
  const std::int64_t pixels = sizes.pixels_in(), outputs = sizes.pixels_out();
  scratch.resize(pixels * pixels + outputs * outputs);
  float* inputs = scratch.data();
  float* gradients = inputs + pixels * pixels;
  gram_of_rows(pixels, sizes.channels_in, input, inputs);
  gram_of_rows(outputs, sizes.channels_out, gradient, gradients);
  double norm = 0;
  for (std::int64_t dy = 0; dy < sizes.window.height; ++dy)
    for (std::int64_t dx = 0; dx < sizes.window.width; ++dx)
      norm += paired_sum(seen_pixels(sizes, dy, dx), gradients, outputs, inputs, pixels);
  return norm;
}

bool gram_is_cheaper(const ConvolutionSizes& sizes) {
  // A step of the paired sum costs about as much as 4 multiply-adds of a matrix product.
  constexpr std::int64_t step_cost = 4;
  const std::int64_t pixels = sizes.pixels_in(), outputs = sizes.pixels_out();
  const std::int64_t offsets = sizes.window.height * sizes.window.width;
  const std::int64_t gram =
      pixels * pixels * sizes.channels_in + outputs * outputs * (sizes.channels_out + step_cost * offsets);
  return gram < outputs * sizes.channels_out * sizes.channels_in * offsets;
}

}  // namespace imprint
