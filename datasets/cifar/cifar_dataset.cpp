// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/cifar/cifar_dataset.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

#include "core/base/error.h"
#include "datasets/cifar/cifar_parser.h"
#include "datasets/files/dataset_file.h"
#include "datasets/image_adapter.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::array cifar10_labels = {10};
constexpr std::array cifar100_labels = {20, 100};

/// 7 of "data_batch_7.bin"; nothing for other names.
std::optional<int> batch_number(std::string_view name) {
  constexpr std::string_view prefix = "data_batch_", suffix = ".bin";
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
  int number = 0;
  const char* last = name.data() + name.size() - suffix.size();
  const auto result = std::from_chars(name.data() + prefix.size(), last, number);
  if (result.ec != std::errc() || result.ptr != last || number < 0) return std::nullopt;
  return number;
}

std::vector<fs::path> training_batches(const fs::path& folder) {
  std::map<int, fs::path> by_number;
  for (const auto& entry : fs::directory_iterator(folder))
    if (const auto number = batch_number(entry.path().filename().string())) by_number[*number] = entry.path();
  std::vector<fs::path> paths;
  for (const auto& [number, path] : by_number) paths.push_back(path);
  return paths;
}

ImageDataset load_part(const DatasetFacts& facts, const std::vector<fs::path>& paths,
                       std::span<const int> label_counts) {
  ImageRecords records;
  for (const fs::path& path : paths) {
    const DatasetFile file = read_dataset_file(path);
    append_cifar_records(file.bytes, label_counts, file.name, records);
  }
  return make_image_dataset(facts, records);
}

}  // namespace

DatasetSplit load_cifar10(const DatasetFacts& facts, const std::string& root) {
  // The test part is the anchor: the training batches may have any numbers.
  const fs::path folder = find_dataset_folder(facts, root, "test_batch.bin");
  const std::vector<fs::path> batches = training_batches(folder);
  if (batches.empty())
    throw InputError("dataset.root = " + folder.string() +
                     ": expected at least one data_batch_<number>.bin there");
  DatasetSplit split;
  split.train = load_part(facts, batches, cifar10_labels);
  split.test = load_part(facts, {folder / "test_batch.bin"}, cifar10_labels);
  return split;
}

DatasetSplit load_cifar100(const DatasetFacts& facts, const std::string& root) {
  const fs::path folder = find_dataset_folder(facts, root, "train.bin");
  DatasetSplit split;
  split.train = load_part(facts, {folder / "train.bin"}, cifar100_labels);
  split.test = load_part(facts, {folder / "test.bin"}, cifar100_labels);
  return split;
}

}  // namespace imprint
