// SPDX-License-Identifier: GPL-3.0-or-later
// The scheduler alone: an executor that pretends, and run directories as real runs leave them.
#include "app/workflow/sweep/sweep_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <map>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/metrics_file.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

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
  run.write_status({.state = step == total ? RunState::finished : RunState::running, .step = step, .total_steps = total});
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
    SweepSpec sweep;
    sweep.base.training.iterations = 100;
    sweep.base.training.batch_size = 10;
    sweep.base.comparison.final_value = "last";
    sweep.base.deficits = {{.kind = "precision", .length = 0.1, .unit = "fraction", .bits = 2}};
    sweep.axes = {{"deficit.0.onset", {"0.2", "0.6"}}, {"deficit.0.length", {"0.1", "0.3"}}};
    plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
    directory_.create(sweep, plan_);
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
    RunDirectory(directory).write_status({.state = RunState::failed, .reason = "diverged at step 12", .total_steps = 100});
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
