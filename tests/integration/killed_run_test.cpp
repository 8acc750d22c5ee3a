// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, killed with SIGKILL at random moments and resumed, against a run that nothing disturbed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/random_stream.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/records/spec_io.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

/// Starts `imprint` with these words; its output goes nowhere.
pid_t start(const std::vector<std::string>& words) {
  const char* build = std::getenv("IMPRINT_BINARY_DIR");
  const std::string program = std::string(build == nullptr ? "." : build) + "/bin/imprint";
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execv(program.c_str(), arguments.data());
    ::_exit(127);
  }
  return child;
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// metrics.csv without its clock column.
std::string metrics_without_time(const fs::path& directory) {
  std::string text;
  for (const auto& row : read_metrics(directory / "metrics.csv"))
    text += std::to_string(row.step) + row.metric + std::to_string(std::bit_cast<std::uint64_t>(row.value)) +
            (std::isnan(row.standard_error) ? "" : std::to_string(std::bit_cast<std::uint64_t>(row.standard_error))) +
            "\n";
  return text;
}

std::string last_weights(const RunDirectory& directory) {
  return read_whole_file(model_file(directory.checkpoints(), checkpoint_steps(directory.checkpoints()).back()));
}

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
