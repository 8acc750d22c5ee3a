// SPDX-License-Identifier: GPL-3.0-or-later
// The 2-d convolution as one third of a trilinear form, differentiable any number of times at the price of
// ordinary convolutions. With <g, conv(x, w)> linear in the output gradient g, the input x and the weight w,
// the three maps
//   conv(x, w),   input_gradient(g, w),   weight_gradient(x, g)
// are each other's derivatives: no map outside the three is ever needed. ATen's own second derivative of a
// convolution takes other, much slower routes on the CPU. Values and first derivatives have ATen's bits.
#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>

namespace imprint {

struct ConvolutionGeometry {
  std::array<std::int64_t, 2> stride{1, 1};
  std::array<std::int64_t, 2> padding{0, 0};
};

/// output [n, o, h', w'] of input [n, i, h, w] and weight [o, i / groups, kh, kw], without bias or dilation;
/// h' = (h + 2 padding - kh) / stride + 1, rounded down. How many groups there are, each of i / groups inputs and
/// o / groups outputs of its own, the shapes say: as many as the weight's inputs go into the input's channels.
at::Tensor convolution(const at::Tensor& input, const at::Tensor& weight, const ConvolutionGeometry& geometry);

/// The other two maps alone, without a graph: the gradients by an input and by a weight of the given sizes.
at::Tensor convolution_input_gradient(const at::Tensor& gradient, const at::Tensor& weight, at::IntArrayRef input_sizes,
                                      const ConvolutionGeometry& geometry);
at::Tensor convolution_weight_gradient(const at::Tensor& input, const at::Tensor& gradient,
                                       at::IntArrayRef weight_sizes, const ConvolutionGeometry& geometry);

}  // namespace imprint
