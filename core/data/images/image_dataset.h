// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled images in memory, and the normalisation that a network sees.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/data/images/labelled_dataset.h"

namespace imprint {

class ImageDataset : public LabelledDataset {
 public:
  at::Tensor images;                        // uint8 [N, C, H, W]
  std::vector<double> mean;                 // per channel, of pixel/255
  std::vector<double> deviation;            // per channel, of pixel/255
  bool horizontal_flip_keeps_class = true;  // false for digits: their mirror images are no digits

  ImageShape image_shape() const { return {images.size(1), images.size(2), images.size(3)}; }

  DataShape shape() const override { return shape_of_images(image_shape(), classes); }
  /// Shifted and mirrored at random (image_view.h) where a sample varies.
  Batch gather(std::span<const Sample> samples) const override;
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

}  // namespace imprint
