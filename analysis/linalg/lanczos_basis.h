// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of Lanczos with full re-orthogonalisation:  A Q = Q T + beta_k q_(k+1) e_k',  T tridiagonal.
//
// Orthogonality is restored twice a step, which keeps ghost copies of found eigenvalues away.
// Source: C. C. Paige, PhD thesis (1971); B. N. Parlett, The Symmetric Eigenvalue Problem (1980), ch. 13.
#pragma once

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include "analysis/linalg/linear_operator.h"

namespace imprint {

class LanczosBasis {
 public:
  /// `start` need not be of unit length, but not zero. At most `most` steps, or as many as the operator has rows, whose
  /// vectors are all kept.
  LanczosBasis(const LinearOperator& matrix, const Eigen::VectorXd& start, int most);

  int size() const { return size_; }
  /// Not when all steps are done, nor when the space is exhausted: then rounding noise alone is left, and T is exact.
  bool can_grow() const { return size_ < diagonal_.size() && !is_exhausted_; }
  bool is_exhausted() const { return is_exhausted_; }
  /// One product more. Precondition: can_grow().
  void grow();

  /// beta_k of the last step.
  double next() const { return beside_(size_ - 1); }
  /// Of T: eigenvalues ascending, eigenvectors in columns.
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> ritz_pairs() const;

 private:
  const LinearOperator& matrix_;
  Eigen::MatrixXd basis_;
  Eigen::VectorXd diagonal_;
  Eigen::VectorXd beside_;
  int size_ = 0;
  bool is_exhausted_ = false;
};

}  // namespace imprint
