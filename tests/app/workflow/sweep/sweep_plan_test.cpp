// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/sweep_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/workflow/sweep/plan_json.h"
#include "core/base/random_stream.h"
#include "core/schedule/run_timeline.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::int64_t hundred_images(const DatasetSpec&) { return 100; }

SweepSpec window_sweep() {
  SweepSpec sweep;
  sweep.base.training.iterations = 100;
  sweep.base.training.batch_size = 10;
  sweep.base.deficits = {{.kind = "precision", .length = 0.1, .unit = "fraction", .bits = 2}};
  return sweep;
}

SweepPlan planned(const SweepSpec& sweep) { return plan_sweep(sweep, hundred_images, {4}); }

const SweepLeaf& leaf_named(const SweepPlan& plan, const std::string& id) {
  const auto found = std::ranges::find(plan.leaves, id, &SweepLeaf::id);
  EXPECT_NE(found, plan.leaves.end()) << id;
  return *found;
}

/// The obvious way: at every step, how many different pasts the leaves have.
std::int64_t steps_by_counting(const SweepPlan& plan) {
  std::vector<RunTimeline> runs;
  for (const SweepLeaf& leaf : plan.leaves) runs.emplace_back(leaf.spec, leaf.steps_per_epoch);
  std::vector<std::vector<StepDescription>> described(runs.size());
  for (std::size_t i = 0; i < runs.size(); ++i)
    for (std::int64_t t = 0; t < runs[i].total_steps(); ++t) described[i].push_back(runs[i].at(t));
  std::int64_t longest = 0;
  for (const SweepLeaf& leaf : plan.leaves) longest = std::max(longest, leaf.total_steps);
  std::vector<std::size_t> past(runs.size(), 0);  // leaves of one past have one number
  std::int64_t steps = 0;
  for (std::int64_t t = 0; t < longest; ++t) {
    std::vector<std::size_t> next(runs.size(), runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (t >= runs[i].total_steps()) continue;
      for (std::size_t j = 0; j < i && next[i] == runs.size(); ++j) {
        const bool both_go_on = t < runs[j].total_steps() && past[i] == past[j];
        // The last step of the shorter of two runs is its own.
        const bool is_last = runs[i].total_steps() != runs[j].total_steps() &&
                             t + 1 >= std::min(runs[i].total_steps(), runs[j].total_steps());
        const auto step = static_cast<std::size_t>(t);
        if (both_go_on && !is_last && runs[i].may_share(runs[j]) && described[i][step] == described[j][step])
          next[i] = next[j];
      }
      if (next[i] == runs.size()) {
        next[i] = i;
        ++steps;
      }
    }
    past = next;
  }
  return steps;
}

TEST(SweepPlan, AWindowSweepBranchesOffTheBaselineAndOffLongerWindows) {
  SweepSpec sweep = window_sweep();
  sweep.axes = {{"deficit.0.onset", {"0.3", "0.6"}}, {"deficit.0.length", {"0.1", "0.3"}}, {"seed", {"1"}}};
  const SweepPlan plan = planned(sweep);
  ASSERT_EQ(plan.leaves.size(), 5U);
  EXPECT_EQ(plan.leaves[0].id, "baseline_seed=1");
  const SweepLeaf& first = leaf_named(plan, "onset=0.3_length=0.1_seed=1");
  EXPECT_EQ(first.parent, 0);
  EXPECT_EQ(first.branch_step, 30);
  const SweepLeaf& longer = leaf_named(plan, "onset=0.3_length=0.3_seed=1");
  EXPECT_EQ(plan.leaves[static_cast<std::size_t>(longer.parent)].id, first.id);
  EXPECT_EQ(longer.branch_step, 40);
  EXPECT_EQ(longer.windows, (std::vector<StepWindow>{{30, 60}}));
  EXPECT_EQ(plan.leaves[static_cast<std::size_t>(longer.baseline)].id, "baseline_seed=1");
  EXPECT_EQ(plan.independent_steps, 500);
  EXPECT_EQ(plan.planned_steps, 100 + 70 + 60 + 40 + 30);
  EXPECT_EQ(plan.longest_path_steps, 100);
  EXPECT_THAT(plan.notes, IsEmpty());
}

TEST(SweepPlan, FourOnsetsAndThreeLengthsOfProtocolBSaveAFactorAbove1Point6) {
  SweepSpec sweep = window_sweep();
  sweep.axes = {{"deficit.0.onset", {"0", "0.25", "0.5", "0.7"}}, {"deficit.0.length", {"0.1", "0.2", "0.3"}}};
  const SweepPlan plan = planned(sweep);
  EXPECT_EQ(plan.independent_steps, 1300);
  EXPECT_EQ(plan.planned_steps, 100 + (100 + 90 + 80) + (75 + 65 + 55) + (50 + 40 + 30) + (30 + 20 + 10));
  EXPECT_GT(plan.saving_factor(), 1.6);
}

TEST(SweepPlan, InitialDeficitsShareTheirStepsOnlyWithAClockThatDoesNotKnowTheTotal) {
  SweepSpec sweep = sweep_protocol("deficit-then-normal").defaults;
  sweep.base.training.iterations = 100;
  sweep.axes = {{"deficit.0.length", {"0.2", "0.5", "1"}}};
  const SweepPlan frozen = planned(sweep);
  EXPECT_EQ(frozen.independent_steps, 100 + 120 + 150 + 200);
  EXPECT_EQ(frozen.planned_steps, 100 + 200 + 100 + 100);
  EXPECT_THAT(frozen.notes, IsEmpty());
  sweep.base.training.lr_clock = "running";
  sweep.base.training.lr_schedule = "cosine";
  const SweepPlan running = planned(sweep);
  EXPECT_GE(running.planned_steps, running.independent_steps - 3);  // a cosine agrees at its first step
  ASSERT_EQ(running.notes.size(), 1U);
  EXPECT_THAT(running.notes[0], HasSubstr("training.lr_schedule = cosine depends on how long the run is"));
  EXPECT_THAT(running.notes[0], HasSubstr("training.lr_clock = frozen"));
}

TEST(SweepPlan, SaysThatACyclicScheduleForbidsSharing) {
  SweepSpec sweep = sweep_protocol("deficit-then-normal").defaults;
  sweep.base.training.iterations = 100;
  sweep.base.precision.schedule = "CR";
  sweep.base.precision.cycles = 2;
  sweep.axes = {{"deficit.0.kind", {"blur"}}, {"deficit.0.length", {"0.2", "0.5"}}};
  const SweepPlan plan = planned(sweep);
  ASSERT_EQ(plan.notes.size(), 1U);
  EXPECT_THAT(plan.notes[0], HasSubstr("precision schedule differs"));
}

/// Controls of the mechanism change nothing before the deficit's last step, and nothing in a baseline.
TEST(SweepPlan, WhatEndsADeficitSharesAllStepsBeforeAndTheBaseline) {
  SweepSpec sweep = window_sweep();
  sweep.base.training.iterations = 100;
  sweep.base.deficits = {{.kind = "blur", .onset = 20, .length = 30, .unit = "iteration"}};
  sweep.axes = {{"recovery.batch_norm", {"keep", "re-estimate"}}, {"recovery.optimizer", {"keep", "reset"}}};
  const SweepPlan plan = planned(sweep);
  ASSERT_EQ(plan.leaves.size(), 5U) << "one baseline for all";
  EXPECT_EQ(plan.planned_steps, 100 + 29 + 4 * 51);
}

TEST(SweepPlan, EqualRunsAreComputedOnce) {
  SweepSpec sweep = window_sweep();
  sweep.base.deficits[0].kind = "blur";
  sweep.axes = {{"deficit.0.bits", {"2", "3"}}};  // bits mean nothing to a blur
  const SweepPlan plan = planned(sweep);
  ASSERT_EQ(plan.leaves.size(), 3U);
  EXPECT_EQ(plan.leaves[2].same_as, 1);
  EXPECT_EQ(plan.leaves[2].own_steps(), 0);
  EXPECT_EQ(plan.independent_steps, 200);
}

TEST(SweepPlan, TheLateControlHasTheLengthOfItsWindow) {
  SweepSpec sweep = window_sweep();
  sweep.late_onset = 0.6;
  sweep.axes = {{"deficit.0.onset", {"0", "0.6"}}, {"deficit.0.length", {"0.1", "0.3"}}};
  const SweepPlan plan = planned(sweep);
  EXPECT_EQ(plan.leaves.size(), 1U + 4U);  // the controls are in the grid already
  sweep.axes.erase(sweep.axes.begin());
  const SweepPlan controls = planned(sweep);
  EXPECT_EQ(controls.leaves.size(), 1U + 4U);
  EXPECT_EQ(leaf_named(controls, "onset=0.6_length=0.3_seed=1").windows, (std::vector<StepWindow>{{60, 90}}));
}

TEST(SweepPlan, BaselinesAreThoseOfTheSeedAndOfWhatIsNotAboutTheDeficit) {
  SweepSpec sweep = window_sweep();
  sweep.axes = {
      {"training.lr_restart", {"false", "true"}}, {"training.learning_rate", {"0.1", "0.2"}}, {"seed", {"1", "2"}}};
  const SweepPlan plan = planned(sweep);
  EXPECT_EQ(std::ranges::count_if(plan.leaves, &SweepLeaf::is_baseline), 4);
  for (const SweepLeaf& leaf : plan.leaves) {
    if (leaf.is_baseline) continue;
    const SweepLeaf& baseline = plan.leaves[static_cast<std::size_t>(leaf.baseline)];
    EXPECT_TRUE(baseline.is_baseline);
    EXPECT_EQ(baseline.spec.seed, leaf.spec.seed);
    EXPECT_EQ(baseline.spec.training.learning_rate, leaf.spec.training.learning_rate);
  }
}

TEST(SweepPlan, OfRandomGridsNeedsAsManySteps_AsCountingDifferentPastsSays) {
  const std::vector<std::string> kinds = {"precision", "blur", "flip"}, rates = {"constant", "cosine", "exponential"};
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    RandomStream stream(mix64(seed));
    SweepSpec sweep = window_sweep();
    sweep.base.training.iterations = 30;
    sweep.base.deficits[0].unit = "iteration";
    sweep.base.deficits[0].length = 6;
    sweep.base.training.lr_schedule = rates[stream.below(3)];
    sweep.base.training.budget = stream.below(2) == 0 ? "clean" : "total";
    sweep.base.training.lr_clock = stream.below(2) == 0 ? "frozen" : "running";
    sweep.axes = {{"deficit.0.onset", {"0", "5", "12"}}, {"deficit.0.length", {"3", "8"}}};
    if (stream.below(2) == 0) sweep.axes.push_back({"deficit.0.kind", {kinds[stream.below(3)], "noise"}});
    if (stream.below(2) == 0) sweep.axes.push_back({"deficit.0.bits", {"2", "4"}});
    if (stream.below(2) == 0) sweep.axes.push_back({"training.lr_restart", {"false", "true"}});
    const SweepPlan plan = planned(sweep);
    EXPECT_EQ(plan.planned_steps, steps_by_counting(plan)) << seed;
    for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
      const SweepLeaf& leaf = plan.leaves[i];
      if (leaf.parent < 0) continue;
      ASSERT_LT(leaf.parent, static_cast<int>(i));
      const SweepLeaf& parent = plan.leaves[static_cast<std::size_t>(leaf.parent)];
      EXPECT_GT(leaf.branch_step, parent.branch_step);
      EXPECT_GE(shared_steps(RunTimeline(leaf.spec, 10), RunTimeline(parent.spec, 10)), leaf.branch_step);
    }
  }
}

TEST(SweepPlan, ReadsBackFromItsJson) {
  SweepSpec sweep = window_sweep();
  sweep.axes = {{"deficit.0.onset", {"0.3", "0.6"}}, {"precision.schedule", {"static", "CR"}}, {"seed", {"1", "2"}}};
  const SweepPlan plan = planned(sweep);
  const SweepPlan again =
      plan_from_json(nlohmann::json::parse(plan_to_json(plan, sweep.base).dump()), sweep.base, "plan");
  ASSERT_EQ(again.leaves.size(), plan.leaves.size());
  for (std::size_t i = 0; i < plan.leaves.size(); ++i) {
    EXPECT_EQ(again.leaves[i].spec, plan.leaves[i].spec);
    EXPECT_EQ(again.leaves[i].coordinates, plan.leaves[i].coordinates);
    EXPECT_EQ(again.leaves[i].parent, plan.leaves[i].parent);
    EXPECT_EQ(again.leaves[i].branch_step, plan.leaves[i].branch_step);
    EXPECT_EQ(again.leaves[i].windows, plan.leaves[i].windows);
  }
  EXPECT_EQ(again.planned_steps, plan.planned_steps);
}

TEST(SweepPlan, RefusesAWindowPastTheEndNamingTheRun) {
  SweepSpec sweep = window_sweep();
  sweep.axes = {{"deficit.0.onset", {"0", "0.95"}}};
  EXPECT_THAT(test::input_error_of([&] { planned(sweep); }),
              HasSubstr("run onset=0.95_seed=1 of the grid: deficit.0.length"));
}

TEST(SweepPlan, AMillionRunsAreRefusedWithTheirCost) {
  SweepSpec sweep = window_sweep();
  SweepAxis seeds{"seed", {}}, rates{"training.learning_rate", {}};
  for (int i = 1; i <= 1000; ++i) {
    seeds.values.push_back(std::to_string(i));
    rates.values.push_back(std::to_string(i));
  }
  sweep.axes = {seeds, rates};
  const std::string error = test::input_error_of([&] { planned(sweep); });
  EXPECT_THAT(error, HasSubstr("the grid has 1000000 runs"));
  EXPECT_THAT(error, HasSubstr("100000000 steps"));
}

}  // namespace
}  // namespace imprint
