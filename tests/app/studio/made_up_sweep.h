// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps for the desktop's tests: planned by the real planner, run and reported by nobody.
#pragma once

#include <chrono>
#include <thread>

#include "app/studio/bridge/sweep_functions.h"
#include "core/base/error.h"
#include "datasets/facts/dataset_facts.h"
#include "tests/app/studio/waiting.h"

namespace imprint::test {

/// 2 onsets x 2 lengths x 3 seeds of small_spec(), 10 epochs of 10 steps.
inline SweepSpec small_sweep() {
  SweepSpec sweep;
  sweep.base = small_spec();
  sweep.base.comparison.baseline = false;
  sweep.axes = {{"deficit.0.onset", {"0", "4"}}, {"deficit.0.length", {"2", "4"}}, {"seed", {"1", "2", "3"}}};
  return sweep;
}

inline SweepPlan planned(const SweepSpec& sweep) { return plan_sweep(sweep, published_train_samples, {4}); }

/// A condition whose damage is the same for three seeds.
inline ConditionReport condition(const std::string& onset, const std::string& length, double damage, double adjusted_p,
                                 int seeds = 3) {
  ConditionReport report;
  report.coordinates = {{"deficit.0.onset", onset}, {"deficit.0.length", length}};
  report.label = "onset " + onset + ", length " + length;
  for (int seed = 1; seed <= seeds; ++seed) {
    ComparedRun run;
    run.directory = "runs/onset=" + onset + "_length=" + length + "_seed=" + std::to_string(seed);
    run.seed = static_cast<std::uint64_t>(seed);
    run.result = {"test/accuracy", "last", 0.9, 0.9 - damage, damage, 0.1, 0.5};
    report.runs.push_back(run);
  }
  report.damage.mean = damage;
  if (seeds >= 3) report.damage.interval = ConfidenceInterval{damage - 0.01, damage + 0.01, 0.95};
  report.damage.effect_size = 1.5;
  report.damage.p_value = adjusted_p / 2;
  report.damage.adjusted_p_value = adjusted_p;
  report.recovery = {{0, damage * 2, report.damage.interval, seeds}, {20, damage, report.damage.interval, seeds}};
  report.recovered = 1;
  report.median_steps_to_recover = 40;
  if (seeds == 0) report.missing = {"onset=" + onset + "_length=" + length + "_seed=1: not started"};
  return report;
}

/// Onsets 0, 4, 10 and lengths 2, 4; one cell has no run yet and one is no part of the grid.
inline SweepReport made_up_report() {
  SweepReport report;
  report.name = "small";
  report.metric = "test/accuracy";
  report.final_value = "last";
  report.margin = 0.01;
  report.steps_per_epoch = 10;
  report.axes = {"deficit.0.onset", "deficit.0.length"};
  report.conditions = {condition("0", "2", 0.010, 0.20), condition("0", "4", 0.040, 0.004),
                       condition("4", "2", -0.005, 0.90), condition("4", "4", 0.020, 0.03),
                       condition("10", "2", 0, 1, 0)};
  report.predictors = {{"fisher/trace", 0.62, ConfidenceInterval{0.2, 0.8, 0.95}, 12}};
  report.finished = 15;
  report.leaves = 18;
  return report;
}

/// Finishes a leaf a round; the last one fails. `endless` waits for the cancel after the first.
inline studio::SweepJob made_up_sweep_job(const SweepPlan& plan, bool endless = false) {
  return [plan, endless](const SweepOptions&, RunControl& control, SweepListener& listener) {
    SweepSummary summary;
    SweepProgress& progress = summary.progress;
    progress.leaves.resize(plan.leaves.size());
    progress.steps_in_all = plan.planned_steps;
    listener.on_plan(plan);
    listener.on_message("begun");
    try {
      for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
        control.wait_for_turn();
        const bool last = i + 1 == plan.leaves.size();
        progress.leaves[i].state = last ? LeafState::failed : LeafState::finished;
        progress.leaves[i].step = plan.leaves[i].total_steps;
        if (last) progress.leaves[i].reason = "diverged at step 12";
        progress.finished += last ? 0 : 1;
        progress.failed += last ? 1 : 0;
        progress.steps_done += plan.leaves[i].own_steps();
        progress.steps_per_second = 50;
        listener.on_progress(progress);
        if (endless) wait_until_cancelled(control.token());
      }
      summary.state = RunState::failed;
    } catch (const CancelledError&) {
      summary.state = RunState::cancelled;
    }
    return summary;
  };
}

}  // namespace imprint::test
