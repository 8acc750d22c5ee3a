// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled images in memory, and the normalisation that a network sees.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace imprint {

class ImageDataset : public Dataset {
 public:
  at::Tensor images;  // uint8 [N, C, H, W]
  at::Tensor labels;  // int64 [N], 0..classes-1
  std::int64_t classes = 10;
  std::vector<double> mean;                 // per channel, of pixel/255
  std::vector<double> deviation;            // per channel, of pixel/255
  bool horizontal_flip_keeps_class = true;  // false for digits: their mirror images are no digits

  ImageShape image_shape() const { return {images.size(1), images.size(2), images.size(3)}; }

  std::string_view task() const override { return "image-classification"; }
  DataShape shape() const override { return shape_of_images(image_shape(), classes); }
  std::int64_t size() const override { return images.size(0); }
  /// Shifted and mirrored at random (image_view.h) where a sample varies.
  Batch gather(std::span<const Sample> samples) const override;
  std::unique_ptr<BatchPlan> training_plan(const BatchOptions& options) const override;
  std::unique_ptr<BatchPlan> evaluation_plan() const override;
  /// Equal numbers a class, and the classes take turns.
  std::vector<std::int64_t> representatives(std::int64_t count, std::uint64_t key) const override;
  std::shared_ptr<const Dataset> subset(std::int64_t count, std::uint64_t seed) const override;
  std::vector<at::Tensor> content() const override { return {images, labels}; }
};

/// float [n, C, H, W] in channels-last layout: (pixel/255 - mean) / deviation, of the images at `indices`.
/// The result is the double formula rounded once, whatever the number of threads. Throws InputError for an
/// index outside the set.
at::Tensor normalised_images(const ImageDataset& dataset, const std::vector<std::int64_t>& indices);

/// `count` images with equal numbers a class (the first classes get one more when it does not divide), drawn
/// by the seed, in ascending order of index; 0 or >= size = the whole set. Smaller subsets of one seed lie
/// inside larger ones. Throws InputError when a class has too few.
ImageDataset class_balanced_subset(const ImageDataset& dataset, std::int64_t count, std::uint64_t seed);

/// Indices of such a subset.
std::vector<std::int64_t> class_balanced_indices(const at::Tensor& labels, std::int64_t classes, std::int64_t count,
                                                 std::uint64_t seed);

/// The same indices in another order: every class in turn, 0 1 2 ... 9 0 1 2 ...
std::vector<std::int64_t> with_classes_in_turn(const std::vector<std::int64_t>& indices, const at::Tensor& labels,
                                               std::int64_t classes);

}  // namespace imprint
