// SPDX-License-Identifier: GPL-3.0-or-later
// Sums in words (sums_in_words.h), letter by letter, as text to train on.
#pragma once

#include <cstdint>

#include "core/data/dataset.h"
#include "core/spec/experiment_spec.h"
#include "datasets/facts/dataset_facts.h"

namespace imprint {

/// As many stretches as the limits ask for, else those of the facts; both texts are drawn by `seed`, of numbers of
/// their own.
DatasetSplit load_synthetic_text(const DatasetFacts& facts, const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
