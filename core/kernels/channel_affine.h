// SPDX-License-Identifier: GPL-3.0-or-later
// The affine map of each channel, differentiable any number of times at one pass over the memory a
// derivative. With
//   affine(x, s, t) = s x + t,   sums(g, x) = (sum of g x, sum of g) over n, h and w
// the derivatives of both are again such maps and sums:
//   affine'(h):   x <- affine(h, s),     (s, t) <- sums(h, x)
//   sums'(u, v):  g <- affine(x, u, v),  x <- affine(g, u)
// Frozen batch normalisation is such a map, and its second derivatives are what curvature needs.
#pragma once

#include <ATen/core/Tensor.h>

namespace imprint {

/// y [n, c, h, w], channels-last, of float x [n, c, h, w] and float s, t [c], all on the CPU.
at::Tensor channel_affine(const at::Tensor& x, const at::Tensor& scale, const at::Tensor& shift);

}  // namespace imprint
