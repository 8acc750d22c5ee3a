// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/linalg/spectral_density.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <string>

#include "analysis/linalg/lanczos_basis.h"
#include "analysis/linalg/stochastic_trace.h"
#include "core/base/error.h"

namespace imprint {
namespace {

void require_sound(const LinearOperator& matrix, const SpectralDensityOptions& options) {
  if (matrix.rows() < 1) throw InputError("spectral density: the operator has no rows");
  const auto require_one = [](const char* name, int value) {
    if (value < 1)
      throw InputError("spectral density: " + std::string(name) + " must be at least 1, found " +
                       std::to_string(value));
  };
  require_one("starts", options.starts);
  require_one("products", options.products);
}

}  // namespace

std::vector<QuadratureNode> spectral_density(const LinearOperator& matrix, const SpectralDensityOptions& options,
                                             const CancellationToken& token) {
  require_sound(matrix, options);
  std::vector<QuadratureNode> nodes;
  for (int start = 0; start < options.starts; ++start) {
    Eigen::VectorXd vector(matrix.rows());
    fill_probing_vector(options.stream_key, start, vector);
    LanczosBasis lanczos(matrix, vector, options.products);
    while (lanczos.can_grow()) {
      token.throw_if_cancelled();
      lanczos.grow();
    }
    const auto pairs = lanczos.ritz_pairs();
    for (Eigen::Index i = 0; i < pairs.eigenvalues().size(); ++i) {
      const double first = pairs.eigenvectors()(0, i);
      nodes.push_back({start, pairs.eigenvalues()(i), first * first});
    }
  }
  return nodes;
}

}  // namespace imprint
