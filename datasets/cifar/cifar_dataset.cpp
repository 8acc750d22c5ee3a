// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/cifar/cifar_dataset.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "datasets/files/cifar_parser.h"
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

std::string without_gz(const std::string& name) {
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

/// The names of each batch, in the order of the numbers; leading zeros make several of one.
std::vector<PartNames> training_batches(const fs::path& folder) {
  std::map<int, std::set<std::string>> by_number;
  for (const std::string& file : file_names(folder))
    if (const auto number = batch_number(without_gz(file))) by_number[*number].insert(without_gz(file));
  std::vector<PartNames> batches;
  for (const auto& [number, names] : by_number) batches.emplace_back(names.begin(), names.end());
  return batches;
}

ImageDataset load_part(const DatasetFacts& facts, const fs::path& folder, const std::vector<PartNames>& parts,
                       std::span<const int> label_counts) {
  ImageRecords records;
  for (const PartNames& names : parts) {
    const DatasetFile file = read_dataset_part(folder, names);
    append_cifar_records(file.bytes, label_counts, file.name, records);
  }
  return make_image_dataset(facts, records);
}

DatasetSplit load_cifar10(const DatasetFacts& facts, const DatasetSpec& spec) {
  // The test part is the anchor: the training batches may have any numbers.
  const fs::path folder = find_dataset_folder(facts, spec.root, {"test_batch.bin"});
  const std::vector<PartNames> batches = training_batches(folder);
  if (batches.empty())
    throw InputError("dataset.root = " + folder.string() + ": expected at least one data_batch_<number>.bin there");
  DatasetSplit split;
  split.train = std::make_shared<ImageDataset>(load_part(facts, folder, batches, cifar10_labels));
  split.test = std::make_shared<ImageDataset>(load_part(facts, folder, {{"test_batch.bin"}}, cifar10_labels));
  return split;
}

DatasetSplit load_cifar100(const DatasetFacts& facts, const DatasetSpec& spec) {
  const fs::path folder = find_dataset_folder(facts, spec.root, {"train.bin"});
  DatasetSplit split;
  split.train = std::make_shared<ImageDataset>(load_part(facts, folder, {{"train.bin"}}, cifar100_labels));
  split.test = std::make_shared<ImageDataset>(load_part(facts, folder, {{"test.bin"}}, cifar100_labels));
  return split;
}

}  // namespace

DatasetSplit load_cifar(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  return facts.name == "cifar10" ? load_cifar10(facts, spec) : load_cifar100(facts, spec);
}

}  // namespace imprint
