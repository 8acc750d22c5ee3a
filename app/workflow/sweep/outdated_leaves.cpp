// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/outdated_leaves.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/schedule/run_timeline.h"
#include "core/store/event_log.h"
#include "core/store/run_trash.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_steps_compared = 100'000'000;

std::size_t at(int leaf) { return static_cast<std::size_t>(leaf); }

/// The leaf whose steps it takes over, -1 = none.
int source_of(const SweepLeaf& leaf) { return leaf.same_as >= 0 ? leaf.same_as : leaf.parent; }

/// A stored plan may say anything: what can't be compared is not shared.
std::int64_t shared_with_source(const SweepPlan& plan, const SweepLeaf& leaf) try {
  const SweepLeaf& other = plan.leaves[at(source_of(leaf))];
  const RunTimeline mine(leaf.spec, leaf.steps_per_epoch), others(other.spec, other.steps_per_epoch);
  return std::min(mine.total_steps(), others.total_steps()) > most_steps_compared ? 0 : shared_steps(mine, others);
} catch (const InputError&) {
  return 0;
}

bool is_still_the_same(const SweepPlan& plan, const SweepLeaf& leaf) {
  return leaf.same_as >= 0 && shared_with_source(plan, leaf) == leaf.total_steps;
}

/// Empty when the leaf may take over what it did.
std::string why_outdated(const SweepPlan& plan, const SweepLeaf& leaf, const std::vector<bool>& is_outdated) {
  const int source = source_of(leaf);
  if (source < 0) return {};
  const SweepLeaf& other = plan.leaves[at(source)];
  const std::int64_t taken = leaf.same_as >= 0 ? leaf.total_steps : leaf.branch_step;
  const std::int64_t shared = shared_with_source(plan, leaf);
  const std::string took = "took over " + std::to_string(taken) + " steps of " + other.id;
  if (taken > shared) return took + ", of which " + std::to_string(shared) + " are the same";
  return is_outdated[at(source)] ? took + ", which is outdated" : "";
}

void move_away(const SweepDirectory& directory, const SweepLeaf& leaf) {
  std::error_code error;
  if (fs::exists(directory.run(leaf).root(), error)) move_to_trash(directory.root(), directory.run(leaf).root());
}

/// Damage against a baseline that is computed again is another one.
void forget_comparisons(const SweepDirectory& directory, const SweepPlan& plan, int baseline) {
  std::error_code error;
  for (const SweepLeaf& leaf : plan.leaves)
    if (leaf.baseline == baseline) fs::remove(directory.run(leaf).comparison(), error);
}

}  // namespace

std::vector<OutdatedLeaf> outdated_leaves(const SweepPlan& plan) {
  std::vector<OutdatedLeaf> outdated;
  if (plan.planner >= planner_version) return outdated;
  std::vector<bool> is_outdated(plan.leaves.size(), false);
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {  // a parent stands before its children
    std::string why = why_outdated(plan, plan.leaves[i], is_outdated);
    if (why.empty()) continue;
    is_outdated[i] = true;
    outdated.push_back({static_cast<int>(i), std::move(why)});
  }
  return outdated;
}

SweepPlan with_leaves_by_themselves(SweepPlan plan, const std::vector<OutdatedLeaf>& outdated) {
  plan.planner = planner_version;
  for (const OutdatedLeaf& one : outdated) {
    SweepLeaf& leaf = plan.leaves[at(one.leaf)];
    if (is_still_the_same(plan, leaf)) continue;  // as another one that is computed again
    leaf.parent = leaf.same_as = -1;
    leaf.branch_step = 0;
  }
  measure_plan(plan);
  return plan;
}

std::string outdated_text(const SweepPlan& plan, const std::vector<OutdatedLeaf>& outdated,
                          const SweepDirectory& directory) {
  if (outdated.empty()) return {};
  std::string text =
      "This sweep was planned by an older version, which let runs share steps that are not the same. The "
      "results of " +
      std::to_string(outdated.size()) + " of its " + std::to_string(plan.leaves.size()) +
      " runs must be computed again: imprint sweep run --out " + directory.root().string() +
      " does so, and keeps what they hold now in " + directory.trash().string() + ".\n\n";
  for (const OutdatedLeaf& one : outdated) text += "- " + plan.leaves[at(one.leaf)].id + ": " + one.why + "\n";
  return text;
}

std::string bring_up_to_date(const SweepDirectory& directory) {
  const SweepPlan plan = directory.read_plan();
  if (plan.planner >= planner_version) return {};
  const auto outdated = outdated_leaves(plan);
  for (const OutdatedLeaf& one : outdated) {
    move_away(directory, plan.leaves[at(one.leaf)]);
    forget_comparisons(directory, plan, one.leaf);
    append_event(directory.events(), 0, "outdated", plan.leaves[at(one.leaf)].id + ": " + one.why);
  }
  directory.replace_plan(with_leaves_by_themselves(plan, outdated));
  return outdated_text(plan, outdated, directory);
}

}  // namespace imprint
