// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_experiment.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include "core/base/random_stream.h"
#include "core/data/images/image_dataset.h"
#include "core/data/text/text_dataset.h"

namespace imprint::test {
namespace {

ImageDataset tiny_images(std::int64_t count, std::uint64_t seed) {
  ImageDataset data;
  data.name = "tiny";
  data.images = at::empty({count, 1, 28, 28}, at::kByte);
  data.labels = at::empty({count}, at::kLong);
  data.classes = 10;
  data.mean = {0.35};
  data.deviation = {0.3};
  RandomStream stream(seed, StreamPurpose::synthetic_data);
  auto* pixels = data.images.data_ptr<std::uint8_t>();
  for (std::int64_t n = 0; n < count; ++n) {
    const std::int64_t label = n % data.classes;
    data.labels[n] = label;
    for (std::int64_t y = 0; y < 28; ++y)
      for (std::int64_t x = 0; x < 28; ++x) {
        const bool bright = label == (y / 14) * 5 + x * 5 / 28;
        *pixels++ = static_cast<std::uint8_t>(stream.below(128) + (bright ? 100 : 0));
      }
  }
  return data;
}

std::shared_ptr<const Dataset> tiny_letters(std::uint64_t seed) {
  constexpr std::int64_t stretches = 40, length = 5, letters = 6;
  auto text = std::make_shared<TextDataset>();
  text->name = "tiny text";
  text->vocabulary = letters;
  text->length = length;
  text->tokens = at::empty({stretches * length + 1}, at::kLong);
  RandomStream stream(seed, StreamPurpose::synthetic_data);
  std::int64_t letter = 0;
  for (std::int64_t i = 0; i < text->tokens.numel(); ++i) {
    text->tokens[i] = letter;
    letter = stream.below(4) == 0 ? static_cast<std::int64_t>(stream.below(letters)) : (2 * letter + 1) % letters;
  }
  return text;
}

}  // namespace

DatasetSplit tiny_text() { return {tiny_letters(1), tiny_letters(2), "tiny text"}; }

DatasetSplit tiny_text_with_validation() {
  DatasetSplit split = tiny_text();
  split.validation = tiny_letters(3);
  return split;
}

ExperimentSpec tiny_text_spec() {
  ExperimentSpec spec = tiny_spec();
  spec.dataset.name = "synthetic-text";
  spec.model.name = "rnn";
  spec.model.options.set("hidden", std::vector<int>{8});
  spec.training.batch_size = 4;
  spec.precision.backward_bits = 6;
  return spec;
}

DatasetSplit tiny_split() {
  return {std::make_shared<ImageDataset>(tiny_images(96, 1)), std::make_shared<ImageDataset>(tiny_images(48, 2)),
          "tiny"};
}

ExperimentSpec tiny_spec() {
  ExperimentSpec spec;
  spec.name = "tiny";
  spec.seed = 7;
  spec.threads = 2;
  spec.model.name = "small-cnn";
  spec.model.options.set("width", 8);
  spec.training.epochs = 4;
  spec.training.batch_size = 16;
  spec.training.learning_rate = 0.05;
  spec.precision.max_bits = 4;
  spec.precision.min_bits = 2;
  spec.precision.backward_bits = 8;
  DeficitSpec deficit;
  deficit.onset = 1;
  deficit.length = 1;
  deficit.bits = 2;
  spec.deficits = {deficit};
  spec.probe.samples = 32;
  spec.probe.options.set("hessian_samples", 16);
  spec.probe.options.set("hessian_max_products", 6);
  return spec;
}

}  // namespace imprint::test
