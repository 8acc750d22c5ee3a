// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/facts/dataset_facts.h"

namespace imprint {

std::vector<DatasetFacts> synthetic_facts() {
  return {{.name = "synthetic",
           .title = "Synthetic textures",
           .content = "crossed fine gratings under low contrast, told apart by their pair of gratings",
           .task = "image-classification",
           .reads = {"dataset.difficulty", "dataset.augment"},
           .train_samples = 5000,
           .test_samples = 1000,
           .needs_root = false,
           .mean = {0.5, 0.5, 0.5},
           .deviation = {0.15, 0.15, 0.15},
           .subfolders = {},
           .files = "no files",
           .source = "drawn by datasets/synthetic/texture_image.h"}};
}

}  // namespace imprint
