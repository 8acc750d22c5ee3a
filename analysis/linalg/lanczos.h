// SPDX-License-Identifier: GPL-3.0-or-later
// The largest eigenvalue of a symmetric operator by Lanczos with full re-orthogonalisation.
//
//   A Q = Q T + beta_k q_(k+1) e_k',  T tridiagonal;  theta, s the largest eigenpair of T
//   ||A y - theta y|| = beta_k |s_k| for y = Q s, so some eigenvalue lies within that of theta
//
// "Largest" is algebraic, not by magnitude: the sharpest direction of a loss. Steps and sources: lanczos_basis.h.
#pragma once

#include <cstdint>

#include "analysis/linalg/linear_operator.h"
#include "core/base/cancellation.h"

namespace imprint {

struct LanczosOptions {
  double tolerance = 0.01;       // of the residual, relative to |theta|
  int max_products = 30;         // also the vectors that are kept
  std::uint64_t stream_key = 0;  // of the starting vector
};

struct LargestEigenvalue {
  double value = 0;
  double residual = 0;  // ||A y - value y|| for a unit vector y
  int products = 0;
  bool reached_tolerance = false;  // false when max_products stopped it
};

/// Throws InputError for an empty operator or options out of range, CancelledError between products.
LargestEigenvalue largest_eigenvalue(const LinearOperator& matrix, const LanczosOptions& options,
                                     const CancellationToken& token = {});

}  // namespace imprint
