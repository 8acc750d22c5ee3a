// SPDX-License-Identifier: GPL-3.0-or-later
// A sweep by the program itself: its leaves against runs by themselves, and against a sweep whose pool and workers were
// killed again and again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/atomic_file.h"
#include "core/base/random_stream.h"
#include "core/spec/spec_io.h"
#include "core/store/checkpoint_files.h"
#include "core/store/run_lock.h"
#include "tests/integration/program.h"
#include "tests/support/model_specs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

void rest(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }

class KilledSweep : public ::testing::Test {
 protected:
  KilledSweep() {
    write_tiny_mnist(folder_ / "data");
    sweep_.base = tiny_file_spec(folder_ / "data");
    sweep_.base.training.epochs = 6;
    sweep_.base.deficits = {{.kind = "precision", .length = 0.25, .unit = "fraction", .bits = 2}};
    sweep_.base.comparison.final_value = "last";
    sweep_.axes = {{"deficit.0.onset", {"0", "0.25", "0.5"}}, {"deficit.0.length", {"0.2", "0.4"}}, {"seed", {"1"}}};
    write_sweep();
  }
  void write_sweep() const { write_file_atomically(folder_ / "sweep.toml", sweep_to_toml(sweep_)); }
  void expect_leaves_as_by_themselves() {
    ASSERT_EQ(wait_for(start(sweep_into("sweep"))), 0);
    const SweepDirectory sweep(folder_ / "sweep");
    const SweepPlan plan = sweep.read_plan();
    ASSERT_EQ(plan.leaves.size(), 7U);
    EXPECT_LT(plan.planned_steps, plan.independent_steps);
    for (const SweepLeaf& leaf : plan.leaves) {
      const RunDirectory alone(folder_ / ("alone-" + leaf.id));
      write_file_atomically(folder_ / "leaf.toml", spec_to_toml(leaf.spec, true));
      ASSERT_EQ(wait_for(start({"run", path("leaf.toml"), "--out", alone.root().string()})), 0);
      EXPECT_EQ(metrics_without_time(sweep.run(leaf).root()), metrics_without_time(alone.root())) << leaf.id;
      EXPECT_EQ(last_weights(sweep.run(leaf)), last_weights(alone)) << leaf.id;
      EXPECT_EQ(checkpoint_steps(sweep.run(leaf).checkpoints()).size(), 1U) << "branch checkpoints are gone";
    }
    EXPECT_TRUE(fs::exists(sweep.report_text()));
  }
  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::vector<std::string> sweep_into(const std::string& name) const {
    return {"sweep", "run", path("sweep.toml"), "--out", path(name)};
  }
  /// A process that works in the runs of the sweep, 0 when there is none just now.
  pid_t some_worker(const SweepDirectory& sweep, RandomStream& stream) const {
    std::vector<pid_t> workers;
    for (const auto& entry : fs::directory_iterator(sweep.runs()))
      if (const int owner = lock_owner(RunDirectory(entry.path()).lock()); owner != 0) workers.push_back(owner);
    return workers.empty() ? 0 : workers[stream.below(workers.size())];
  }
  TemporaryFolder folder_;
  SweepSpec sweep_;
};

TEST_F(KilledSweep, LeavesAreTheirRunsByThemselvesBitForBit) { expect_leaves_as_by_themselves(); }

/// Branches in the middle of an epoch take the hidden state along.
TEST_F(KilledSweep, LeavesOfATextAreTheirRunsByThemselvesBitForBit) {
  sweep_.base.dataset = {.name = "synthetic-text", .train_limit = 320, .test_limit = 40};
  sweep_.base.model = model_of_layers("rnn", {12});
  sweep_.base.training.batch_size = 32;
  sweep_.base.comparison.metric = "test/perplexity";
  write_sweep();
  expect_leaves_as_by_themselves();
}

TEST_F(KilledSweep, EndsAsIfNothingHadHappened) {
  ASSERT_EQ(wait_for(start(sweep_into("whole"))), 0);
  const SweepDirectory whole(folder_ / "whole"), killed(folder_ / "killed");
  RandomStream stream(5, StreamPurpose::bootstrap);
  for (int kill = 0; kill < 10; ++kill) {
    const pid_t pool =
        start(kill == 0 ? sweep_into("killed") : std::vector<std::string>{"sweep", "run", "--out", path("killed")});
    for (int i = 0; i < 5000 && lock_owner(killed.lock()) == 0; ++i) rest(2);
    rest(200 + static_cast<int>(stream.below(900)));
    if (const pid_t worker = some_worker(killed, stream); worker != 0 && kill % 2 == 0) {
      ::kill(worker, SIGKILL);
      rest(100 + static_cast<int>(stream.below(400)));
    }
    ::kill(pool, SIGKILL);
    wait_for(pool);
    if (killed.exists() && killed.read_state() == RunState::finished) break;
  }
  ASSERT_EQ(wait_for(start({"sweep", "run", "--out", path("killed")})), 0);
  for (const SweepLeaf& leaf : whole.read_plan().leaves) {
    EXPECT_EQ(metrics_without_time(whole.run(leaf).root()), metrics_without_time(killed.run(leaf).root())) << leaf.id;
    EXPECT_EQ(last_weights(whole.run(leaf)), last_weights(killed.run(leaf))) << leaf.id;
  }
}

TEST_F(KilledSweep, ASecondPoolIsRefused) {
  const pid_t first = start(sweep_into("busy"));
  const SweepDirectory busy(folder_ / "busy");
  for (int i = 0; i < 10000 && lock_owner(busy.lock()) == 0; ++i) rest(2);
  EXPECT_EQ(wait_for(start({"sweep", "run", "--out", path("busy")})), 2);
  ::kill(first, SIGTERM);
  EXPECT_EQ(wait_for(first), 130);
  EXPECT_EQ(busy.read_state(), RunState::cancelled);
}

}  // namespace
}  // namespace imprint::test
