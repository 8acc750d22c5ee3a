// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/image_adapter.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <algorithm>

namespace imprint {

ImageDataset make_image_dataset(const DatasetFacts& facts, const ImageRecords& records) {
  const std::int64_t count = std::ssize(records.labels);
  TORCH_CHECK(std::ssize(records.pixels) ==
                  count * facts.shape.image.channels * facts.shape.image.height * facts.shape.image.width,
              "pixels and labels differ in number");
  ImageDataset dataset;
  dataset.name = facts.name;
  dataset.classes = facts.shape.classes;
  dataset.mean = facts.mean;
  dataset.deviation = facts.deviation;
  dataset.horizontal_flip_keeps_class = facts.horizontal_flip_keeps_class;
  dataset.images =
      at::empty({count, facts.shape.image.channels, facts.shape.image.height, facts.shape.image.width}, at::kByte);
  dataset.labels = at::empty({count}, at::kLong);
  std::copy(records.pixels.begin(), records.pixels.end(), dataset.images.data_ptr<std::uint8_t>());
  std::copy(records.labels.begin(), records.labels.end(), dataset.labels.data_ptr<std::int64_t>());
  return dataset;
}

}  // namespace imprint
