// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a dataset's files are whole and fit together. No torch here.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

struct DatasetCheck {
  std::vector<std::pair<std::string, std::int64_t>> parts;  // "training", "validation", "test": how much is in each
  std::string hash;                                         // of all content, as runs store it
};

/// Reads everything. Throws InputError that names the file and the place.
DatasetCheck check_dataset(const ExperimentSpec& spec);

}  // namespace imprint
