// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/output_directions.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros_like.h>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

/// The first class at which the cumulated probability passes `uniform`, of the classes that can occur at all.
std::int64_t draw_class(const double* probability, std::int64_t classes, double uniform) {
  double cumulated = 0;
  std::int64_t last_possible = 0;
  for (std::int64_t c = 0; c < classes; ++c) {
    if (!(probability[c] > 0)) continue;
    last_possible = c;
    cumulated += probability[c];
    if (uniform < cumulated) return c;
  }
  return last_possible;  // the probabilities add up to a little less than 1
}

double uniform_of(std::uint64_t seed, std::uint64_t draw_index, std::int64_t unit, int draw) {
  RandomStream stream(seed, StreamPurpose::fisher_labels, mix64(draw_index) ^ static_cast<std::uint64_t>(unit));
  for (int i = 0; i < draw; ++i) stream();
  return stream.uniform();
}

}  // namespace

at::Tensor probabilities(const at::Tensor& logits) {
  return logits.detach().to(at::kCPU, at::kDouble).softmax(1).contiguous();
}

at::Tensor draw_labels(const at::Tensor& probabilities, std::uint64_t seed, std::uint64_t draw_index,
                       std::int64_t first_unit, int draw) {
  const std::int64_t count = probabilities.size(0), classes = probabilities.size(1);
  const at::Tensor labels = at::empty({count}, at::kLong);
  const double* probability = probabilities.data_ptr<double>();
  std::int64_t* label = labels.data_ptr<std::int64_t>();
  for (std::int64_t i = 0; i < count; ++i)
    label[i] = draw_class(probability + i * classes, classes, uniform_of(seed, draw_index, first_unit + i, draw));
  return labels;
}

at::Tensor random_signs(std::int64_t units, std::uint64_t seed, std::uint64_t draw_index, std::int64_t first_unit,
                        int draw) {
  const at::Tensor signs = at::empty({units, 1}, at::kDouble);
  auto* sign = signs.data_ptr<double>();
  for (std::int64_t i = 0; i < units; ++i) {
    const auto unit = static_cast<std::uint64_t>(first_unit + i);
    RandomStream stream(seed, StreamPurpose::fisher_signs, mix64(draw_index) ^ unit);
    for (int skipped = 0; skipped < draw; ++skipped) stream.below(2);
    sign[i] = stream.below(2) == 0 ? -1 : 1;
  }
  return signs;
}

at::Tensor label_direction(const at::Tensor& probabilities, const at::Tensor& labels) {
  return probabilities.scatter_add(1, labels.to(at::kCPU).unsqueeze(1),
                                   at::full({labels.size(0), 1}, -1.0, probabilities.options()));
}

std::vector<at::Tensor> factor_directions(const at::Tensor& probabilities) {
  // Column k, with the tails s_k = p_{k+1} + ... + p_C:  u_k = r, u_j = -p_j r / s_k for j > k, r^2 = p_k s_k /
  // s_{k-1}.
  const at::Tensor tails = probabilities.flip(1).cumsum(1).flip(1);
  std::vector<at::Tensor> columns;
  for (std::int64_t k = 0; k + 1 < probabilities.size(1); ++k) {
    const at::Tensor before = tails.narrow(1, k, 1), after = tails.narrow(1, k + 1, 1);
    const at::Tensor root = (probabilities.narrow(1, k, 1) * (after / before)).masked_fill(before == 0, 0).sqrt();
    const at::Tensor rest = probabilities.narrow(1, k + 1, probabilities.size(1) - k - 1);
    const at::Tensor column = at::zeros_like(probabilities);
    column.narrow(1, k, 1).copy_(root);
    column.narrow(1, k + 1, rest.size(1)).copy_(-(rest / after).masked_fill(after == 0, 0) * root);
    columns.push_back(column);
  }
  return columns;
}

}  // namespace imprint
