// SPDX-License-Identifier: GPL-3.0-or-later
// A sparse matrix times a dense one, as one function that is closed under differentiation: its gradient is the product
// with the transpose. Rows are shared among threads, each sum is made in the order of its row: the bits do not depend
// on how many there are.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace imprint {

/// Compressed sparse rows.
struct SparseMatrix {
  at::Tensor offsets;  // int64 [rows + 1]
  at::Tensor columns;  // int64 [entries]
  at::Tensor values;   // float or double [entries]
  std::int64_t width = 0;

  std::int64_t rows() const { return offsets.numel() - 1; }
};

SparseMatrix transposed(const SparseMatrix& matrix);

/// [rows, features] = matrix * dense [width, features], in the type of the values, which dense must have. Constant in
/// the matrix.
at::Tensor sparse_product(const SparseMatrix& matrix, const at::Tensor& dense);

}  // namespace imprint
