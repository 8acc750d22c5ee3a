// SPDX-License-Identifier: GPL-3.0-or-later
// The weight gradient of one image as kh products, one a kernel row, from an input unfolded along its rows only.
#include <algorithm>
#include <cstring>
#include <numeric>

#include "analysis/curvature/convolution_image.h"
#include "analysis/curvature/small_gemm.h"

namespace imprint {
namespace {

/// The padded input rows, each unfolded horizontally: [row, W', kw * C_in]. Rows that one kernel row meets at
/// successive outputs, y = y' stride + dy, lie next to each other: rows are sorted by y mod stride, then by y.
struct RowPatches {
  const ConvolutionSizes& sizes;
  std::int64_t stride = sizes.window.stride[0];
  std::int64_t rows_a_phase = (sizes.height_out - 1) + (sizes.window.height + stride - 1) / stride;
  std::int64_t patch = sizes.window.width * sizes.channels_in;
  std::int64_t row = sizes.width_out * patch;

  std::int64_t size() const { return stride * rows_a_phase * row; }
  /// Where the padded input row y begins.
  std::int64_t offset(std::int64_t y) const { return (y % stride * rows_a_phase + y / stride) * row; }
};

/// One patch row: kw neighbouring pixels from column `x` on, zero outside the image.
void copy_pixels(const ConvolutionSizes& sizes, const float* row, std::int64_t x, float* patch) {
  const std::int64_t width = sizes.window.width, channels = sizes.channels_in;
  const std::int64_t begin = std::clamp<std::int64_t>(-x, 0, width);
  const std::int64_t end = std::clamp<std::int64_t>(sizes.width_in - x, begin, width);
  std::fill(patch, patch + begin * channels, 0.0f);
  if (end > begin) std::memcpy(patch + begin * channels, row + (x + begin) * channels, (end - begin) * channels * 4);
  std::fill(patch + end * channels, patch + width * channels, 0.0f);
}

void unfold_row(const RowPatches& patches, const float* input, std::int64_t y, float* out) {
  const ConvolutionSizes& sizes = patches.sizes;
  const std::int64_t source = y - sizes.window.padding[0];
  if (source < 0 || source >= sizes.height_in) return void(std::fill(out, out + patches.row, 0.0f));
  const float* row = input + source * sizes.width_in * sizes.channels_in;
  for (std::int64_t x = 0; x < sizes.width_out; ++x)
    copy_pixels(sizes, row, x * sizes.window.stride[1] - sizes.window.padding[1], out + x * patches.patch);
}

void unfold_rows(const RowPatches& patches, const float* input, float* unfolded) {
  const std::int64_t rows = (patches.sizes.height_out - 1) * patches.stride + patches.sizes.window.height;
  for (std::int64_t y = 0; y < rows; ++y) unfold_row(patches, input, y, unfolded + patches.offset(y));
}

/// Eight sums side by side, since one would wait for each addition.
double squared_norm(const float* values, std::int64_t count) {
  constexpr std::int64_t lanes = 8;
  double sums[lanes] = {};
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes)
    for (std::int64_t lane = 0; lane < lanes; ++lane)
      sums[lane] += static_cast<double>(values[i + lane]) * values[i + lane];
  for (; i < count; ++i) sums[0] += static_cast<double>(values[i]) * values[i];
  return std::accumulate(sums, sums + lanes, 0.0);
}

}  // namespace

double squared_norm_by_patches(const ConvolutionSizes& sizes, const float* input, const float* gradient,
                               Scratch& scratch) {
  const RowPatches patches{sizes};
  const std::int64_t weights = sizes.channels_out * patches.patch;
  scratch.resize(patches.size() + weights);
  float* unfolded = scratch.data();
  float* product = unfolded + patches.size();
  unfold_rows(patches, input, unfolded);
  double norm = 0;
  for (std::int64_t dy = 0; dy < sizes.window.height; ++dy) {
    gemm_transposed_left(sizes.channels_out, patches.patch, sizes.pixels_out(), gradient, unfolded + patches.offset(dy),
                         product);
    norm += squared_norm(product, weights);
  }
  return norm;
}

}  // namespace imprint
