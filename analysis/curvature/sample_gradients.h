// SPDX-License-Identifier: GPL-3.0-or-later
// Squared norms of the gradients of single images, from a layer's input a and the gradient g at its output, without
// ever forming those gradients for more than one image a thread.
//
//   linear       W: ||a||^2 ||g||^2                            b: ||g||^2
//   convolution  W: ||sum_l g_l patch_l'||^2 (convolution_gradients.h)    b: ||sum_l g_l||^2, l over output pixels
//   batch norm   weight: sum_c (sum_l g_lc x_lc)^2             b: sum_c (sum_l g_lc)^2,  x = (a - center) scale, frozen
#pragma once

#include <ATen/core/Tensor.h>

#include "core/layers/forward_context.h"
#include "core/models/network.h"

namespace imprint {

/// Per image, over all parameters of the layer: double [n] on the CPU. `output_gradient` has the shape of
/// `tap.output`; row i holds image i's own gradient (of a sum over images, not of a mean).
at::Tensor squared_gradient_norms(const LayerInfo& layer, const LayerTap& tap, const at::Tensor& output_gradient);

}  // namespace imprint
