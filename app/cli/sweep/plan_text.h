// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep's plan for people.
#pragma once

#include <string>

#include "app/workflow/sweep/sweep_plan.h"

namespace imprint::cli {

/// What it costs, in words.
std::string plan_summary(const SweepPlan& plan);

/// One line a leaf: its way through time, deficits drawn thick, beginning where it leaves its parent. At most
/// `most_leaves` lines.
std::string plan_tree(const SweepPlan& plan, std::size_t most_leaves);

}  // namespace imprint::cli
