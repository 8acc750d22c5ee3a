// SPDX-License-Identifier: GPL-3.0-or-later
// The datasets by name.
#pragma once

#include "core/data/dataset.h"
#include "core/records/experiment_spec.h"

namespace imprint {

/// Loads the dataset that the spec names, with its subsets (drawn by `seed`). Throws InputError that names the file,
/// the offset and what was expected there.
DatasetSplit load_dataset(const DatasetSpec& spec, std::uint64_t seed);

}  // namespace imprint
