// SPDX-License-Identifier: GPL-3.0-or-later
// Real matrices for the right side of an exact integer product: where a matrix has scales of its own along the summed
// index (the rows of a weight, of which the input's gradient is a sum), its values go in as numbers of 24 bits,
//   value = unit (65536 high + 256 middle + low),  unit = max |column| / (127 * 65536)
// three signed bytes each: off by at most two units, 2.4e-7 of the column's largest.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/execution/integer/coded_matrix.h"

namespace imprint {

struct FixedPointMatrix {
  at::Tensor digits;  // int8 [rows, 3 columns]: all of high, of middle, of low
  at::Tensor unit;    // float [columns]
  at::Tensor sums;    // double [columns]: of the numbers
};

/// Of float values [rows, columns]. Values that are not finite make their column's unit NaN.
FixedPointMatrix fixed_point(const at::Tensor& values);

/// Whether the sums over k terms fit the product's integers.
bool fixed_point_fits(const CodedMatrix& left, std::int64_t terms);

/// left [m, k] right [k, n], float [m, n]. The left matrix has one scale, or one a row.
at::Tensor fixed_point_product(const CodedMatrix& left, const FixedPointMatrix& right);

}  // namespace imprint
