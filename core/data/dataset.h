// SPDX-License-Identifier: GPL-3.0-or-later
// Labelled images in memory, and the normalisation that a network sees.
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace imprint {

/// Shape of one image.
struct ImageShape {
  std::int64_t channels = 3;
  std::int64_t height = 32;
  std::int64_t width = 32;
  bool operator==(const ImageShape&) const = default;
};

struct ImageDataset {
  std::string name;
  at::Tensor images;  // uint8 [N, C, H, W]
  at::Tensor labels;  // int64 [N], 0..classes-1
  std::int64_t classes = 10;
  std::vector<double> mean;                    // per channel, of pixel/255
  std::vector<double> deviation;               // per channel, of pixel/255
  bool horizontal_flip_keeps_class = true;     // false for digits: their mirror images are no digits
  std::vector<std::int64_t> original_indices;  // numbers in the whole file; empty = image i is number i

  std::int64_t size() const { return images.size(0); }
  ImageShape shape() const { return {images.size(1), images.size(2), images.size(3)}; }
};

/// Training and test part, with the hash that environment.json records.
struct DatasetSplit {
  ImageDataset train;
  ImageDataset test;
  std::string content_hash;  // XXH3-128 of all pixels and labels, hex
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

/// XXH3-128 of the shapes, pixels and labels of both parts, as 32 hexadecimal digits.
std::string content_hash(const ImageDataset& train, const ImageDataset& test);

}  // namespace imprint
