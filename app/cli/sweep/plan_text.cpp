// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/plan_text.h"

#include <algorithm>

#include "app/cli/table.h"

namespace imprint::cli {
namespace {

constexpr std::int64_t lane_width = 60;  // characters for the longest run

std::string counted(std::size_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

bool is_in_deficit(const SweepLeaf& leaf, std::int64_t step) {
  return std::ranges::any_of(leaf.windows, [&](const StepWindow& window) { return window.contains(step); });
}

std::string lane_of(const SweepLeaf& leaf, std::int64_t longest) {
  std::string lane;
  for (std::int64_t i = 0; i < lane_width; ++i) {
    const std::int64_t begin = i * longest / lane_width, end = (i + 1) * longest / lane_width;
    if (begin >= leaf.total_steps) break;
    const bool is_own = end > leaf.branch_step;
    const bool is_start = leaf.parent >= 0 && is_own && begin <= leaf.branch_step;
    lane += !is_own ? " " : is_start ? "└" : is_in_deficit(leaf, begin) ? "▓" : "─";
  }
  return lane;
}

}  // namespace

std::string plan_summary(const SweepPlan& plan) {
  const auto same =
      static_cast<std::size_t>(std::ranges::count_if(plan.leaves, [](const auto& leaf) { return leaf.same_as >= 0; }));
  const auto baselines = static_cast<std::size_t>(std::ranges::count_if(plan.leaves, &SweepLeaf::is_baseline));
  std::string text =
      counted(plan.leaves.size(), "run", "runs") + ", " + counted(baselines, "of them a baseline", "of them baselines");
  if (same > 0) text += ", " + std::to_string(same) + " the same as another and not computed again";
  text += "\n" + std::to_string(plan.planned_steps) + " steps in place of " + std::to_string(plan.independent_steps) +
          ": shared prefixes save " + percent(1 - 1 / plan.saving_factor()) + ", a factor of " +
          significant(plan.saving_factor(), 3) + "\n" +
          counted(static_cast<std::size_t>(plan.processes), "process", "processes") + " at a time with " +
          counted(static_cast<std::size_t>(plan.threads), "thread", "threads") + " each; the longest path has " +
          std::to_string(plan.longest_path_steps) + " steps\n";
  if (plan.order == "random")
    text += "runs start in random order, so that a sweep that is stopped holds a fair sample\n";
  for (const std::string& note : plan.notes) text += note + "\n";
  return text;
}

std::string plan_tree(const SweepPlan& plan, std::size_t most_leaves) {
  std::int64_t longest = 1;
  for (const SweepLeaf& leaf : plan.leaves) longest = std::max(longest, leaf.total_steps);
  Table table({{"RUN"}, {"FROM", Align::right}, {"STEPS", Align::right}, {"0 .. " + std::to_string(longest)}});
  for (std::size_t i = 0; i < plan.leaves.size() && i < most_leaves; ++i) {
    const SweepLeaf& leaf = plan.leaves[i];
    if (leaf.same_as >= 0)
      table.add_row({leaf.id, "", "0", "the same as " + plan.leaves[static_cast<std::size_t>(leaf.same_as)].id});
    else
      table.add_row(
          {leaf.id, std::to_string(leaf.branch_step), std::to_string(leaf.own_steps()), lane_of(leaf, longest)});
  }
  std::string text = table.text();
  if (plan.leaves.size() > most_leaves)
    text += "and " + std::to_string(plan.leaves.size() - most_leaves) + " more (--tree shows them all)\n";
  return text;
}

}  // namespace imprint::cli
