// SPDX-License-Identifier: GPL-3.0-or-later
// Samples in memory of which each belongs to one class: how they are drawn, whatever they are.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/dataset.h"

namespace imprint {

class LabelledDataset : public Dataset {
 public:
  at::Tensor labels;  // int64 [N], 0..classes-1
  std::int64_t classes = 10;

  std::string_view task() const override { return "image-classification"; }
  std::int64_t size() const override { return labels.defined() ? labels.size(0) : 0; }
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  /// Equal numbers a class, and the classes take turns.
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
};

/// `count` indices with equal numbers a class (the first classes get one more when it does not divide), drawn by the
/// seed, in ascending order; 0 or >= the number of labels = all. Smaller subsets of one seed lie inside larger ones.
/// Throws InputError when a class has too few.
std::vector<std::int64_t> class_balanced_indices(const at::Tensor& labels, std::int64_t classes, std::int64_t count,
                                                 std::uint64_t seed);

/// The same indices in another order: every class in turn, 0 1 2 ... 9 0 1 2 ...
std::vector<std::int64_t> with_classes_in_turn(const std::vector<std::int64_t>& indices, const at::Tensor& labels,
                                               std::int64_t classes);

}  // namespace imprint
