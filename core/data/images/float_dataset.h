// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled samples in memory whose values go into a network as they are: images of floats, or vectors as channels of
// one pixel.
#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/data/dataset.h"

namespace imprint {

class FloatDataset : public Dataset {
 public:
  at::Tensor values;  // float [N, C, H, W]
  at::Tensor labels;  // int64 [N], 0..classes-1
  std::int64_t classes = 10;

  std::string_view task() const override { return "image-classification"; }
  DataShape shape() const override {
    return shape_of_images({values.size(1), values.size(2), values.size(3)}, classes);
  }
  std::int64_t size() const override { return values.size(0); }
  /// Throws InputError for samples that are to vary: crops and mirrors are those of byte images.
  Batch gather(std::span<const Sample> samples) const override;
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  /// As images: equal numbers a class, and the classes take turns.
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override { return {values, labels}; }
};

}  // namespace imprint
