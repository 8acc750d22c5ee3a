// SPDX-License-Identifier: GPL-3.0-or-later
// Directions u at the logits such that the Fisher trace of a unit is the sum of ||J'u||^2, J = d logits / d weights.
//
// With p = softmax(logits), the gradient of -log p(y) by the logits is p - e_y. So
//   sampled    u = p - e_y, y drawn from p, one a draw
//   empirical  u = p - e_y, y the true label
//   exact      any U with U U' = E_y (p - e_y)(p - e_y)' = diag(p) - p p': its rank is C - 1, and so the Cholesky
//              factor saves one of the C directions that the sum over classes takes.
//
// Source of the factor: K. Tanabe & M. Sagae, J. R. Statist. Soc. B 54 (1992).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace imprint {

/// Softmax of the logits, double [n, C], outside any graph.
at::Tensor probabilities(const at::Tensor& logits);

/// One class a unit: int64 [n], drawn from its row of `probabilities` [n, C]. Unit i takes number `draw` of the stream
/// of (seed, draw_index, first_unit + i), so chunks do not change the labels.
at::Tensor draw_labels(const at::Tensor& probabilities, std::uint64_t seed, std::uint64_t draw_index,
                       std::int64_t first_unit, int draw);

/// +-1 for each unit, double [n, 1]: that of unit i is drawn from the stream of (seed, draw_index, first_unit + i).
at::Tensor random_signs(std::int64_t units, std::uint64_t seed, std::uint64_t draw_index, std::int64_t first_unit,
                        int draw = 0);

/// p - e_y, double [n, C].
at::Tensor label_direction(const at::Tensor& probabilities, const at::Tensor& labels);

/// The C - 1 columns of the Cholesky factor, each double [n, C].
std::vector<at::Tensor> factor_directions(const at::Tensor& probabilities);

}  // namespace imprint
