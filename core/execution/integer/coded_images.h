// SPDX-License-Identifier: GPL-3.0-or-later
// The products of a convolution on codes: channels-last images with one grid, filters with one for each output.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/execution/integer/coded_matrix.h"
#include "core/kernels/trilinear_convolution.h"

namespace imprint {

/// Images [n, c, h, w] on one grid: value = scale (code - centre) + residue.
struct CodedImages {
  at::Tensor codes;  // uint8, channels-last
  float scale = 1, residue = 0;
  std::int32_t centre = 0;
};

/// Filters [o, c, kh, kw] as the rows of a matrix [o, c kh kw] with signed codes.
struct CodedFilters {
  CodedMatrix matrix;
  at::Tensor codes;   // int8 [o, c, kh, kw]: those of the matrix
  at::Tensor values;  // float [o, c, kh, kw]
};

/// Of affine codes with one scale, and of filters' with one a row.
CodedImages coded_images(const Encoded& encoded);
CodedFilters coded_filters(const Encoded& encoded);

/// float [n, o, h', w'], exact in the codes.
at::Tensor coded_convolution(const CodedImages& images, const CodedFilters& filters,
                             const ConvolutionGeometry& geometry);

/// The gradient by filters of the given sizes. Products are exact; sums are of fp32, as those of the values would be.
at::Tensor coded_weight_gradient(const CodedImages& images, const CodedImages& gradient, at::IntArrayRef filter_sizes,
                                 const ConvolutionGeometry& geometry);

}  // namespace imprint
