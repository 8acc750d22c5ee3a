// SPDX-License-Identifier: GPL-3.0-or-later
// Images read through a shift and a mirror, and the random ones that augment training images.
//
//   view(y, x) = image(y + dy, mirrored ? W - 1 - x + dx : x + dx),  black (pixel value 0) outside the image
//
// With dy, dx in -4..4 that is: pad by 4 black pixels, crop at random to the old size, mirror at random (the
// CIFAR recipe of He et al., arXiv 1512.03385).
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

#include "core/data/images/image_dataset.h"

namespace imprint {

struct ImageView {
  std::int64_t image = 0;  // index into the dataset
  int dy = 0;              // pixels
  int dx = 0;              // pixels
  bool mirrored = false;   // left and right exchanged
  bool operator==(const ImageView&) const = default;
};

inline constexpr int crop_padding = 4;  // pixels on each side

/// The view of an image that its key (variation_key) draws: a pure function of its arguments. Mirrors only when
/// `may_mirror`.
ImageView random_view(std::uint64_t key, std::int64_t image, bool may_mirror);

/// float [n, C, H, W] in channels-last layout: (pixel/255 - mean) / deviation, read through the views in one
/// pass. Throws InputError for an image outside the set.
at::Tensor normalised_views(const ImageDataset& dataset, std::span<const ImageView> views);

}  // namespace imprint
