// SPDX-License-Identifier: GPL-3.0-or-later
// The squared norm of one image's weight gradient from inner products of pixels.
//
//   ||sum_l g_l p_l'||^2 = sum_ll' (g_l . g_l') (p_l . p_l'),   p_l . p_l' = sum_d x_(l+d) . x_(l'+d)
//
// over the kernel offsets d; x is zero outside the image.
#include "analysis/curvature/convolution_image.h"
#include "analysis/curvature/small_gemm.h"

namespace imprint {
namespace {

/// The outputs [begin, end) of one axis whose input at a kernel offset lies inside the image, and the first input.
struct Span {
  std::int64_t begin;
  std::int64_t end;
  std::int64_t first_input;
};

Span inside(std::int64_t offset, std::int64_t stride, std::int64_t padding, std::int64_t inputs,
            std::int64_t outputs) {
  Span span{0, outputs, 0};
  const auto input_of = [&](std::int64_t output) { return output * stride + offset - padding; };
  while (span.begin < outputs && input_of(span.begin) < 0) ++span.begin;
  while (span.end > span.begin && input_of(span.end - 1) >= inputs) --span.end;
  span.first_input = input_of(span.begin);
  return span;
}

/// The output pixels that see the image at one kernel offset, with the input pixel that each sees.
struct Seen {
  std::vector<std::int64_t> outputs;
  std::vector<std::int64_t> inputs;
};

Seen seen_pixels(const ConvolutionSizes& sizes, std::int64_t dy, std::int64_t dx) {
  const ConvolutionWindow& window = sizes.window;
  const Span rows = inside(dy, window.stride[0], window.padding[0], sizes.height_in, sizes.height_out);
  const Span columns = inside(dx, window.stride[1], window.padding[1], sizes.width_in, sizes.width_out);
  Seen seen;
  for (std::int64_t y = rows.begin; y < rows.end; ++y)
    for (std::int64_t x = columns.begin; x < columns.end; ++x) {
      seen.outputs.push_back(y * sizes.width_out + x);
      seen.inputs.push_back((rows.first_input + (y - rows.begin) * window.stride[0]) * sizes.width_in +
                            columns.first_input + (x - columns.begin) * window.stride[1]);
    }
  return seen;
}

/// sum over pairs of seen pixels of gradient product times input product; both Gram matrices are symmetric.
double paired_sum(const Seen& seen, const float* gradients, std::int64_t outputs, const float* inputs,
                  std::int64_t pixels) {
  double sum = 0;
  for (std::size_t i = 0; i < seen.outputs.size(); ++i) {
    const float* gradient_row = gradients + seen.outputs[i] * outputs;
    const float* input_row = inputs + seen.inputs[i] * pixels;
    for (std::size_t j = 0; j < seen.outputs.size(); ++j)
      sum += static_cast<double>(gradient_row[seen.outputs[j]]) * input_row[seen.inputs[j]];
  }
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
  // A scalar step of the paired sum costs about as much as 16 multiply-adds of a matrix product.
  constexpr std::int64_t scalar_cost = 16;
  const std::int64_t pixels = sizes.pixels_in(), outputs = sizes.pixels_out();
  const std::int64_t offsets = sizes.window.height * sizes.window.width;
  const std::int64_t gram =
      pixels * pixels * sizes.channels_in + outputs * outputs * (sizes.channels_out + scalar_cost * offsets);
  return gram < outputs * sizes.channels_out * sizes.channels_in * offsets;
}

}  // namespace imprint
