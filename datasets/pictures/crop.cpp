// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/crop.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/random_stream.h"

namespace imprint {
namespace {

constexpr double narrowest = 3.0 / 4, widest = 4.0 / 3;  // width by height
constexpr double smallest_share = 0.08;                  // of the area
constexpr int draws = 10;

Crop in_the_middle(PictureSize size, double width, double height) {
  return {(size.width - width) / 2, (size.height - height) / 2, width, height};
}

Crop largest_crop(PictureSize size) {
  const double width = size.width, height = size.height;
  return in_the_middle(size, std::min(width, std::round(height * widest)),
                       std::min(height, std::round(width / narrowest)));
}

/// None where it would leave the picture.
std::optional<Crop> drawn_crop(PictureSize size, RandomStream& stream) {
  const double area = static_cast<double>(size.width) * size.height;
  const double share = smallest_share + (1 - smallest_share) * stream.uniform();
  const double ratio = std::exp(std::log(narrowest) + (std::log(widest) - std::log(narrowest)) * stream.uniform());
  const auto width = static_cast<int>(std::lround(std::sqrt(area * share * ratio)));
  const auto height = static_cast<int>(std::lround(std::sqrt(area * share / ratio)));
  if (width < 1 || height < 1 || width > size.width || height > size.height) return std::nullopt;
  const auto x = static_cast<double>(stream.below(static_cast<std::uint64_t>(size.width - width) + 1));
  const auto y = static_cast<double>(stream.below(static_cast<std::uint64_t>(size.height - height) + 1));
  return Crop{x, y, static_cast<double>(width), static_cast<double>(height)};
}

}  // namespace

Crop centre_crop(PictureSize size) {
  const double side = std::min(size.width, size.height) * 224.0 / 256;
  return in_the_middle(size, side, side);
}

Crop random_crop(PictureSize size, std::uint64_t key) {
  RandomStream stream(key);
  const bool is_mirrored = stream.below(2) == 1;
  std::optional<Crop> crop;
  for (int i = 0; i < draws && !crop; ++i) crop = drawn_crop(size, stream);
  Crop result = crop.value_or(largest_crop(size));
  result.is_mirrored = is_mirrored;
  return result;
}

int allowed_reduction(const Crop& crop, int side) {
  int reduction = 1;
  while (reduction < 8 && std::min(crop.width, crop.height) >= 2.0 * reduction * side) reduction *= 2;
  return reduction;
}

}  // namespace imprint
