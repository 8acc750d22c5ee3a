// SPDX-License-Identifier: GPL-3.0-or-later
// The leaves of a grid, without their tree.
#pragma once

#include <vector>

#include "app/workflow/sweep/sweep_plan.h"

namespace imprint {

/// Every combination of the axes, seeds innermost, each with its late control when there is one; before them their
/// baselines. Steps and windows are filled in; parents are not. Throws as plan_sweep does.
std::vector<SweepLeaf> sweep_leaves(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, int threads);

}  // namespace imprint
