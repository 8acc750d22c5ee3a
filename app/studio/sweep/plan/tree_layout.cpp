// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/plan/tree_layout.h"

#include <algorithm>

namespace imprint::studio {
namespace {

std::vector<StepWindow> parts_within(const std::vector<StepWindow>& windows, std::int64_t begin, std::int64_t end) {
  std::vector<StepWindow> parts;
  for (const StepWindow& window : windows) {
    const StepWindow part{std::max(window.begin, begin), std::min(window.end, end)};
    if (part.begin < part.end) parts.push_back(part);
  }
  return parts;
}

}  // namespace

TreeLayout tree_layout(const SweepPlan& plan) {
  TreeLayout layout;
  layout.lane_of_leaf.assign(plan.leaves.size(), -1);
  std::vector<std::vector<int>> children(plan.leaves.size());
  std::vector<int> pending;  // a stack: the next to be placed is its last
  for (int i = static_cast<int>(plan.leaves.size()) - 1; i >= 0; --i) {
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(i)];
    if (leaf.same_as >= 0) continue;
    if (leaf.parent >= 0)
      children[static_cast<std::size_t>(leaf.parent)].push_back(i);
    else
      pending.push_back(i);
  }
  const auto branch_step = [&](int leaf) { return plan.leaves[static_cast<std::size_t>(leaf)].branch_step; };
  while (!pending.empty()) {
    const int index = pending.back();
    pending.pop_back();
    const SweepLeaf& leaf = plan.leaves[static_cast<std::size_t>(index)];
    const int parent_lane = leaf.parent < 0 ? -1 : layout.lane_of_leaf[static_cast<std::size_t>(leaf.parent)];
    layout.lane_of_leaf[static_cast<std::size_t>(index)] = static_cast<int>(layout.lanes.size());
    layout.lanes.push_back({index,
                            parent_lane,
                            leaf.branch_step,
                            leaf.total_steps,
                            parts_within(leaf.windows, leaf.branch_step, leaf.total_steps),
                            {}});
    layout.total_steps = std::max(layout.total_steps, leaf.total_steps);
    layout.steps_per_epoch = leaf.steps_per_epoch;
    auto& branches = children[static_cast<std::size_t>(index)];
    std::ranges::stable_sort(branches, {}, branch_step);  // the latest comes off the stack first
    pending.insert(pending.end(), branches.begin(), branches.end());
  }
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    if (plan.leaves[i].same_as < 0) continue;
    const int lane = layout.lane_of_leaf[static_cast<std::size_t>(plan.leaves[i].same_as)];
    layout.lane_of_leaf[i] = lane;
    if (lane >= 0) layout.lanes[static_cast<std::size_t>(lane)].same.push_back(static_cast<int>(i));
  }
  return layout;
}

}  // namespace imprint::studio
