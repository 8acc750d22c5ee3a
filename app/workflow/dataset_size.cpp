// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/dataset_size.h"

#include "core/base/atomic_file.h"
#include "datasets/catalog.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

std::int64_t count_train_samples(const DatasetSpec& dataset) {
  if (!dataset_facts(dataset.name).needs_root) return published_train_samples(dataset);
  DatasetSpec found = dataset;
  found.root = expand_home(dataset.root).string();
  constexpr std::uint64_t any_seed = 1;  // it chooses the samples of a subset, not their number
  return load_dataset(found, any_seed).train->size();
}

}  // namespace imprint
