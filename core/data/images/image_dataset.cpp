// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/images/image_dataset.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>

#include "core/data/images/image_view.h"

namespace imprint {

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

std::shared_ptr<const Dataset> ImageDataset::subset(std::int64_t count, std::uint64_t seed) const {
  return std::make_shared<ImageDataset>(class_balanced_subset(*this, count, seed));
}

}  // namespace imprint
