// SPDX-License-Identifier: GPL-3.0-or-later
// One image at a convolution, channels side by side, and the squared norm of its weight gradient by three ways.
// Internal to convolution_gradients.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/curvature/convolution_gradients.h"

namespace imprint {

struct ConvolutionSizes {
  ConvolutionWindow window;
  std::int64_t channels_in = 0, height_in = 0, width_in = 0;
  std::int64_t channels_out = 0, height_out = 0, width_out = 0;

  std::int64_t pixels_in() const { return height_in * width_in; }
  std::int64_t pixels_out() const { return height_out * width_out; }
};

/// Reused from image to image by one thread.
using Scratch = std::vector<float>;

/// `input` [H, W, C_in], `gradient` [H', W', C_out].
double squared_norm_by_patches(const ConvolutionSizes& sizes, const float* input, const float* gradient,
                               Scratch& scratch);
double squared_norm_by_gram(const ConvolutionSizes& sizes, const float* input, const float* gradient, Scratch& scratch);
/// Of a convolution with as many outputs and groups as inputs.
double squared_norm_depthwise(const ConvolutionSizes& sizes, const float* input, const float* gradient,
                              Scratch& scratch);

/// Whether `gram` needs clearly fewer operations than `patches`.
bool gram_is_cheaper(const ConvolutionSizes& sizes);

}  // namespace imprint
