// SPDX-License-Identifier: GPL-3.0-or-later
// Where the leaves of a plan stand in the drawn tree: time to the right, one lane a run that is computed, a branch
// below the lane that it leaves. Branches that leave later stand nearer, so that no branch crosses a lane.
#pragma once

#include <cstdint>
#include <vector>

#include "app/workflow/sweep/sweep_plan.h"

namespace imprint::studio {

struct TreeLane {
  int leaf = 0;
  int parent_lane = -1;
  std::int64_t begin = 0;  // the branch step
  std::int64_t end = 0;
  std::vector<StepWindow> windows;  // the parts in [begin, end)
  std::vector<int> same;            // leaves that are the very same run
};

struct TreeLayout {
  std::vector<TreeLane> lanes;    // from top to bottom
  std::vector<int> lane_of_leaf;  // of one that is the same as another: that one's
  std::int64_t total_steps = 1;
  std::int64_t steps_per_epoch = 1;
};

TreeLayout tree_layout(const SweepPlan& plan);

}  // namespace imprint::studio
