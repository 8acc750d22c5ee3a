// SPDX-License-Identifier: GPL-3.0-or-later
// How many samples a run would train on. No torch in this header.
#pragma once

#include <cstdint>

#include "core/spec/experiment_spec.h"

namespace imprint {

/// After the limit, counted in the files themselves: they may hold fewer than was published. Throws InputError as
/// load_dataset.
std::int64_t count_train_samples(const DatasetSpec& dataset);

}  // namespace imprint
