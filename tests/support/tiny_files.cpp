// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_files.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>

#include "core/base/atomic_file.h"
#include "tests/support/image_split.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

void append_big_endian(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
}

void write_part(const ImageDataset& data, const std::filesystem::path& folder, const std::string& prefix) {
  const auto count = static_cast<std::uint32_t>(data.size());
  std::string images;
  for (const std::uint32_t number : {0x803u, count, 28u, 28u}) append_big_endian(images, number);
  images.append(static_cast<const char*>(data.images.data_ptr()), data.images.nbytes());
  std::string labels;
  for (const std::uint32_t number : {0x801u, count}) append_big_endian(labels, number);
  for (std::int64_t i = 0; i < data.size(); ++i) labels += static_cast<char>(data.labels[i].item<std::int64_t>());
  write_file_atomically(folder / (prefix + "-images-idx3-ubyte"), images);
  write_file_atomically(folder / (prefix + "-labels-idx1-ubyte"), labels);
}

}  // namespace

void write_tiny_mnist(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const ImageSplit split = images_in(tiny_split());
  write_part(split.train, folder, "train");
  write_part(split.test, folder, "t10k");
}

ExperimentSpec tiny_file_spec(const std::filesystem::path& folder) {
  ExperimentSpec spec = tiny_spec();
  spec.dataset.name = "mnist";
  spec.dataset.root = folder.string();
  spec.comparison.baseline = true;
  spec.checkpoint.every = "5 iterations";
  return spec;
}

}  // namespace imprint::test
