// SPDX-License-Identifier: GPL-3.0-or-later
// The product of two matrices as one function that is closed under differentiation: each of its gradients is
// again such a product. Runs on oneDNN's kernels, which know more processors than the OpenBLAS of Debian and
// follow LibTorch's number of threads.
#pragma once

#include <ATen/core/Tensor.h>

namespace imprint {

/// A float matrix on the CPU, or its transpose.
struct MatrixOperand {
  at::Tensor values;  // [rows, columns]
  bool transposed = false;
};

/// [m, n] = op(a) op(b) with op(a) [m, k] and op(b) [k, n]. Throws InputError where the inner sizes differ.
at::Tensor matrix_product(const MatrixOperand& a, const MatrixOperand& b);

/// input [n, i] weight^T [i, o] + bias [o], which may be undefined.
at::Tensor linear_map(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias);

}  // namespace imprint
