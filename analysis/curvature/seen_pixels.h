// SPDX-License-Identifier: GPL-3.0-or-later
// Which pixels of an image the outputs of a convolution see at one offset of the kernel. Internal to
// convolution_gradients.
#pragma once

#include "analysis/curvature/convolution_image.h"

namespace imprint {

/// The outputs [begin, end) of one axis whose input at a kernel offset lies inside the image, and the first input.
struct Span {
  std::int64_t begin;
  std::int64_t end;
  std::int64_t first_input;
};

inline Span inside(std::int64_t offset, std::int64_t stride, std::int64_t padding, std::int64_t inputs,
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
  Span rows;
  Span columns;
  const ConvolutionSizes& sizes;

  std::int64_t width() const { return columns.end - columns.begin; }
  std::int64_t output(std::int64_t row) const { return row * sizes.width_out + columns.begin; }
  std::int64_t input(std::int64_t row) const {
    return (rows.first_input + (row - rows.begin) * sizes.window.stride[0]) * sizes.width_in + columns.first_input;
  }
};

inline Seen seen_pixels(const ConvolutionSizes& sizes, std::int64_t dy, std::int64_t dx) {
  const ConvolutionWindow& window = sizes.window;
  return {inside(dy, window.stride[0], window.padding[0], sizes.height_in, sizes.height_out),
          inside(dx, window.stride[1], window.padding[1], sizes.width_in, sizes.width_out), sizes};
}

}  // namespace imprint
