// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <thread>
#include <utility>

#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"
#include "datasets/files/dataset_file.h"
#include "datasets/image_folder/image_folder_dataset.h"

namespace imprint {
namespace {

int threads_of(const DatasetSpec& spec) {
  const int wanted = spec.options.get<int>("decoders");
  return wanted > 0 ? wanted : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

std::shared_ptr<const Dataset> part_of(const PictureFolder& folder, std::vector<PictureFile> files,
                                       const PictureReading& reading, bool hashes_bytes) {
  auto part = std::make_shared<ImageFolderDataset>(folder.root, std::move(files), reading);
  part->name = folder.root.filename().string();
  part->classes = std::ssize(folder.classes);
  if (hashes_bytes) part->hash_bytes();
  return part;
}

}  // namespace

DatasetSplit load_image_folder(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  PictureFolder folder = list_pictures(find_dataset_folder(facts, spec.root, {}));
  const PictureReading reading{.side = spec.options.get<int>("image_size"),
                               .threads = threads_of(spec),
                               .skips_broken = spec.options.get<std::string>("broken") == "skip",
                               .mean = facts.mean,
                               .deviation = facts.deviation};
  const bool hashes_bytes = spec.options.get<std::string>("hash") == "bytes";
  DatasetSplit split;
  split.train = part_of(folder, std::move(folder.train), reading, hashes_bytes);
  split.test = part_of(folder, std::move(folder.test), reading, hashes_bytes);
  return split;
}

}  // namespace imprint
