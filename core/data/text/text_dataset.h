// SPDX-License-Identifier: GPL-3.0-or-later
// A text in memory, cut into stretches of equal length: sample i reads tokens [i l, (i + 1) l) and is to say each time
// the token that follows.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/data/dataset.h"

namespace imprint {

class TextDataset : public Dataset {
 public:
  at::Tensor tokens;                  // int64 [N], 0..vocabulary-1
  std::int64_t vocabulary = 2;        // tokens that there are
  std::int64_t length = 32;           // tokens of a stretch
  std::int64_t sentence_end = -1;     // the token behind each sentence; -1 = none
  std::int64_t evaluation_rows = 32;  // that an evaluation reads side by side

  std::string_view task() const override { return "language-modelling"; }
  DataShape shape() const override { return {.tokens = length, .sentence_end = sentence_end, .classes = vocabulary}; }
  /// (N - 1) / length: what is left over at the end is not used.
  std::int64_t size() const override { return (tokens.numel() - 1) / length; }
  /// Inputs int64 [n, length], targets the tokens that follow.
  Batch gather(std::span<const Sample> samples) const override;
  /// Contiguous: every row of a batch reads on where it ended in the batch before. Throws InputError for a text that is
  /// shorter than one batch.
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  /// Drawn from all of the text.
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
  /// The beginning of the text.
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override { return {tokens}; }
};

}  // namespace imprint
