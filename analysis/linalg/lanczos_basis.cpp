// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/lanczos_basis.h"

#include <algorithm>

namespace imprint {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Removes from `vector` its part in the span of the basis. Once is not enough in floating point, twice is.
void orthogonalise(const Eigen::Ref<const MatrixXd>& basis, VectorXd& vector) {
  for (int pass = 0; pass < 2; ++pass) vector -= basis * (basis.transpose() * vector);
}

}  // namespace

LanczosBasis::LanczosBasis(const LinearOperator& matrix, const VectorXd& start, int most) : matrix_(matrix) {
  const Index columns = std::min<Index>(most, matrix.rows());
  basis_.resize(matrix.rows(), columns);
  diagonal_.resize(columns);
  beside_.resize(columns);
  basis_.col(0) = start.normalized();
}

void LanczosBasis::grow() {
  const Index k = size_;
  MatrixXd product(basis_.rows(), 1);
  matrix_.apply(basis_.col(k), product);
  VectorXd next = product.col(0);
  diagonal_(k) = basis_.col(k).dot(next);
  orthogonalise(basis_.leftCols(k + 1), next);
  beside_(k) = next.norm();
  ++size_;
  is_exhausted_ = beside_(k) <= 1e-12 * diagonal_.head(size_).cwiseAbs().maxCoeff();
  if (can_grow()) basis_.col(size_) = next / beside_(k);
}

Eigen::SelfAdjointEigenSolver<MatrixXd> LanczosBasis::ritz_pairs() const {
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal_.head(size_), beside_.head(size_ - 1));
  return solver;
}

}  // namespace imprint
