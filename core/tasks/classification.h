// SPDX-License-Identifier: GPL-3.0-or-later
// Every unit belongs to one of the classes: softmax and cross-entropy, scored by loss and accuracy.
#pragma once

#include "core/tasks/task.h"

namespace imprint {

class Classification : public Task {
 public:
  at::Tensor mean_loss(const at::Tensor& output, const Batch& batch) const override;
  at::Tensor summed_loss(const at::Tensor& output, const Batch& batch) const override;
  Scores step_scores(const at::Tensor& output, const Batch& batch) const override;
  std::unique_ptr<Scorer> scorer() const override;
  std::vector<at::Tensor> fisher_directions(const at::Tensor& output, const Batch& batch,
                                            const FisherLabels& labels) const override;
  double summed_entropy(const at::Tensor& output) const override;
};

/// Loss and accuracy of an evaluation.
class ClassificationScorer : public Scorer {
 public:
  void add(const at::Tensor& output, const Batch& batch) override;
  Scores scores() const override;
  std::vector<bool> correct() const override { return correct_; }

 private:
  double loss_sum_ = 0;
  std::vector<bool> correct_;
};

}  // namespace imprint
