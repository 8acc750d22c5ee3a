// SPDX-License-Identifier: GPL-3.0-or-later
// MNIST and Fashion-MNIST: four IDX files, each plain or gzip, named train-images-idx3-ubyte or
// train-images.idx3-ubyte.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// Reads both parts from `dataset.root`. Throws InputError that names the file, the offset and what was expected
/// there.
DatasetSplit load_idx(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
