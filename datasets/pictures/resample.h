// SPDX-License-Identifier: GPL-3.0-or-later
// A part of a picture as a square image of another size.
//
//   image(u) = sum_i w(i - c(u)) pixel(i),   c(u) = begin + (u + 1/2) length / side - 1/2,
//   w a triangle of half-width max(1, length / side), its weights inside of the picture scaled to a sum of 1
//
// along each axis: linear interpolation where the image is larger, an average over all that a pixel covers where it is
// smaller (bilinear with antialiasing).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "datasets/pictures/crop.h"
#include "datasets/pictures/picture.h"

namespace imprint {

/// Reused from picture to picture by one thread.
using ResampleScratch = std::vector<float>;

/// `image` [side, side, 3], values 0 .. 255. The crop lies within the full picture.
void resample(const Picture& picture, const Crop& crop, int side, std::span<float> image, ResampleScratch& scratch);

}  // namespace imprint
