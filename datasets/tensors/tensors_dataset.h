// SPDX-License-Identifier: GPL-3.0-or-later
// Data of one's own: one file of arrays (datasets/arrays/labelled_arrays.h). Bytes become images, normalised by mean
// and deviation of each channel over the training part; floats are taken as they are.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// `spec.root` is the file. Throws InputError that names it, the array, the rule and what was found.
DatasetSplit load_tensors(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
