// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/synthetic/synthetic_dataset.h"

#include <ATen/Parallel.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "datasets/image_adapter.h"
#include "datasets/synthetic/texture_image.h"

namespace imprint {
namespace {

// The test images have numbers of their own, which no training image reaches.
constexpr std::uint64_t first_test_image = std::uint64_t{1} << 32;

ImageDataset draw_part(const DatasetFacts& facts, std::int64_t count, std::uint64_t seed, std::uint64_t first_number,
                       const TextureStyle& style) {
  ImageRecords records;
  records.labels.resize(static_cast<std::size_t>(count));
  records.pixels.resize(records.labels.size() * texture_bytes);
  at::parallel_for(0, count, 16, [&](std::int64_t begin, std::int64_t end) {
    for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
      const int label = static_cast<int>(i % texture_classes);
      records.labels[i] = static_cast<std::uint8_t>(label);
      draw_texture_image(seed, first_number + i, label, style,
                         std::span<std::uint8_t, texture_bytes>(&records.pixels[i * texture_bytes], texture_bytes));
    }
  });
  return make_image_dataset(facts, records);
}

}  // namespace

DatasetSplit load_synthetic(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed) {
  if (!(spec.difficulty >= 0 && spec.difficulty <= 1))
    throw InputError("dataset.difficulty = " + shortest_text(spec.difficulty) + ": must be from 0 to 1");
  const TextureStyle style = texture_style(spec.difficulty);
  DatasetSplit split;
  split.train = std::make_shared<ImageDataset>(
      draw_part(facts, spec.train_limit > 0 ? spec.train_limit : facts.train_samples, seed, 0, style));
  split.test = std::make_shared<ImageDataset>(
      draw_part(facts, spec.test_limit > 0 ? spec.test_limit : facts.test_samples, seed, first_test_image, style));
  return split;
}

}  // namespace imprint
