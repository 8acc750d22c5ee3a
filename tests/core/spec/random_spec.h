// SPDX-License-Identifier: GPL-3.0-or-later
// Specs with every field at random, within its limits: for round trips through the file formats.
#pragma once

#include <cstdint>

#include "core/spec/experiment_spec.h"

namespace imprint::test {

/// Up to three deficits. The fields are valid one by one, not always together.
ExperimentSpec random_spec(std::uint64_t seed);

}  // namespace imprint::test
