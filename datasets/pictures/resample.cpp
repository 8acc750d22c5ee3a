// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/pictures/resample.h"

#include <algorithm>
#include <cmath>

namespace imprint {
namespace {

constexpr std::size_t channels = 3;

/// What one output pixel is made of along one axis.
struct Taps {
  int first = 0;
  std::vector<float> weights;
};

/// `begin` and `length` of the crop and `pixels` of the picture along one axis.
std::vector<Taps> taps_of(double begin, double length, int pixels, int side, bool is_mirrored) {
  const double scale = length / side, reach = std::max(1.0, scale);
  std::vector<Taps> taps(static_cast<std::size_t>(side));
  for (int u = 0; u < side; ++u) {
    const double centre = begin + (u + 0.5) * scale - 0.5;
    const int first = std::clamp(static_cast<int>(std::floor(centre - reach)) + 1, 0, pixels - 1);
    const int last = std::clamp(static_cast<int>(std::ceil(centre + reach)) - 1, first, pixels - 1);
    double sum = 0;
    std::vector<double> weights;
    for (int i = first; i <= last; ++i) {
      weights.push_back(std::max(0.0, 1 - std::abs(i - centre) / reach));
      sum += weights.back();
    }
    Taps& of_pixel = taps[static_cast<std::size_t>(is_mirrored ? side - 1 - u : u)];
    of_pixel.first = first;
    for (const double weight : weights) of_pixel.weights.push_back(static_cast<float>(sum > 0 ? weight / sum : 1.0));
  }
  return taps;
}

/// One row of the picture as one of `taps.size()` pixels.
void resample_row(const std::uint8_t* row, const std::vector<Taps>& taps, float* out) {
  for (const Taps& pixel : taps) {
    float sums[channels] = {};
    const std::uint8_t* from = row + channels * static_cast<std::size_t>(pixel.first);
    for (const float weight : pixel.weights)
      for (std::size_t c = 0; c < channels; ++c) sums[c] += weight * static_cast<float>(*from++);
    for (std::size_t c = 0; c < channels; ++c) *out++ = sums[c];
  }
}

void add_row(const float* row, float weight, std::size_t count, float* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += weight * row[i];
}

}  // namespace

void resample(const Picture& picture, const Crop& crop, int side, std::span<float> image, ResampleScratch& scratch) {
  const double by_width = static_cast<double>(picture.size.width) / picture.full.width;
  const double by_height = static_cast<double>(picture.size.height) / picture.full.height;
  const auto across = taps_of(crop.x * by_width, crop.width * by_width, picture.size.width, side, crop.is_mirrored);
  const auto down = taps_of(crop.y * by_height, crop.height * by_height, picture.size.height, side, false);
  const int top = down.front().first;
  const int bottom = down.back().first + static_cast<int>(down.back().weights.size());
  const std::size_t length = channels * static_cast<std::size_t>(side);
  scratch.resize(static_cast<std::size_t>(bottom - top) * length);
  for (int y = top; y < bottom; ++y)
    resample_row(picture.rgb.data() + channels * static_cast<std::size_t>(y) * picture.size.width, across,
                 scratch.data() + static_cast<std::size_t>(y - top) * length);
  std::ranges::fill(image, 0.0F);
  for (int y = 0; y < side; ++y) {
    const Taps& rows = down[static_cast<std::size_t>(y)];
    for (std::size_t i = 0; i < rows.weights.size(); ++i)
      add_row(scratch.data() + (static_cast<std::size_t>(rows.first - top) + i) * length, rows.weights[i], length,
              image.data() + static_cast<std::size_t>(y) * length);
  }
}

}  // namespace imprint
