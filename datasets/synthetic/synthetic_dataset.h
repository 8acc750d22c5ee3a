// SPDX-License-Identifier: GPL-3.0-or-later
// The built-in dataset: 5,000 training and 1,000 test images of texture_image.h, more or fewer on request.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// Draws `train_limit` and `test_limit` images (0 = as many as the facts say). Image i of either part has
/// label i % 10 and depends on the seed, i and the difficulty alone: shorter sets are beginnings of longer
/// ones, whatever the number of threads. Throws InputError for a difficulty outside 0..1.
DatasetSplit load_synthetic(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
