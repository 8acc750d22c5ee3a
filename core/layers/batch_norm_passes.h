// SPDX-License-Identifier: GPL-3.0-or-later
// The passes over memory that fused batch normalisation consists of, and what they hand to each other.
#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "core/layers/fused_batch_norm.h"

namespace imprint {

/// z = scale x + shift of each channel, and what the gradient needs to know of it.
struct ChannelAffine {
  std::vector<float> mean, inverse_deviation, scale, shift;

  /// scale = weight / sqrt(variance + epsilon), shift = bias - mean scale.
  ChannelAffine(const BatchNormArguments& arguments, const ChannelMoments& moments);

  /// As one tensor [4, c], for autograd to keep; and back.
  explicit ChannelAffine(const at::Tensor& packed);
  at::Tensor packed() const;
};

/// y of `x`; both and arguments.shortcut are channels-last.
at::Tensor forward_pass(const ChannelAffine& affine, const at::Tensor& x, const BatchNormArguments& arguments);

/// Gradients of the loss by the inputs of the fused operation; `shortcut` is undefined where there was none.
struct BatchNormGradients {
  at::Tensor x, weight, bias, shortcut;
};

/// From the gradient by y, channels-last like `x`. `y` itself is needed by add_relu only. With gz the
/// gradient by z, N pixels and sums over them,
///   g_bias = sum gz,  g_weight = sum gz (x - mean) / deviation,
///   g_x = scale (gz - g_bias / N - (x - mean) / deviation g_weight / N).
BatchNormGradients backward_pass(const ChannelAffine& affine, const at::Tensor& x, const at::Tensor& y,
                                 const at::Tensor& gradient, Epilogue epilogue);

}  // namespace imprint
