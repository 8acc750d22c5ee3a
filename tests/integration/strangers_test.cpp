// SPDX-License-Identifier: GPL-3.0-or-later
// Every command, and the desktop, over folders that an enemy has packed: it ends, it says what is wrong, it touches
// nothing outside, and no escape sequence gets out.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <sstream>
#include <thread>

#include "app/cli/commands.h"
#include "app/cli/figure/figure_commands.h"
#include "app/cli/jobs/job_commands.h"
#include "app/cli/program.h"
#include "app/cli/sweep/sweep_commands.h"
#include "app/workflow/dataset_size.h"
#include "app/workflow/model_macs.h"
#include "core/base/printable_text.h"
#include "core/base/text.h"
#include "tests/integration/hostile_folders.h"
#include "tests/support/sanitizer.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

constexpr unsigned longest_seconds =
    seconds_until_hang(240);  // where a pipe or a plan of 2^63 steps is waited for, it is for ever
constexpr std::chrono::seconds patience(60);

cli::CommandSet all_commands() {
  cli::CommandSet set;
  set.commands.push_back(cli::make_run_command());
  cli::add_schedule_commands(set, model_macs);
  set.commands.push_back(cli::make_range_test_command());
  set.commands.push_back(cli::make_curvature_command());
  cli::add_sweep_commands(set, count_train_samples);
  cli::add_figure_commands(set);
  cli::add_runs_commands(set);
  return set;
}

class StrangersFolders : public ::testing::Test {
 protected:
  StrangersFolders() {
    ::alarm(longest_seconds);
    ::setenv("IMPRINT_RUNS", (folders_.scratch() / "store/runs").c_str(), 1);
    EXPECT_EQ(command({"sweep", "plan", folders_.sweep_spec().string(), "--out", planned().string()}), 0);
    folders_.pack_sweeps(planned());
    before_ = folders_.what_must_stay();
  }
  ~StrangersFolders() override {
    ::unsetenv("IMPRINT_RUNS");
    ::alarm(0);
  }
  fs::path planned() const { return folders_.scratch() / "planned"; }
  std::string scratch(const std::string& name) const { return (folders_.scratch() / name).string(); }

  /// The exit code, after a look at what was said and at what must be untouched.
  int command(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    const cli::CommandSet set = all_commands();
    const int code = cli::run_program(words, set, out, err);
    const std::string said = out.str() + err.str(), line = ::testing::PrintToString(words);
    EXPECT_EQ(said, printable_text(said)) << line;
    EXPECT_TRUE(code == 0 || code == 1 || code == 2) << line << ": " << code;
    EXPECT_TRUE(code == 0 || !said.empty()) << line;
    if (!before_.empty()) {
      EXPECT_EQ(folders_.what_must_stay(), before_) << line;
    }
    return code;
  }

  HostileFolders folders_;
  std::map<std::string, std::string> before_;
};

TEST_F(StrangersFolders, CommandsOverAllRunsShowTheGoodAndNameTheBad) {
  const std::string root = folders_.root().string();
  EXPECT_EQ(command({"runs", "list", root}), 0);
  EXPECT_EQ(command({"runs", "list", root, "--json"}), 0);
  EXPECT_EQ(command({"runs", "compare", root}), 0);
  EXPECT_EQ(command({"runs", "export", root, "--to", scratch("all.csv")}), 0);
  EXPECT_EQ(command({"runs", "export", root, "--to", scratch("all.json"), "--json"}), 0);
  for (const fs::path& recipe : folders_.recipes()) command({"figure", recipe.string(), "--out", scratch("figure")});
}

TEST_F(StrangersFolders, EachRunIsShownMeasuredAndContinuedOrRefused) {
  for (const fs::path& run : folders_.runs()) {
    command({"runs", "show", run.string()});
    command({"runs", "show", run.string(), "--json"});
    command({"curvature", run.string()});
    command({"run", "--resume", "--out", run.string()});
  }
}

TEST_F(StrangersFolders, EachSweepIsRefused) {
  for (const fs::path& sweep : folders_.sweeps()) {
    command({"sweep", "status", "--out", sweep.string()});
    command({"sweep", "report", "--out", sweep.string()});
    const int code = command({"sweep", "run", "--out", sweep.string()});
    // A progress.json is derived, and replaced whole: such a sweep goes on, with programs that a test has not.
    if (!sweep.filename().string().ends_with("progress.json")) {
      EXPECT_NE(code, 0) << sweep;
    }
  }
}

TEST_F(StrangersFolders, SpecsStayInTheFolderOfRuns) {
  for (const fs::path& spec : folders_.specs()) {
    command({"run", spec.string()});
    command({"sweep", "plan", spec.string()});
    command({"schedule", "show", spec.string()});
  }
  std::error_code absent;  // where every spec was refused
  for (const auto& entry : fs::directory_iterator(folders_.scratch() / "store", absent))
    EXPECT_EQ(entry.path().filename(), "runs");
  EXPECT_FALSE(fs::exists("/abs"));
}

/// The exit code; -1 when it had to be killed.
int studio(const std::vector<std::string>& words) {
  const char* build = std::getenv("IMPRINT_BINARY_DIR");
  const std::string program = std::string(build == nullptr ? "." : build) + "/bin/imprint-studio";
  if (::access(program.c_str(), X_OK) != 0) return 127;
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, number);
    ::execv(program.c_str(), arguments.data());
    ::_exit(127);
  }
  int status = 0;
  for (const auto end = std::chrono::steady_clock::now() + patience; std::chrono::steady_clock::now() < end;) {
    if (::waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return -1;
}

TEST_F(StrangersFolders, TheDesktopOpensThemOrSaysWhyNot) {
  ::setenv("IMPRINT_RUNS", folders_.root().c_str(), 1);
  ::setenv("XDG_CONFIG_HOME", scratch("config").c_str(), 1);
  const auto grab = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--grab", scratch("picture.png")});
    return studio(words);
  };
  const int whole = grab({"--page", "runs"});
  if (whole == 127) GTEST_SKIP() << "imprint-studio is not built here";
  EXPECT_EQ(whole, 0);
  for (const char* name :
       {"plan.json total_steps", "pipe lock", "deep plan.json", "config.json name", "sweep 0", "sweep deep"})
    for (const auto& entry : fs::directory_iterator(folders_.root()))
      if (entry.path().filename().string().starts_with(name)) {
        const int code = grab({"--open", entry.path().string()});
        EXPECT_TRUE(code == 0 || code == 2) << entry.path() << ": " << code;
        break;
      }
  EXPECT_EQ(folders_.what_must_stay(), before_);
  ::unsetenv("XDG_CONFIG_HOME");
}

}  // namespace
}  // namespace imprint::test
