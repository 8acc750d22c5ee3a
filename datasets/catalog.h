// SPDX-License-Identifier: GPL-3.0-or-later
// The datasets by name. What is known of them without loading stands in dataset_facts.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// How a dataset gets into memory. To add one: its facts (datasets/facts), a folder with its reader, and a row of the
/// table in catalog.cpp; a test holds names and facts against each other.
struct DatasetMaker {
  std::string_view name;
  DatasetSplit (*make)(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);
};
std::span<const DatasetMaker> dataset_makers();

/// Loads the dataset that the spec names, with the parts that its limits ask for (Dataset::subset, drawn by
/// `seed`); synthetic data are drawn by `seed`, too. `content_hash` is that of the whole dataset, before the subsets.
/// Throws InputError that names the file, the offset and what was expected there, or the spec's field.
DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
