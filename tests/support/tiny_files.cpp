// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tiny_files.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <fstream>
#include <string>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/base/random_stream.h"
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

void write_tiny_corpus(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  constexpr std::uint64_t words = 30;
  RandomStream stream(5, StreamPurpose::synthetic_data);
  for (const auto& [name, sentences] :
       {std::pair("train.txt", 60), std::pair("valid.txt", 20), std::pair("test.txt", 20)}) {
    std::ofstream file(folder / name);
    for (int sentence = 0; sentence < sentences; ++sentence) {
      std::uint64_t word = stream.below(words);
      for (std::uint64_t left = 3 + stream.below(5); left > 0; --left) {
        file << "w" << word << " ";
        word = stream.below(3) == 0 ? stream.below(words) : (2 * word + 1) % words;
      }
      file << "\n";
    }
  }
}

void write_tiny_graph(const std::filesystem::path& folder) {
  constexpr int nodes = 60, classes = 3, features = 4;
  std::filesystem::create_directories(folder / "raw");
  std::filesystem::create_directories(folder / "split" / "fixed");
  std::ofstream labels(folder / "raw" / "node-label.csv"), values(folder / "raw" / "node-feat.csv");
  std::ofstream edges(folder / "raw" / "edge.csv");
  RandomStream stream(6, StreamPurpose::synthetic_data);
  for (int node = 0; node < nodes; ++node) {
    labels << node % classes << "\n";
    for (int i = 0; i < features; ++i)
      values << (i == 0 ? "" : ",") << (i == node % classes ? 1 : 0) + 0.25 * static_cast<double>(stream.below(5));
    values << "\n";
    for (int edge = 0; edge < 3; ++edge)
      edges << node << "," << (node + classes * static_cast<int>(1 + stream.below(9))) % nodes << "\n";
    const char* part = node < 30 ? "train.csv" : node < 45 ? "valid.csv" : "test.csv";
    std::ofstream(folder / "split" / "fixed" / part, std::ios::app) << node << "\n";
  }
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
