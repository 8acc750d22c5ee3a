// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the runs that can start is started first.
#pragma once

#include <cstdint>
#include <vector>

#include "app/workflow/sweep/sweep_plan.h"

namespace imprint {

/// A number for each leaf; the smallest of those that can start goes first.
///
///   planned  minus the steps on the longest way to an end of the leaf's subtree: the sweep as a whole ends soonest
///   random   the rank of its id under `seed`, the same at each start and in each larger grid. What others
///            wait for, a parent or a baseline, takes the lowest rank among them: so cells become complete in random
///            order, and a sweep that was stopped holds a fair sample of its grid
std::vector<std::int64_t> start_order(const SweepPlan& plan, std::uint64_t seed);

}  // namespace imprint
