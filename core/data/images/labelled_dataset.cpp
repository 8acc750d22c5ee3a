// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/images/labelled_dataset.h"

namespace imprint {
namespace {

constexpr std::int64_t evaluation_batch = 256;

}  // namespace

std::unique_ptr<BatchPlan> LabelledDataset::training_plan(const BatchOptions& options) const {
  return std::make_unique<ShuffledPlan>(BatchSizes{size(), options.batch_size}, options.augment, options.seed);
}

std::unique_ptr<BatchPlan> LabelledDataset::evaluation_plan() const {
  return std::make_unique<InOrderPlan>(BatchSizes{size(), evaluation_batch});
}

std::vector<std::int64_t> LabelledDataset::representatives(std::int64_t count, std::uint64_t key) const {
  return with_classes_in_turn(class_balanced_indices(labels, classes, count, key), labels, classes);
}

}  // namespace imprint
