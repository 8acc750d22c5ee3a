// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler alone: an executor that pretends, and run directories as real runs leave them.
#include "app/workflow/sweep/sweep_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <thread>

#include "app/workflow/sweep/outdated_leaves.h"
#include "app/workflow/sweep/start_order.h"
#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/metrics_file.h"
#include "core/store/run_trash.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

void put_checkpoint(const fs::path& folder, std::int64_t step) {
  fs::create_directories(folder);
  write_file_atomically(state_file(folder, step), "state");
  write_file_atomically(model_file(folder, step), "model");
}

/// What a run does to its directory, up to `step`.
void pretend_to_train(const fs::path& directory, std::int64_t step, std::int64_t total) {
  const RunDirectory run(directory);
  for (const RunBranch& branch : run.read_branches())
    if (branch.step <= step && checkpoint_steps(directory / branch.directory / "checkpoints").empty())
      put_checkpoint(directory / branch.directory / "checkpoints", branch.step);
  put_checkpoint(run.checkpoints(), step);
  MetricsWriter metrics(run.metrics(), 0);
  const MetricRow row{.step = total, .epoch = 1, .metric = metric::test_accuracy, .value = 0.5};
  metrics.append({&row, 1});
  run.write_status(
      {.state = step == total ? RunState::finished : RunState::running, .step = step, .total_steps = total});
}

class PretendedRuns : public RunExecutor {
 public:
  explicit PretendedRuns(const SweepPlan& plan, int slots) : plan_(plan), slots_(slots) {}
  int free_slots() const override { return slots_ - running(); }
  int running() const override { return static_cast<int>(started_.size()); }
  void start(int leaf, const fs::path& directory) override {
    order.push_back(plan_.leaves[static_cast<std::size_t>(leaf)].id);
    started_.push_back({leaf, directory});
  }
  std::vector<RunEnd> ended() override {
    std::vector<RunEnd> ends;
    for (const auto& [leaf, directory] : std::exchange(started_, {})) {
      const SweepLeaf& plan = plan_.leaves[static_cast<std::size_t>(leaf)];
      const auto troubles = trouble.find(plan.id);
      if (troubles != trouble.end() && !troubles->second.empty()) {
        const auto next = troubles->second.front();
        troubles->second.erase(troubles->second.begin());
        RunEnd end = next(directory);
        end.leaf = leaf;
        ends.push_back(end);
        continue;
      }
      pretend_to_train(directory, plan.total_steps, plan.total_steps);
      ends.push_back({.leaf = leaf});
    }
    return ends;
  }
  void pause() override {}
  void resume() override {}
  void stop() override {}

  std::vector<std::string> order;
  std::map<std::string, std::vector<std::function<RunEnd(const fs::path&)>>> trouble;

 private:
  struct Started {
    int leaf;
    fs::path directory;
  };
  const SweepPlan& plan_;
  int slots_;
  std::vector<Started> started_;
};

RunEnd failure(const std::string& message) { return {.exit_code = 1, .message = message}; }
RunEnd loss() { return {.lost = true, .message = "its process was killed"}; }

class Messages : public SweepListener {
 public:
  void on_message(const std::string& text) override { all += text + "\n"; }
  std::string all;
};

class SweepPoolTest : public ::testing::Test {
 protected:
  SweepPoolTest() {
    sweep_.base.training.iterations = 100;
    sweep_.base.training.batch_size = 10;
    sweep_.base.comparison.final_value = "last";
    sweep_.base.deficits = {{.kind = "precision", .length = 0.1, .unit = "fraction", .bits = 2}};
    sweep_.axes = {{"deficit.0.onset", {"0.2", "0.6"}}, {"deficit.0.length", {"0.1", "0.3"}}};
    plan_ = plan_of(sweep_);
    directory_.create(sweep_, plan_);
  }

  static SweepPlan plan_of(const SweepSpec& sweep) {
    return plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  }
  /// Another sweep in place of the usual one.
  void take(const SweepSpec& sweep) {
    sweep_ = sweep;
    plan_ = plan_of(sweep_);
    directory_ = SweepDirectory(folder_ / "other");
    directory_.create(sweep_, plan_);
  }

  SweepPool pool() { return SweepPool(directory_, plan_, runs_, messages_); }

  /// Rounds until it is over; the pool looks at the disk by the clock, so it is given time.
  void work_off(SweepPool& pool) {
    for (int i = 0; i < 4000 && !pool.is_over(); ++i) {
      pool.turn(true);
      if (runs_.running() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_TRUE(pool.is_over());
  }

  test::TemporaryFolder folder_;
  SweepSpec sweep_;
  SweepDirectory directory_{folder_ / "sweep"};
  SweepPlan plan_;
  Messages messages_;
  PretendedRuns runs_{plan_, 1};
};

constexpr char baseline[] = "baseline_seed=1";
constexpr char early[] = "onset=0.2_length=0.1_seed=1";
constexpr char longer[] = "onset=0.2_length=0.3_seed=1";
constexpr char late[] = "onset=0.6_length=0.1_seed=1";
constexpr char late_longer[] = "onset=0.6_length=0.3_seed=1";

TEST_F(SweepPoolTest, TakesTheLongestWayFirstAndChildrenAfterTheirParents) {
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_THAT(runs_.order, ElementsAre(baseline, early, longer, late, late_longer));
  EXPECT_EQ(pool.progress().finished, 5);
  EXPECT_EQ(pool.progress().steps_done, plan_.planned_steps);
  EXPECT_THAT(pool.failures(), IsEmpty());
}

TEST_F(SweepPoolTest, InRandomOrderCellsBecomeCompleteAsTheirRanksSay) {
  SweepSpec random = sweep_;
  random.order = "random";
  random.axes = {
      {"deficit.0.onset", {"0", "0.2", "0.4", "0.6"}}, {"deficit.0.length", {"0.1", "0.3"}}, {"seed", {"1", "2"}}};
  take(random);
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_EQ(pool.progress().finished, 18);
  EXPECT_FALSE(std::ranges::is_sorted(runs_.order));
  const auto ranks = start_order(plan_, 1);
  const auto place = [&](int leaf) {
    return std::ranges::find(runs_.order, plan_.leaves[static_cast<std::size_t>(leaf)].id);
  };
  for (int i = 0; i < std::ssize(plan_.leaves); ++i)
    for (int j = 0; j < std::ssize(plan_.leaves); ++j)
      if (ranks[static_cast<std::size_t>(i)] < ranks[static_cast<std::size_t>(j)]) {
        EXPECT_LT(place(i), place(j)) << plan_.leaves[static_cast<std::size_t>(i)].id;
      }
}

TEST_F(SweepPoolTest, ALeafThatIsTheSameAsAnotherIsARunOfItsOwn) {
  SweepSpec same = sweep_;
  same.base.deficits[0].bits = 8;  // which is what the baseline has
  same.axes = {{"deficit.0.onset", {"0.2", "0.6"}}};
  take(same);
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_THAT(runs_.order, ElementsAre(baseline));
  EXPECT_EQ(pool.progress().finished, 3);
  for (int i = 1; i < 3; ++i) {
    const SweepLeaf& leaf = plan_.leaves[static_cast<std::size_t>(i)];
    const RunDirectory run = directory_.run(leaf);
    EXPECT_EQ(run.read_config(), leaf.spec);
    EXPECT_EQ(run.read_status().state, RunState::finished);
    EXPECT_EQ(run.read_status().reason, "the same as baseline_seed=1, all 100 steps");
    EXPECT_EQ(read_whole_file(run.metrics()), read_whole_file(directory_.run(plan_.leaves[0]).metrics()));
    EXPECT_THAT(checkpoint_steps(run.checkpoints()), ElementsAre(100));
    EXPECT_EQ(run.read_comparison().damage, 0);
  }
  fs::remove_all(directory_.run(plan_.leaves[2]).root());  // another pool makes it again
  SweepPool second = this->pool();
  EXPECT_TRUE(directory_.run(plan_.leaves[2]).exists());
}

TEST_F(SweepPoolTest, WhatAnOlderVersionSharedWronglyIsComputedAgainAndNothingElse) {
  SweepPlan old = plan_;
  old.planner = 1;
  const int last = static_cast<int>(old.leaves.size()) - 1;
  ASSERT_EQ(old.leaves[4].id, late_longer);
  old.leaves[3].branch_step = 80;  // the onset is at 60
  old.leaves[4].branch_step = 90;
  directory_.replace_plan(old);
  plan_ = directory_.read_plan();
  SweepPool first = this->pool();
  work_off(first);
  ASSERT_EQ(first.progress().finished, 5);
  const auto outdated = outdated_leaves(plan_);
  ASSERT_EQ(outdated.size(), 2U);
  EXPECT_EQ(outdated[0].why, "took over 80 steps of baseline_seed=1, of which 60 are the same");
  EXPECT_EQ(outdated[1].leaf, last);
  directory_.write_progress(first.progress(), RunState::finished);
  EXPECT_EQ(directory_.read_progress().finished, 3);
  EXPECT_THAT(directory_.read_progress().leaves[3].reason, HasSubstr("must be computed again: took over 80 steps"));

  EXPECT_THAT(bring_up_to_date(directory_), HasSubstr("results of 2 of its 5 runs must be computed again"));
  EXPECT_EQ(bring_up_to_date(directory_), "");
  EXPECT_THAT(find_trashed(directory_.root()), SizeIs(2));
  plan_ = directory_.read_plan();
  EXPECT_THAT(outdated_leaves(plan_), IsEmpty());
  EXPECT_EQ(plan_.leaves[3].own_steps(), 100);
  EXPECT_EQ(plan_.planned_steps, 100 + 80 + 70 + 100 + 100);
  runs_.order.clear();
  SweepPool second = this->pool();
  work_off(second);
  EXPECT_THAT(runs_.order, ElementsAre(late, late_longer));
  EXPECT_EQ(second.progress().finished, 5);
}

TEST_F(SweepPoolTest, ABaselineThatIsComputedAgainTakesItsComparisonsWithIt) {
  SweepPlan old = plan_;
  old.planner = 1;
  SweepLeaf stranger = old.leaves[0];
  stranger.id = "stranger";
  stranger.spec.seed = 9;
  old.leaves.insert(old.leaves.begin(), stranger);
  for (SweepLeaf& leaf : old.leaves)
    for (int* index : {&leaf.parent, &leaf.baseline})
      if (*index >= 0) ++*index;
  old.leaves[1].parent = 0;
  old.leaves[1].branch_step = 10;  // of another seed
  old.leaves[5].parent = -1;
  old.leaves[5].branch_step = 0;
  directory_.replace_plan(old);
  plan_ = directory_.read_plan();
  SweepPool first = this->pool();
  work_off(first);
  EXPECT_EQ(outdated_leaves(plan_).size(), 4U);  // the baseline and all that descends from it
  EXPECT_TRUE(fs::exists(directory_.run(plan_.leaves[5]).comparison()));
  bring_up_to_date(directory_);
  EXPECT_FALSE(directory_.run(plan_.leaves[2]).exists());
  EXPECT_TRUE(directory_.run(plan_.leaves[0]).exists());
  EXPECT_TRUE(directory_.run(plan_.leaves[5]).exists());
  EXPECT_FALSE(fs::exists(directory_.run(plan_.leaves[5]).comparison()));
  plan_ = directory_.read_plan();
  SweepPool second = this->pool();
  work_off(second);
  EXPECT_TRUE(fs::exists(directory_.run(plan_.leaves[5]).comparison()));
}

TEST_F(SweepPoolTest, LeavesOneCheckpointAndTheComparisonBehind) {
  SweepPool pool = this->pool();
  work_off(pool);
  for (const SweepLeaf& leaf : plan_.leaves) {
    EXPECT_THAT(checkpoint_steps(directory_.run(leaf).checkpoints()), ElementsAre(100)) << leaf.id;
    EXPECT_EQ(fs::exists(directory_.run(leaf).comparison()), !leaf.is_baseline) << leaf.id;
  }
}

TEST_F(SweepPoolTest, TriesAFailedRunOnceMore) {
  runs_.trouble[early] = {[](auto&) { return failure("out of memory"); }};
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_EQ(pool.progress().finished, 5);
  EXPECT_EQ(std::ranges::count(runs_.order, early), 2);
  EXPECT_THAT(messages_.all, HasSubstr("out of memory; it is tried again"));
}

TEST_F(SweepPoolTest, ReportsARunThatFailsTwiceAndLetsItsChildrenBeginByThemselves) {
  runs_.trouble[early] = {2, [](auto&) { return failure("out of memory"); }};
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_EQ(pool.progress().finished, 4);
  EXPECT_THAT(pool.failures(), ElementsAre(std::string(early) + ": out of memory"));
  EXPECT_EQ(std::ranges::count(runs_.order, longer), 1);
}

TEST_F(SweepPoolTest, WhatWouldShareADivergedRunsStepsFailsWithIt) {
  const auto diverges = [](const fs::path& directory) {
    RunDirectory(directory).write_status(
        {.state = RunState::failed, .reason = "diverged at step 12", .total_steps = 100});
    return failure("diverged at step 12");
  };
  runs_.trouble[baseline] = {2, diverges};
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_THAT(runs_.order, ElementsAre(baseline, baseline));
  EXPECT_EQ(pool.progress().failed, 5);
  EXPECT_THAT(pool.failures().back(), HasSubstr("diverged at step 12, in the steps that it shares with"));
}

TEST_F(SweepPoolTest, ALostRunIsContinuedAsLongAsItGetsOn) {
  const auto lost_at = [](std::int64_t step) {
    return [step](const fs::path& directory) {
      put_checkpoint(directory / "checkpoints", step);
      return loss();
    };
  };
  runs_.trouble[baseline] = {lost_at(10), lost_at(15), lost_at(30), lost_at(31), lost_at(50), lost_at(60)};
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_EQ(pool.progress().finished, 5);
  EXPECT_EQ(std::ranges::count(runs_.order, baseline), 7);
}

TEST_F(SweepPoolTest, ALostRunThatDoesNotGetOnIsGivenUp) {
  runs_.trouble[early] = {9, [](auto&) { return loss(); }};
  SweepPool pool = this->pool();
  work_off(pool);
  EXPECT_EQ(std::ranges::count(runs_.order, early), 4);
  EXPECT_THAT(pool.failures(), ElementsAre(std::string(early) + ": its process was killed"));
}

TEST_F(SweepPoolTest, TakesUpWhatAnEarlierPoolHasLeft) {
  {
    SweepPool first = this->pool();
    for (int i = 0; i < 3; ++i) first.turn(true);
  }
  const auto done = runs_.order.size();
  ASSERT_GT(done, 1U);
  SweepPool second = this->pool();
  work_off(second);
  EXPECT_EQ(second.progress().finished, 5);
  EXPECT_EQ(std::ranges::count(runs_.order, baseline), 1);
}

TEST_F(SweepPoolTest, ADeletedRunIsComputedAgainByItself) {
  SweepPool first = this->pool();
  work_off(first);
  fs::remove_all(directory_.runs() / longer);
  SweepPool second = this->pool();
  work_off(second);
  EXPECT_EQ(second.progress().finished, 5);
  EXPECT_EQ(std::ranges::count(runs_.order, longer), 2);
  EXPECT_EQ(std::ranges::count(runs_.order, baseline), 1);
}

TEST_F(SweepPoolTest, ARunDeletedUnderTheRunningSweepIsNoticed) {
  SweepPool pool = this->pool();
  for (int i = 0; i < 3; ++i) pool.turn(true);
  ASSERT_EQ(runs_.order.front(), baseline);
  fs::remove_all(directory_.runs() / baseline);
  work_off(pool);
  EXPECT_EQ(pool.progress().finished, 5);
  EXPECT_THAT(messages_.all, HasSubstr("runs/baseline_seed=1 was deleted; it is computed again"));
}

TEST_F(SweepPoolTest, AFullDiskEndsTheSweep) {
  runs_.trouble[baseline] = {[](auto& directory) {
    RunDirectory(directory).write_status({.state = RunState::failed,
                                          .reason = "cannot write metrics.csv: the disk is full",
                                          .failure = FailureKind::disk_full});
    return failure("see its status");
  }};
  SweepPool pool = this->pool();
  for (int i = 0; i < 5; ++i) pool.turn(true);
  EXPECT_THAT(pool.fatal_problem(), HasSubstr("disk is full"));
  EXPECT_EQ(runs_.order.size(), 1U);
}

TEST_F(SweepPoolTest, ProgressReadsBackFromTheDirectory) {
  runs_.trouble[early] = {2, [](auto&) { return failure("out of memory"); }};
  SweepPool pool = this->pool();
  work_off(pool);
  directory_.write_progress(pool.progress(), RunState::failed);
  const SweepProgress read = directory_.read_progress();
  EXPECT_EQ(read.finished, 4);
  EXPECT_EQ(read.failed, 1);
  EXPECT_EQ(read.steps_done, pool.progress().steps_done);
  EXPECT_EQ(directory_.read_state(), RunState::failed);
}

}  // namespace
}  // namespace imprint
