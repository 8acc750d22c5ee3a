// SPDX-License-Identifier: GPL-3.0-or-later
// Experiments at random in all that varies in time: schedules, curves, rates, clocks, restarts, budgets, warm-up, and
// deficits of every kind with their windows and layers.
#pragma once

#include "core/base/random_stream.h"
#include "core/spec/experiment_spec.h"

namespace imprint::test {

inline constexpr std::int64_t timeline_steps_per_epoch = 6;

/// Two or more runs that often have much in common: each is the first one with a few changes.
std::vector<ExperimentSpec> random_timelines(RandomStream& stream, std::size_t count);

}  // namespace imprint::test
