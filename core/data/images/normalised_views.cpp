// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "core/base/error.h"
#include "core/data/images/image_view.h"

namespace imprint {
namespace {

// What each of the 256 pixel values becomes in one channel: no arithmetic is left for the inner loop, and the
// value is the formula in double, rounded once.
using ValueTable = std::array<float, 256>;

std::vector<ValueTable> value_tables(const ImageDataset& dataset) {
  std::vector<ValueTable> tables(dataset.mean.size());
  for (std::size_t channel = 0; channel < tables.size(); ++channel)
    for (std::size_t pixel = 0; pixel < 256; ++pixel)
      tables[channel][pixel] =
          static_cast<float>((static_cast<double>(pixel) / 255.0 - dataset.mean[channel]) / dataset.deviation[channel]);
  return tables;
}

/// Row `y` of one channel's plane, seen through the view.
void read_row(const std::uint8_t* plane, const ImageShape& shape, const ImageView& view, std::int64_t y,
              std::uint8_t* row) {
  std::memset(row, 0, static_cast<std::size_t>(shape.width));
  const std::int64_t source_y = y + view.dy;
  if (source_y < 0 || source_y >= shape.height) return;
  const std::int64_t first = std::max<std::int64_t>(0, view.dx);
  const std::int64_t last = std::min(shape.width, shape.width + view.dx);
  if (first < last)
    std::memcpy(row + first - view.dx, plane + source_y * shape.width + first, static_cast<std::size_t>(last - first));
  if (view.mirrored) std::reverse(row, row + shape.width);
}

/// Planes [C][H][W] of bytes, seen through the view.
void read_planes(const std::uint8_t* image, const ImageShape& shape, const ImageView& view, std::uint8_t* planes) {
  for (std::int64_t channel = 0; channel < shape.channels; ++channel)
    for (std::int64_t y = 0; y < shape.height; ++y)
      read_row(image + channel * shape.height * shape.width, shape, view, y,
               planes + (channel * shape.height + y) * shape.width);
}

/// Bytes [C][pixels] to floats [pixels][C].
void normalise_interleaved(const std::uint8_t* planes, const std::vector<ValueTable>& tables, std::int64_t pixels,
                           float* output) {
  const auto channels = static_cast<std::int64_t>(tables.size());
  for (std::int64_t channel = 0; channel < channels; ++channel) {
    const ValueTable& table = tables[static_cast<std::size_t>(channel)];
    const std::uint8_t* plane = planes + channel * pixels;
    for (std::int64_t pixel = 0; pixel < pixels; ++pixel) output[pixel * channels + channel] = table[plane[pixel]];
  }
}

void check_readable(const ImageDataset& dataset, std::span<const ImageView> views) {
  TORCH_CHECK(dataset.images.is_contiguous() && dataset.images.scalar_type() == at::kByte,
              "images must be contiguous bytes");
  TORCH_CHECK(
      std::ssize(dataset.mean) == dataset.images.size(1) && std::ssize(dataset.deviation) == dataset.images.size(1),
      "each channel needs its mean and deviation");
  for (const ImageView& view : views)
    if (view.image < 0 || view.image >= dataset.size())
      throw InputError("image " + std::to_string(view.image) + " of " + dataset.name + ": the indices are 0 to " +
                       std::to_string(dataset.size() - 1));
}

}  // namespace

at::Tensor normalised_views(const ImageDataset& dataset, std::span<const ImageView> views) {
  check_readable(dataset, views);
  const ImageShape shape = dataset.image_shape();
  const auto count = static_cast<std::int64_t>(views.size());
  at::Tensor output = at::empty({count, shape.channels, shape.height, shape.width},
                                at::TensorOptions(at::kFloat).memory_format(at::MemoryFormat::ChannelsLast));
  const std::int64_t pixels = shape.height * shape.width;
  const std::int64_t values = shape.channels * pixels;
  const std::vector<ValueTable> tables = value_tables(dataset);
  const std::uint8_t* source = dataset.images.data_ptr<std::uint8_t>();
  float* target = output.data_ptr<float>();
  constexpr std::int64_t images_a_task = 16;
  at::parallel_for(0, count, images_a_task, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint8_t> planes(static_cast<std::size_t>(values));
    for (std::int64_t i = begin; i < end; ++i) {
      const ImageView& view = views[static_cast<std::size_t>(i)];
      read_planes(source + view.image * values, shape, view, planes.data());
      normalise_interleaved(planes.data(), tables, pixels, target + i * values);
    }
  });
  return output;
}

at::Tensor normalised_images(const ImageDataset& dataset, const std::vector<std::int64_t>& indices) {
  std::vector<ImageView> views(indices.size());
  std::transform(indices.begin(), indices.end(), views.begin(),
                 [](std::int64_t index) { return ImageView{.image = index}; });
  return normalised_views(dataset, views);
}

}  // namespace imprint
