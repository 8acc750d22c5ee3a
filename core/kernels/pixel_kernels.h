// SPDX-License-Identifier: GPL-3.0-or-later
// What a convolution of codes needs besides the product of the codes (code_kernels.h), on raw memory of channels-last
// images, one image and one thread at a time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/kernels/instruction_set.h"

namespace imprint {

/// A kernel's way over an image.
struct Windows {
  std::int64_t height = 1, width = 1;  // of the image
  std::int64_t kernel_height = 1, kernel_width = 1;
  std::int64_t stride_down = 1, stride_right = 1;
  std::int64_t padding_down = 0, padding_right = 0;

  std::int64_t rows() const { return (height + 2 * padding_down - kernel_height) / stride_down + 1; }
  std::int64_t columns() const { return (width + 2 * padding_right - kernel_width) / stride_right + 1; }
  std::int64_t places() const { return rows() * columns(); }
};

/// sums[p] = the codes of pixel p over all its channels.
void channel_sums(std::span<const std::uint8_t> codes, std::span<std::int32_t> sums,
                  InstructionSet set = best_instruction_set());

/// sums[place] = the pixels in the window there; those outside of the image count as 0.
void window_sums(std::span<const std::int32_t> pixels, const Windows& windows, std::span<std::int32_t> sums,
                 InstructionSet set = best_instruction_set());

/// values[i] = codes[i] - centre in bf16: exact, since at most 8 bits are set.
void centred_bf16(std::span<const std::uint8_t> codes, std::int32_t centre, std::span<std::uint16_t> values,
                  InstructionSet set = best_instruction_set());

/// The grid of the image.
struct ImageGrid {
  std::int32_t centre = 0;
  float scale = 1, residue = 0;
};

/// Of the filters, each an array over the output's channels, but `centred_sum` and `count` one for each place.
struct FilterTerms {
  std::span<const std::int32_t> shifted_centre;  // h - rz
  std::span<const float> scale;                  // rs
  std::span<const float> residue;                // rr
  std::span<const std::int32_t> centred_sum;     // RS [place, channel]: the codes that lie inside of the image there
  std::span<const std::int32_t> count;           // K [place]
};

/// In place: `values` [place, channel] of one image holds the bits of the convolution P of the codes as int32 and gets
/// the convolution's values; sums[place] is that of the image's codes in the window (code_kernels.h's lsum).
void finish_convolution(std::span<float> values, std::span<const std::int32_t> sums, const ImageGrid& image,
                        const FilterTerms& filters, InstructionSet set = best_instruction_set());

}  // namespace imprint
