// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "app/workflow/sweep/sweep_leaves.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/schedule/deficit_window.h"
#include "core/schedule/run_timeline.h"
#include "core/spec/batch_sizes.h"

namespace imprint {
namespace {

/// Builds the tree among leaves of the same conditions.
class TreeBuilder {
 public:
  /// `timelines` are those of the leaves.
  TreeBuilder(std::vector<SweepLeaf>& leaves, const std::vector<RunTimeline>& timelines, TimelineParts parts)
      : leaves_(leaves), timelines_(timelines), parts_(parts) {}

  void build() {
    std::vector<std::vector<int>> groups;
    for (int leaf = 0; leaf < static_cast<int>(leaves_.size()); ++leaf) {
      const auto alike = std::ranges::find_if(groups, [&](const std::vector<int>& group) {
        return timelines_[at(group.front())].may_share(timelines_[at(leaf)]);
      });
      if (alike == groups.end())
        groups.push_back({leaf});
      else
        alike->push_back(leaf);
    }
    for (const std::vector<int>& group : groups) grow(group, -1, 0);
  }

 private:
  static std::size_t at(int leaf) { return static_cast<std::size_t>(leaf); }

  /// The first leaf of the group leaves `parent` after `branch_step` steps and carries the others, which leave it in
  /// turn; those that leave it at the same step may share more with each other.
  void grow(const std::vector<int>& group, int parent, std::int64_t branch_step) {
    const int carrier = group.front();
    leaves_[at(carrier)].parent = parent;
    leaves_[at(carrier)].branch_step = branch_step;
    std::map<std::int64_t, std::vector<int>> leaving;
    for (const int leaf : group) {
      if (leaf == carrier) continue;
      const std::int64_t shared = shared_steps(timelines_[at(carrier)], timelines_[at(leaf)], parts_);
      if (shared == leaves_[at(leaf)].total_steps && shared == leaves_[at(carrier)].total_steps)
        leaves_[at(leaf)].same_as = carrier;
      else
        leaving[shared].push_back(leaf);
    }
    for (const auto& [step, leaves] : leaving) {
      // What leaves no later than the carrier itself began has nothing from it: it leaves the carrier's own parent.
      if (step <= branch_step)
        grow(leaves, parent, step);
      else
        grow(leaves, carrier, step);
    }
  }

  std::vector<SweepLeaf>& leaves_;
  const std::vector<RunTimeline>& timelines_;
  TimelineParts parts_;
};

std::vector<RunTimeline> timelines_of(const std::vector<SweepLeaf>& leaves) {
  std::vector<RunTimeline> timelines;
  timelines.reserve(leaves.size());
  for (const SweepLeaf& leaf : leaves) timelines.emplace_back(leaf.spec, leaf.steps_per_epoch);
  return timelines;
}

/// Parents before children, otherwise in the order they had.
void order_by_descent(std::vector<SweepLeaf>& leaves) {
  std::vector<int> order;
  std::vector<int> place(leaves.size(), -1);
  const auto visit = [&](const auto& self, int leaf) -> void {
    const auto index = static_cast<std::size_t>(leaf);
    if (place[index] >= 0) return;
    if (leaves[index].parent >= 0) self(self, leaves[index].parent);
    if (leaves[index].same_as >= 0) self(self, leaves[index].same_as);
    place[index] = static_cast<int>(order.size());
    order.push_back(leaf);
  };
  for (int leaf = 0; leaf < static_cast<int>(leaves.size()); ++leaf) visit(visit, leaf);
  std::vector<SweepLeaf> ordered;
  const auto moved = [&](int leaf) { return leaf < 0 ? leaf : place[static_cast<std::size_t>(leaf)]; };
  for (const int leaf : order) {
    SweepLeaf& next = ordered.emplace_back(std::move(leaves[static_cast<std::size_t>(leaf)]));
    next.parent = moved(next.parent);
    next.same_as = moved(next.same_as);
    next.baseline = moved(next.baseline);
  }
  leaves = std::move(ordered);
}

std::int64_t steps_to_train(const std::vector<SweepLeaf>& leaves) {
  return std::accumulate(leaves.begin(), leaves.end(), std::int64_t{0},
                         [](std::int64_t sum, const SweepLeaf& leaf) { return sum + leaf.own_steps(); });
}

/// How many steps the tree would need if the named part did not count.
std::int64_t steps_without(std::vector<SweepLeaf> leaves, const std::vector<RunTimeline>& timelines,
                           TimelineParts parts) {
  TreeBuilder(leaves, timelines, parts).build();
  return steps_to_train(leaves);
}

void explain(SweepPlan& plan) {
  const std::vector<RunTimeline> timelines = timelines_of(plan.leaves);
  const auto lost = [&](TimelineParts parts) {
    return plan.planned_steps - steps_without(plan.leaves, timelines, parts);
  };
  const auto& training = plan.leaves.back().spec.training;
  if (const std::int64_t steps = lost({.learning_rate = false}); steps > 0)
    plan.notes.push_back(
        std::to_string(steps) + " more steps could be shared, but the learning rate differs: training.lr_schedule = " +
        training.lr_schedule + " depends on how long the run is or when its clock runs; " +
        (training.budget == "clean" && training.lr_clock == "running"
             ? "training.lr_clock = frozen, or a constant or exponential rate, lets runs of different length share"
             : "a constant or exponential rate lets runs of different length share"));
  if (const std::int64_t steps = lost({.precision_schedule = false}); steps > 0)
    plan.notes.push_back(std::to_string(steps) +
                         " more steps could be shared, but the precision schedule differs there: a cyclic or drawn "
                         "schedule stretches over the whole run, so runs of different length do not agree");
}

void require_bearable(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, std::int64_t most_leaves) {
  const double size = sweep_size(sweep) * (sweep.late_onset >= 0 ? 2 : 1);
  if (size <= static_cast<double>(most_leaves)) return;
  const ExperimentSpec& base = sweep.base;
  const BatchSizes batches{train_samples_of(base.dataset), base.training.batch_size};
  const auto steps_of_one = training_budget_steps(base.training, batches.steps_per_epoch());
  const double steps = size * static_cast<double>(steps_of_one);
  throw InputError("the grid has " + plain_text(size) + " runs, more than " + std::to_string(most_leaves) +
                   ", and about " + plain_text(steps) +
                   " steps: take values away, or say that you want them all (--most-leaves " + plain_text(size) + ")");
}

int threads_of(const SweepSpec& sweep, MachineSize machine) {
  if (sweep.base.threads > 0) return sweep.base.threads;
  const double leaves = sweep_size(sweep) + 1;
  return std::max(1, static_cast<int>(machine.cores / std::min<double>(machine.cores, leaves)));
}

}  // namespace

double SweepPlan::saving_factor() const {
  return planned_steps > 0 ? static_cast<double>(independent_steps) / static_cast<double>(planned_steps) : 1;
}

std::vector<std::int64_t> remaining_paths(const SweepPlan& plan) {
  std::vector<std::int64_t> paths(plan.leaves.size(), 0);
  for (std::size_t i = plan.leaves.size(); i-- > 0;) {
    const SweepLeaf& leaf = plan.leaves[i];
    paths[i] = std::max(paths[i], leaf.own_steps());
    if (leaf.parent < 0 || leaf.same_as >= 0) continue;
    const auto parent = static_cast<std::size_t>(leaf.parent);
    paths[parent] = std::max(paths[parent], leaf.branch_step - plan.leaves[parent].branch_step + paths[i]);
  }
  return paths;
}

void measure_plan(SweepPlan& plan) {
  plan.independent_steps = plan.longest_path_steps = 0;
  for (const SweepLeaf& leaf : plan.leaves) plan.independent_steps += leaf.same_as >= 0 ? 0 : leaf.total_steps;
  plan.planned_steps = steps_to_train(plan.leaves);
  const auto paths = remaining_paths(plan);
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    if (plan.leaves[i].parent < 0) plan.longest_path_steps = std::max(plan.longest_path_steps, paths[i]);
}

SweepPlan plan_sweep(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, MachineSize machine,
                     std::int64_t most_leaves) {
  require_bearable(sweep, train_samples_of, most_leaves);
  SweepPlan plan;
  plan.threads = threads_of(sweep, machine);
  plan.order = sweep.order;
  plan.leaves = sweep_leaves(sweep, train_samples_of, plan.threads);
  if (plan.leaves.empty()) throw InputError("the grid is empty: give [sweep.grid] a field with values");
  TreeBuilder(plan.leaves, timelines_of(plan.leaves), {}).build();
  order_by_descent(plan.leaves);
  measure_plan(plan);
  const int wanted = sweep.processes > 0 ? sweep.processes : std::max(1, machine.cores / plan.threads);
  const auto different = std::ranges::count_if(plan.leaves, [](const SweepLeaf& leaf) { return leaf.same_as < 0; });
  plan.processes = static_cast<int>(std::min<std::int64_t>(wanted, different));
  explain(plan);
  return plan;
}

}  // namespace imprint
