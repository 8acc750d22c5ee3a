// SPDX-License-Identifier: GPL-3.0-or-later
// Matrices as codes on CPT's grids, and their products without leaving the integers:
//   value = scale (code - centre) + residue
// with the code nearest to zero as centre, so that the residue is at most half a scale where the grid reaches over zero
// and nothing large cancels. Products are exact in the codes; what is rounded is their value as a float, once.
#pragma once

#include <ATen/core/Tensor.h>

#include "core/formats/codec.h"

namespace imprint {

/// Of 8 bits at most. Scale, centre and residue are one for all or, as the granularity says, one a row or column.
struct CodedMatrix {
  at::Tensor codes;         // uint8 [rows, columns]
  at::Tensor signed_codes;  // int8: codes - shift, for the right side of a product; undefined until it is wanted
  at::Tensor scale;         // float
  at::Tensor centre;        // int32
  at::Tensor residue;       // float
  Granularity granularity = Granularity::tensor;
  int bits = 8;

  std::int64_t largest() const { return (std::int64_t{1} << bits) - 1; }
  std::int32_t shift() const { return bits == 8 ? 128 : 0; }
};

/// The numbers of affine codes' grids, without the codes.
CodedMatrix coded_grid(const Encoded& encoded);

/// Of affine codes of a matrix.
CodedMatrix coded_matrix(const Encoded& encoded);

/// The same with its signed codes.
CodedMatrix with_signed_codes(CodedMatrix matrix);

struct CodedOperand {
  const CodedMatrix& matrix;
  bool transposed = false;
};

/// Whether scales are constant along the index that is summed: the columns of op(left), the rows of op(right).
bool is_constant_along_columns(Granularity granularity, bool transposed);
bool is_constant_along_rows(Granularity granularity, bool transposed);

/// op(left) [m, k] op(right) [k, n], plus a bias [n] where it is defined: float [m, n]. Scales must be constant along
/// k, and the right matrix have its signed codes.
at::Tensor coded_product(const CodedOperand& left, const CodedOperand& right, const at::Tensor& bias = {});

/// Sums over the rows, float [columns], of a matrix with one scale.
at::Tensor column_sums(const CodedMatrix& matrix);

}  // namespace imprint
