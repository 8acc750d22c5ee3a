// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/classification.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/xlogy.h>

#include <algorithm>

#include "core/tasks/output_directions.h"

namespace imprint {
namespace {

at::Tensor is_correct(const at::Tensor& logits, const at::Tensor& labels) { return logits.argmax(1).eq(labels); }

void append_bits(std::vector<bool>& bits, const at::Tensor& more) {
  const at::Tensor near = more.cpu().contiguous();
  const bool* values = near.data_ptr<bool>();
  bits.insert(bits.end(), values, values + near.numel());
}

}  // namespace

void ClassificationScorer::add(const at::Tensor& output, const Batch& batch) {
  loss_sum_ += Classification().summed_loss(output, batch).item<double>();
  append_bits(correct_, is_correct(output, batch.targets));
}

Scores ClassificationScorer::scores() const {
  const auto units = static_cast<double>(correct_.size());
  return {{"loss", loss_sum_ / units}, {"accuracy", static_cast<double>(std::ranges::count(correct_, true)) / units}};
}

at::Tensor Classification::mean_loss(const at::Tensor& output, const Batch& batch) const {
  return at::cross_entropy_loss(output, batch.targets);
}

at::Tensor Classification::summed_loss(const at::Tensor& output, const Batch& batch) const {
  return at::cross_entropy_loss(output, batch.targets, at::Tensor(), at::Reduction::Sum);
}

Scores Classification::step_scores(const at::Tensor& output, const Batch& batch) const {
  const auto correct = is_correct(output, batch.targets).sum().item<std::int64_t>();
  return {{"accuracy", static_cast<double>(correct) / static_cast<double>(batch.units())}};
}

std::unique_ptr<Scorer> Classification::scorer() const { return std::make_unique<ClassificationScorer>(); }

std::vector<at::Tensor> Classification::fisher_directions(const at::Tensor& output, const Batch& batch,
                                                          const FisherLabels& labels) const {
  const at::Tensor p = probabilities(output);
  if (labels.method == "exact") return factor_directions(p);
  if (labels.method == "empirical") return {label_direction(p, batch.targets)};
  std::vector<at::Tensor> sampled;
  for (int draw = 0; draw < labels.draws; ++draw)
    sampled.push_back(label_direction(p, draw_labels(p, labels.seed, labels.draw_index, labels.first_unit, draw)));
  return sampled;
}

double Classification::summed_entropy(const at::Tensor& output) const {
  const at::Tensor p = probabilities(output);
  return -at::xlogy(p, p).sum().item<double>();
}

}  // namespace imprint
