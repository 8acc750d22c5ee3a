// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/images/image_dataset.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>

#include "core/data/images/image_view.h"

namespace imprint {
namespace {

constexpr std::int64_t evaluation_batch = 256;

}  // namespace

Batch ImageDataset::gather(std::span<const Sample> samples) const {
  std::vector<ImageView> views(samples.size());
  std::ranges::transform(samples, views.begin(), [&](const Sample& sample) {
    return sample.variation == Sample::as_it_is
               ? ImageView{.image = sample.index}
               : random_view(sample.variation, sample.index, horizontal_flip_keeps_class);
  });
  Batch batch;
  batch.inputs = normalised_views(*this, views);
  batch.targets = at::empty({std::ssize(samples)}, at::kLong);
  const std::int64_t* all_labels = labels.data_ptr<std::int64_t>();
  std::ranges::transform(samples, batch.targets.data_ptr<std::int64_t>(),
                         [&](const Sample& sample) { return all_labels[sample.index]; });
  return batch;
}

std::unique_ptr<BatchPlan> ImageDataset::training_plan(const BatchOptions& options) const {
  return std::make_unique<ShuffledPlan>(BatchSizes{size(), options.batch_size}, options.augment, options.seed);
}

std::unique_ptr<BatchPlan> ImageDataset::evaluation_plan() const {
  return std::make_unique<InOrderPlan>(BatchSizes{size(), evaluation_batch});
}

std::vector<std::int64_t> ImageDataset::representatives(std::int64_t count, std::uint64_t key) const {
  return with_classes_in_turn(class_balanced_indices(labels, classes, count, key), labels, classes);
}

std::shared_ptr<const Dataset> ImageDataset::subset(std::int64_t count, std::uint64_t seed) const {
  return std::make_shared<ImageDataset>(class_balanced_subset(*this, count, seed));
}

}  // namespace imprint
