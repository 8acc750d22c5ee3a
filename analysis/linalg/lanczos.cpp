// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/lanczos.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "analysis/linalg/rademacher.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

void require_sound(const LinearOperator& matrix, const LanczosOptions& options) {
  if (matrix.rows() < 1) throw InputError("largest eigenvalue: the operator has no rows");
  if (options.max_products < 1)
    throw InputError("largest eigenvalue: max_products must be at least 1, found " +
                     std::to_string(options.max_products));
  if (!(options.tolerance > 0)) throw InputError("largest eigenvalue: tolerance must be above 0");
}

/// Removes from `vector` its part in the span of the basis. Once is not enough in floating point, twice is.
void orthogonalise(const Eigen::Ref<const MatrixXd>& basis, VectorXd& vector) {
  for (int pass = 0; pass < 2; ++pass) vector -= basis * (basis.transpose() * vector);
}

/// The largest eigenpair of the tridiagonal matrix, as value and residual.
void update(LargestEigenvalue& result, const VectorXd& diagonal, const VectorXd& beside, int size, double next) {
  Eigen::SelfAdjointEigenSolver<MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal.head(size), beside.head(size - 1));
  result.value = solver.eigenvalues()(size - 1);
  result.residual = next * std::abs(solver.eigenvectors()(size - 1, size - 1));
}

}  // namespace

LargestEigenvalue largest_eigenvalue(const LinearOperator& matrix, const LanczosOptions& options,
                                     const CancellationToken& token) {
  require_sound(matrix, options);
  const Index rows = matrix.rows();
  const int most = static_cast<int>(std::min<Index>(options.max_products, rows));
  MatrixXd basis(rows, most);
  VectorXd diagonal(most);
  VectorXd beside(most);
  VectorXd start(rows);
  fill_rademacher(RandomStream(options.stream_key), start);
  basis.col(0) = start.normalized();

  LargestEigenvalue result;
  MatrixXd product(rows, 1);
  for (int k = 0; k < most; ++k) {
    token.throw_if_cancelled();
    matrix.apply(basis.col(k), product);
    VectorXd next = product.col(0);
    diagonal(k) = basis.col(k).dot(next);
    orthogonalise(basis.leftCols(k + 1), next);
    beside(k) = next.norm();
    update(result, diagonal, beside, k + 1, beside(k));
    result.products = k + 1;
    // An exhausted space leaves rounding noise only: what was found is exact.
    const double noise = 1e-12 * diagonal.head(k + 1).cwiseAbs().maxCoeff();
    result.reached_tolerance = result.residual <= options.tolerance * std::abs(result.value) || beside(k) <= noise;
    if (result.reached_tolerance || k + 1 == most) break;
    basis.col(k + 1) = next / beside(k);
  }
  return result;
}

}  // namespace imprint
