// SPDX-License-Identifier: GPL-3.0-or-later
// Batch normalisation fused with what follows it in a network, the sum with a shortcut and ReLU: two passes
// over the memory each way where separate operations take four or five.
//   z = weight (x - mean) / sqrt(variance + epsilon) + bias,   y = z  or  max(z, 0)  or  max(z + shortcut, 0)
// Float [n, c, h, w] on the CPU; on all intra-op threads, with the same bits whatever their number.
// Source: Ioffe & Szegedy, "Batch normalization", ICML 2015.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/kernels/channel_moments.h"

namespace imprint {

/// What follows the normalisation.
enum class Epilogue { none, relu, add_relu };

struct BatchNormArguments {
  at::Tensor weight;    // [c]
  at::Tensor bias;      // [c]
  at::Tensor shortcut;  // like x; add_relu only
  Epilogue epilogue = Epilogue::none;
  float epsilon = 1e-5F;
};

/// `moments` are those of `x`, and the gradient includes the way through them. Differentiable once.
at::Tensor batch_norm_on_batch(const at::Tensor& x, const BatchNormArguments& arguments, const ChannelMoments& moments);

/// `moments` are constants. Records no gradient.
at::Tensor batch_norm_frozen(const at::Tensor& x, const BatchNormArguments& arguments, const ChannelMoments& moments);

}  // namespace imprint
