// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/lanczos.h"

#include <cmath>
#include <string>

#include "analysis/linalg/lanczos_basis.h"
#include "analysis/linalg/rademacher.h"
#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

void require_sound(const LinearOperator& matrix, const LanczosOptions& options) {
  if (matrix.rows() < 1) throw InputError("largest eigenvalue: the operator has no rows");
  if (options.max_products < 1)
    throw InputError("largest eigenvalue: max_products must be at least 1, found " +
                     std::to_string(options.max_products));
  if (!(options.tolerance > 0)) throw InputError("largest eigenvalue: tolerance must be above 0");
}

/// The largest Ritz pair, as value and residual.
void update(LargestEigenvalue& result, const LanczosBasis& lanczos) {
  const auto pairs = lanczos.ritz_pairs();
  const Eigen::Index last = lanczos.size() - 1;
  result.value = pairs.eigenvalues()(last);
  result.residual = lanczos.next() * std::abs(pairs.eigenvectors()(last, last));
  result.products = lanczos.size();
}

}  // namespace

LargestEigenvalue largest_eigenvalue(const LinearOperator& matrix, const LanczosOptions& options,
                                     const CancellationToken& token) {
  require_sound(matrix, options);
  Eigen::VectorXd start(matrix.rows());
  fill_rademacher(RandomStream(options.stream_key), start);
  LanczosBasis lanczos(matrix, start, options.max_products);
  LargestEigenvalue result;
  while (lanczos.can_grow() && !result.reached_tolerance) {
    token.throw_if_cancelled();
    lanczos.grow();
    update(result, lanczos);
    result.reached_tolerance = result.residual <= options.tolerance * std::abs(result.value) || lanczos.is_exhausted();
  }
  return result;
}

}  // namespace imprint
