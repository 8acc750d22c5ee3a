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

/// The next token is the class, and perplexity = exp(loss) is told, too. Which tokens were right is not: those of a
/// text depend on each other, and so are no answers to test two arms by.
class LanguageModelling : public Classification {
 public:
  std::unique_ptr<Scorer> scorer() const override;
};

}  // namespace imprint
