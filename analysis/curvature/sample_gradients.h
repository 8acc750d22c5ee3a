// SPDX-License-Identifier: GPL-3.0-or-later
// Squared norms of the gradients of single samples, from a layer's input a and the gradient g at its output, without
// ever forming those gradients for more than one sample a thread.
//
//   linear       W: ||a||^2 ||g||^2                            b: ||g||^2
//   convolution  W: ||sum_l g_l patch_l'||^2 (convolution_gradients.h)    b: ||sum_l g_l||^2, l over output pixels
//   batch norm   weight: sum_c (sum_l g_lc x_lc)^2             b: sum_c (sum_l g_lc)^2,  x = (a - center) scale, frozen
//
// A sample with several rows at a linear layer (a token each, in one use or in several) has the gradient sum_t g_t
// a_t':
//
//   linear       W: sum_tu (a_t . a_u) (g_t . g_u)             b: ||sum_t g_t||^2
//   embedding    W: the same, a_t . a_u = 1 where tokens t and u are one, else 0
//   layer norm   weight: ||sum_t g_t * a_t||^2                 b: ||sum_t g_t||^2,  a_t normalised
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/layers/forward_context.h"
#include "core/models/network.h"

namespace imprint {

/// Per sample, over all parameters of the layer: double [samples] on the CPU. `output_gradients[i]` has the shape of
/// `uses[i].output`; its rows, sample after sample, hold each sample's own gradient (of a sum over units, not of a
/// mean). Throws JobError for a convolution or batch norm that is used more than once.
at::Tensor squared_gradient_norms(const LayerInfo& layer, const std::vector<LayerTap>& uses,
                                  const std::vector<at::Tensor>& output_gradients, std::int64_t samples);

}  // namespace imprint
