// SPDX-License-Identifier: GPL-3.0-or-later
// From a grid to the runs that it needs, and to the tree in which they share what they have in common.
//
// Runs that do the same up to some step (core/schedule/run_timeline.h) are computed once up to it: a leaf starts from
// the checkpoint that its parent, itself a leaf, leaves at the branch step. A window sweep so branches off the baseline
// at each onset, and off the longer window at the end of each shorter one. Every leaf is bit-identical to its run
// alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"
#include "core/spec/sweep_spec.h"

namespace imprint {

/// Training samples of an experiment, after its limit. Throws InputError for a dataset that can't be read.
using TrainSamplesOf = std::function<std::int64_t(const DatasetSpec&)>;

/// The value of one axis at a leaf.
struct Coordinate {
  std::string key;  // dotted field name
  std::string value;
  bool operator==(const Coordinate&) const = default;
};

/// One run of the grid.
struct SweepLeaf {
  std::string id;                       // its folder below runs/: "onset=0.2_length=0.1_seed=1", "baseline_seed=1"
  ExperimentSpec spec;                  // threads fixed, no baseline of its own
  std::vector<Coordinate> coordinates;  // in the order of the axes, without the seed
  bool is_baseline = false;
  int baseline = -1;  // the seed-paired leaf without deficits; of a baseline itself -1
  std::int64_t total_steps = 0;
  std::int64_t steps_per_epoch = 1;
  std::vector<StepWindow> windows;  // of its deficits
  StepWindow continuation = {};     // its steps in 16 bits; empty where there are none
  int same_as = -1;                 // an earlier leaf that is the very same run: nothing is computed here
  int parent = -1;                  // the leaf whose trajectory it leaves; -1 = it starts at step 0
  std::int64_t branch_step = 0;     // the steps that it takes over from the parent

  std::int64_t own_steps() const { return same_as >= 0 ? 0 : total_steps - branch_step; }
};

/// Raised whenever the rule changes by which runs share steps. 1 took claims about schedules for granted and compared
/// deficits by their kind; 2 decides by what every step does.
inline constexpr int planner_version = 2;

struct SweepPlan {
  int planner = planner_version;        // of a stored plan: the version that made it
  std::vector<SweepLeaf> leaves;        // a parent stands before its children
  std::int64_t independent_steps = 0;   // of all different leaves, each by itself
  std::int64_t planned_steps = 0;       // with shared prefixes
  std::int64_t longest_path_steps = 0;  // the least that any number of processes takes
  int processes = 1;                    // runs at a time
  int threads = 1;                      // of each run
  std::string order = "planned";        // in which runs start: start_order.h
  std::vector<std::string> notes;       // why steps that look alike can't be shared

  double saving_factor() const;  // independent / planned
};

/// What the machine offers.
struct MachineSize {
  int cores = 1;
};

/// Throws InputError that names the leaf for a window past the end or a grid without leaves; an InputError too for more
/// than `most_leaves`, with the number of runs and of steps.
SweepPlan plan_sweep(const SweepSpec& sweep, const TrainSamplesOf& train_samples_of, MachineSize machine,
                     std::int64_t most_leaves = 5000);

/// Sets the three counts of steps from the leaves.
void measure_plan(SweepPlan& plan);

/// The steps on the longest way from each leaf's start to an end of its subtree, its own included.
std::vector<std::int64_t> remaining_paths(const SweepPlan& plan);

}  // namespace imprint
