// SPDX-License-Identifier: GPL-3.0-or-later
// CIFAR-10 (every data_batch_<number>.bin, in the order of the numbers, and test_batch.bin) and CIFAR-100
// (train.bin and test.bin, fine labels); each file plain or gzip.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// Reads both parts of the one that the facts are of from `dataset.root`. Throws InputError that names the file, the
/// offset and what was expected there.
DatasetSplit load_cifar(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
