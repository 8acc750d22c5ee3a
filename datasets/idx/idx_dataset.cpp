// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/idx/idx_dataset.h"

#include "datasets/files/dataset_file.h"
#include "datasets/files/idx_parser.h"
#include "datasets/files/malformed.h"
#include "datasets/image_adapter.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

void check_image_lengths(const IdxArray& images, const DatasetFacts& facts, const std::string& file) {
  if (images.lengths[0] == 0) throw_malformed(file, 4, "at least one image", "0 images");
  if (images.lengths[1] != static_cast<std::uint32_t>(facts.shape.image.height) ||
      images.lengths[2] != static_cast<std::uint32_t>(facts.shape.image.width))
    throw_malformed(file, 8,
                    "images of " + std::to_string(facts.shape.image.height) + " x " +
                        std::to_string(facts.shape.image.width) + " pixels",
                    std::to_string(images.lengths[1]) + " x " + std::to_string(images.lengths[2]));
}

/// As published, and as some mirrors write it: "train-images.idx3-ubyte". `part` is "train-images".
PartNames names_of(const std::string& part, int rank) {
  const std::string ending = "idx" + std::to_string(rank) + "-ubyte";
  return {part + "-" + ending, part + "." + ending};
}

/// `stem` is "train" or "t10k".
ImageDataset load_part(const DatasetFacts& facts, const fs::path& folder, const std::string& stem) {
  const DatasetFile image_file = read_dataset_part(folder, names_of(stem + "-images", 3));
  const DatasetFile label_file = read_dataset_part(folder, names_of(stem + "-labels", 1));
  const IdxArray images = parse_idx(image_file.bytes, 3, image_file.name);
  check_image_lengths(images, facts, image_file.name);
  const IdxArray labels = parse_idx(label_file.bytes, 1, label_file.name);
  if (labels.lengths[0] != images.lengths[0])
    throw_malformed(label_file.name, 4,
                    std::to_string(images.lengths[0]) + " labels, one an image of " + image_file.name,
                    std::to_string(labels.lengths[0]));
  check_idx_labels(labels, static_cast<int>(facts.shape.classes), label_file.name);
  return make_image_dataset(
      facts, {{images.values.begin(), images.values.end()}, {labels.values.begin(), labels.values.end()}});
}

}  // namespace

DatasetSplit load_idx(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t /*seed*/) {
  const fs::path folder = find_dataset_folder(facts, spec.root, names_of("train-images", 3));
  DatasetSplit split;
  split.train = std::make_shared<ImageDataset>(load_part(facts, folder, "train"));
  split.test = std::make_shared<ImageDataset>(load_part(facts, folder, "t10k"));
  return split;
}

}  // namespace imprint
