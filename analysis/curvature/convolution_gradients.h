// SPDX-License-Identifier: GPL-3.0-or-later
// Squared norms of the weight gradients of single images at a convolution.
//
//   gradient of image i:  D_i = sum_l g_il p_il'  [C_out, K],  p_il the patch of K = C_in kh kw inputs under output l
//
// and with groups one such matrix for each, of the group's channels. Four ways to ||D_i||^2, each with the cost in
// multiply-adds an image (L output pixels, P input pixels; of a group, where there are several):
//   patches   D_i itself, a product of the gradients with the unfolded input          L C_out K
//   Gram      sum_ll' (g_l . g_l') (p_l . p_l'), where the patches' inner products are sums of shifted inner
//             products of pixels: never unfolds, wins for many channels on few pixels  P^2 C_in + L^2 (C_out + kh kw)
//   depthwise D_i itself, channel beside channel, where each has a group and one output    L kh kw
//   unfolded  the first, through LibTorch's operators: every type and device
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

namespace imprint {

/// What slides over the input: its size, and how it moves.
struct ConvolutionWindow {
  std::int64_t height = 1;
  std::int64_t width = 1;
  std::array<std::int64_t, 2> stride{1, 1};  // vertical, horizontal
  std::array<std::int64_t, 2> padding{0, 0};
  std::int64_t groups = 1;  // of channels, that see nothing of each other
};

enum class ConvolutionMethod { automatic, patches, gram, depthwise, unfolded };

/// double [n] of `input` [n, C_in, H, W] and `output_gradient` [n, C_out, H', W'] in any layout; channels-last is the
/// fast one. All but `unfolded` need float tensors on the CPU, `depthwise` as many outputs and groups as
/// inputs; `automatic` takes the cheapest that can be used.
at::Tensor convolution_weight_norms(const ConvolutionWindow& window, const at::Tensor& input,
                                    const at::Tensor& output_gradient,
                                    ConvolutionMethod method = ConvolutionMethod::automatic);

}  // namespace imprint
