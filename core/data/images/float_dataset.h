// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled samples in memory whose values go into a network as they are: images of floats, or vectors as channels of
// one pixel.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/data/images/labelled_dataset.h"

namespace imprint {

class FloatDataset : public LabelledDataset {
 public:
  at::Tensor values;  // float [N, C, H, W]

  DataShape shape() const override {
    return shape_of_images({values.size(1), values.size(2), values.size(3)}, classes);
  }
  /// Throws InputError for samples that are to vary: crops and mirrors are those of byte images.
  Batch gather(std::span<const Sample> samples) const override;
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override { return {values, labels}; }
};

}  // namespace imprint
