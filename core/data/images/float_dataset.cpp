// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/images/float_dataset.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/tensor.h>

#include <string>

#include "core/base/error.h"

namespace imprint {
Batch FloatDataset::gather(std::span<const Sample> samples) const {
  std::vector<std::int64_t> indices;
  for (const Sample& sample : samples) {
    if (sample.variation != Sample::as_it_is)
      throw InputError("dataset.augment = true: crops and mirrors are for images of bytes, and " + name +
                       " holds floats");
    if (sample.index < 0 || sample.index >= size())
      throw InputError("sample " + std::to_string(sample.index) + " of " + name + ": the indices are 0 to " +
                       std::to_string(size() - 1));
    indices.push_back(sample.index);
  }
  const at::Tensor chosen = at::tensor(indices, at::kLong);
  return {values.index_select(0, chosen).contiguous(at::MemoryFormat::ChannelsLast), labels.index_select(0, chosen)};
}

std::shared_ptr<const Dataset> FloatDataset::subset(std::int64_t count, std::uint64_t seed) const {
  auto part = std::make_shared<FloatDataset>(*this);
  if (count <= 0 || count >= size()) return part;
  part->original_indices = class_balanced_indices(labels, classes, count, seed);
  const at::Tensor chosen = at::tensor(part->original_indices, at::kLong);
  part->values = values.index_select(0, chosen);
  part->labels = labels.index_select(0, chosen);
  return part;
}

}  // namespace imprint
