// SPDX-License-Identifier: GPL-3.0-or-later
// How many threads a run uses.
#pragma once

#include <cstdint>

#include "core/base/machine.h"

namespace imprint {

/// `requested` > 0 is taken as it is. 0 chooses by the work of a step, never by a clock, so that equal specs give
/// equal bits: one thread below `small_step_macs` forward MACs a batch, where starting a second thread costs more than
/// it saves, else every physical core.
int choose_threads(int requested, std::int64_t macs_of_batch);
inline constexpr std::int64_t small_step_macs = 100'000'000;

/// Sets the thread count of LibTorch for the calling thread; OpenMP keeps it per thread, so every worker calls this.
void use_threads(int count);

}  // namespace imprint
