// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, killed with SIGKILL at random moments and resumed, against a run that nothing disturbed.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/random_stream.h"
#include "core/spec/spec_io.h"
#include "core/store/run_directory.h"
#include "tests/integration/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

class KilledRun : public ::testing::Test {
 protected:
  KilledRun() {
    write_tiny_mnist(folder_ / "data");
    ExperimentSpec spec = tiny_file_spec(folder_ / "data");
    spec.training.epochs = 20;
    write_file_atomically(folder_ / "spec.toml", spec_to_toml(spec));
  }
  std::string out(const std::string& name) const { return (folder_ / name).string(); }
  std::vector<std::string> fresh(const std::string& name) const {
    return {"run", (folder_ / "spec.toml").string(), "--out", out(name)};
  }
  /// Waits until the run has stored at least `rows` rows, then kills it.
  void kill_after_rows(pid_t child, const std::string& name, std::size_t rows) {
    for (int i = 0; i < 20000; ++i) {
      const fs::path file = folder_ / name / "metrics.csv";
      if (fs::exists(file) && fs::file_size(file) > 40 * rows) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ::kill(child, SIGKILL);
    wait_for(child);
  }
  /// By default three times; IMPRINT_KILLS=100 is for an evening.
  void expect_same_bits_whenever_it_is_killed(const ExperimentSpec& spec) {
    write_file_atomically(folder_ / "spec.toml", spec_to_toml(spec));
    const auto began = std::chrono::steady_clock::now();
    ASSERT_EQ(wait_for(start(fresh("whole"))), 0);
    const auto whole_time =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
    const char* kills = std::getenv("IMPRINT_KILLS");
    int killed = 0;
    for (int i = 0; i < (kills == nullptr ? 3 : std::atoi(kills)); ++i) {
      RandomStream stream(30, StreamPurpose::bootstrap, static_cast<std::uint64_t>(i));
      fs::remove_all(folder_ / "killed");
      const pid_t child = start(fresh("killed"));
      std::this_thread::sleep_for(whole_time * stream.uniform());
      ::kill(child, SIGKILL);
      killed += wait_for(child) == 128 + SIGKILL;
      expect_same_end(i);
    }
    std::cout << "    " << killed << " killed before their end\n";
  }

  void expect_same_end(int kill) {
    const bool is_run = RunDirectory(folder_ / "killed").exists();
    ASSERT_EQ(
        wait_for(start(is_run ? std::vector<std::string>{"run", "--resume", "--out", out("killed")} : fresh("killed"))),
        0);
    for (const char* arm : {"", "baseline"}) {
      EXPECT_EQ(metrics_without_time(folder_ / "whole" / arm), metrics_without_time(folder_ / "killed" / arm)) << kill;
      EXPECT_EQ(last_weights(RunDirectory(folder_ / "whole" / arm)),
                last_weights(RunDirectory(folder_ / "killed" / arm)))
          << kill;
    }
  }

  TemporaryFolder folder_;
};

TEST_F(KilledRun, EndsWithTheBitsOfAnUndisturbedRun) {
  ASSERT_EQ(wait_for(start(fresh("whole"))), 0);
  RandomStream stream(20, StreamPurpose::bootstrap);
  kill_after_rows(start(fresh("killed")), "killed", 20 + stream.below(100));
  for (const std::size_t rows : {300, 700})
    kill_after_rows(start({"run", "--resume", "--out", out("killed")}), "killed", rows + stream.below(150));
  EXPECT_NE(RunDirectory(folder_ / "killed").read_status().state, RunState::finished);
  ASSERT_EQ(wait_for(start({"run", "--resume", "--out", out("killed")})), 0);

  const RunDirectory whole(folder_ / "whole");
  const RunDirectory killed(folder_ / "killed");
  EXPECT_EQ(metrics_without_time(whole.root()), metrics_without_time(killed.root()));
  EXPECT_EQ(metrics_without_time(whole.baseline().root()), metrics_without_time(killed.baseline().root()));
  EXPECT_EQ(last_weights(whole), last_weights(killed));
  EXPECT_EQ(last_weights(whole.baseline()), last_weights(killed.baseline()));
}

TEST_F(KilledRun, AtWhateverMomentItEndsWithTheSameBits) {
  ExperimentSpec spec = load_spec(folder_ / "spec.toml");
  spec.training.optimizer = "adam";
  spec.training.learning_rate = 0.002;
  spec.deficits.push_back({.kind = "noise", .onset = 3, .length = 2});
  expect_same_bits_whenever_it_is_killed(spec);
}

/// Hidden state that goes on from batch to batch, dropout, and a rate that remembers how validation went: checkpoints
/// stand in the middle of epochs.
TEST_F(KilledRun, OfTextWithARateThatFollowsValidation) {
  ExperimentSpec spec = load_spec(folder_ / "spec.toml");
  write_tiny_corpus(folder_ / "text");
  spec.dataset = {.name = "text", .root = (folder_ / "text").string()};
  spec.dataset.options.set("stretch", 5);
  spec.model.name = "lstm";
  spec.model.options.set("hidden", std::vector<int>{12});
  spec.model.options.set("dropout", 0.3);
  spec.training.epochs = 12;
  spec.training.batch_size = 4;
  spec.training.learning_rate = 20;
  spec.training.momentum = 0;
  spec.training.clip_norm = 0.25;
  spec.training.lr_schedule = "plateau";
  spec.training.lr_factor = 0.5;
  spec.deficits.push_back({.kind = "token-noise", .onset = 3, .length = 2, .share = 0.5});
  spec.comparison.metric = "test/perplexity";
  spec.comparison.final_value = best_validation;
  spec.checkpoint.every = "5 iterations";
  expect_same_bits_whenever_it_is_killed(spec);
  EXPECT_NE(read_file_inside(folder_ / "whole" / "metrics.csv").find("learning_rate,10,"), std::string::npos)
      << "the rate never fell: the test could not fail";
}

TEST_F(KilledRun, OfAGraphThatIsSampled) {
  ExperimentSpec spec = load_spec(folder_ / "spec.toml");
  write_tiny_graph(folder_ / "graph");
  spec.dataset = {.name = "graph", .root = (folder_ / "graph").string()};
  spec.dataset.options.set("neighbours", std::vector<int>{3, 2});
  spec.model.name = "sage";
  spec.model.options.set("hidden", std::vector<int>{6});
  spec.model.options.set("dropout", 0.3);
  spec.training.epochs = 20;
  spec.training.batch_size = 8;
  spec.deficits.push_back({.kind = "dropped-edges", .onset = 3, .length = 2, .share = 0.5});
  spec.checkpoint.every = "5 iterations";
  expect_same_bits_whenever_it_is_killed(spec);
}

TEST_F(KilledRun, ASecondProcessIsRefusedWhileTheFirstWorks) {
  const pid_t first = start(fresh("busy"));
  for (int i = 0; i < 10000 && !fs::exists(folder_ / "busy" / "metrics.csv"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  EXPECT_EQ(wait_for(start({"run", "--resume", "--out", out("busy")})), 2);
  ::kill(first, SIGTERM);
  EXPECT_EQ(wait_for(first), 130);
  EXPECT_EQ(RunDirectory(folder_ / "busy").read_status().state, RunState::cancelled);
}

}  // namespace
}  // namespace imprint::test
