// SPDX-License-Identifier: GPL-3.0-or-later
// Which part of a picture becomes a training or test image.
#pragma once

#include <cstdint>

#include "datasets/pictures/picture.h"

namespace imprint {

/// In pixels of the full picture.
struct Crop {
  double x = 0, y = 0, width = 0, height = 0;
  bool is_mirrored = false;  // left and right exchanged
  bool operator==(const Crop&) const = default;
};

/// The middle of a picture whose shorter side is scaled to 256/224 of the image's: a square of 7/8 of that side.
Crop centre_crop(PictureSize size);

/// 8 to 100 % of the area with sides 3:4 to 4:3, anywhere, mirrored or not: ten draws, then the largest such part in
/// the middle. A pure function of the key. Source: Szegedy et al., "Going deeper with convolutions", CVPR 2015,
/// section 6.
Crop random_crop(PictureSize size, std::uint64_t key);

/// The largest power of two up to 8 that leaves the crop at least `side` pixels wide and high.
int allowed_reduction(const Crop& crop, int side);

}  // namespace imprint
