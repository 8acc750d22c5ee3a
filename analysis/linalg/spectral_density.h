// SPDX-License-Identifier: GPL-3.0-or-later
// The density of a symmetric operator's eigenvalues, by stochastic Lanczos quadrature.
//
//   phi(t) = 1/n sum_i delta(t - lambda_i)  ~  1/s sum_v sum_j tau_vj delta(t - theta_vj)
//
// theta_vj are the eigenvalues of the tridiagonal matrix of m Lanczos steps from the random vector v, tau_vj the
// squared first components of its eigenvectors: a Gauss quadrature, which is exact for polynomials up to degree 2m - 1
// against v's own measure, whose mean over v is phi. The weights of one start add up to 1.
//
// Source: S. Ubaru, J. Chen, Y. Saad, SIAM J. Matrix Anal. Appl. 38 (2017); B. Ghorbani, S. Krishnan, Y. Xiao, ICML
// 2019.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/linalg/linear_operator.h"
#include "core/base/cancellation.h"

namespace imprint {

struct SpectralDensityOptions {
  int starts = 4;                // random vectors v, 1 or more
  int products = 30;             // m, also the vectors that are kept; fewer when the space is exhausted
  std::uint64_t stream_key = 0;  // of the starting vectors
};

struct QuadratureNode {
  int start = 0;      // number of v
  double value = 0;   // theta
  double weight = 0;  // tau
};

/// Start by start, eigenvalues ascending. Throws InputError for an empty operator or options out of range,
/// CancelledError between products.
std::vector<QuadratureNode> spectral_density(const LinearOperator& matrix, const SpectralDensityOptions& options,
                                             const CancellationToken& token = {});

}  // namespace imprint
