// SPDX-License-Identifier: GPL-3.0-or-later
// The datasets by name (dataset_list.h). What is known of them without loading stands in dataset_facts.h.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"

namespace imprint {

/// Loads the dataset that the spec names, with the parts that its limits ask for (Dataset::subset, drawn by
/// `seed`); synthetic data are drawn by `seed`, too. `content_hash` is that of the whole dataset, before the subsets.
/// Throws InputError that names the file, the offset and what was expected there, or the spec's field.
DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
