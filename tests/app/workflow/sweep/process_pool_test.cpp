// SPDX-License-Identifier: GPL-3.0-or-later
// Real processes, of a shell script in place of the program.
#include "app/workflow/sweep/process_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "core/base/atomic_file.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ProcessPoolTest : public ::testing::Test {
 protected:
  /// The script is called as the program is: run --resume --out DIR.
  fs::path program(const std::string& script) {
    write_file_atomically(folder_ / "program", "#!/bin/sh\n" + script + "\n");
    fs::permissions(folder_ / "program", fs::perms::owner_all);
    return folder_ / "program";
  }
  fs::path run(const std::string& name) {
    fs::create_directories(folder_ / name);
    return folder_ / name;
  }
  template <class Condition>
  static bool comes_true(Condition condition) {
    for (int i = 0; i < 10000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }
  static std::vector<RunEnd> all_ends(ProcessPool& pool) {
    std::vector<RunEnd> ends;
    comes_true([&] {
      for (RunEnd& end : pool.ended()) ends.push_back(std::move(end));
      return pool.running() == 0;
    });
    return ends;
  }
  pid_t pid_in(const fs::path& file) {
    EXPECT_TRUE(comes_true([&] { return fs::exists(file) && fs::file_size(file) > 0; }));
    return std::stoi(read_whole_file(file));
  }
  static char state_of(pid_t pid) {
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string number, name;
    char state = '?';
    stat >> number >> name >> state;
    return state;
  }
  test::TemporaryFolder folder_;
};

constexpr char wait_for_a_signal[] =
    "trap 'exit 130' TERM; echo $$ > $4/pid.tmp; mv $4/pid.tmp $4/pid; while :; do sleep 0.01; done";

TEST_F(ProcessPoolTest, GivesTheProgramTheRunAndTellsHowItEnded) {
  ProcessPool pool(program("echo \"$1 $2 $3\" > $4/words; echo first >&2; echo 'out of luck' >&2; exit 1"), 2);
  pool.start(7, run("a"));
  EXPECT_EQ(pool.free_slots(), 1);
  const auto ends = all_ends(pool);
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_EQ(ends[0].leaf, 7);
  EXPECT_EQ(ends[0].exit_code, 1);
  EXPECT_FALSE(ends[0].lost);
  EXPECT_EQ(ends[0].message, "out of luck");
  EXPECT_EQ(read_whole_file(folder_ / "a/words"), "run --resume --out\n");
  EXPECT_EQ(read_whole_file(folder_ / "a/log.txt"), "first\nout of luck\n");
  EXPECT_EQ(pool.free_slots(), 2);
}

TEST_F(ProcessPoolTest, AKilledProcessIsLost) {
  ProcessPool pool(program(wait_for_a_signal), 1);
  pool.start(0, run("a"));
  ::kill(pid_in(folder_ / "a/pid"), SIGKILL);
  const auto ends = all_ends(pool);
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_TRUE(ends[0].lost);
}

TEST_F(ProcessPoolTest, PausedProcessesStandStillAndStopEndsThemEvenSo) {
  ProcessPool pool(program(wait_for_a_signal), 2);
  pool.start(0, run("a"));
  pool.start(1, run("b"));
  const pid_t a = pid_in(folder_ / "a/pid"), b = pid_in(folder_ / "b/pid");
  pool.pause();
  EXPECT_TRUE(comes_true([&] { return state_of(a) == 'T' && state_of(b) == 'T'; }));
  pool.resume();
  EXPECT_TRUE(comes_true([&] { return state_of(a) != 'T' && state_of(b) != 'T'; }));
  pool.pause();
  pool.stop();
  const auto ends = all_ends(pool);
  ASSERT_EQ(ends.size(), 2U);
  for (const RunEnd& end : ends) EXPECT_EQ(end.exit_code, 130);
}

TEST_F(ProcessPoolTest, NoProcessOutlivesThePool) {
  pid_t pid = 0;
  {
    ProcessPool pool(program(wait_for_a_signal), 1);
    pool.start(0, run("a"));
    pid = pid_in(folder_ / "a/pid");
  }
  EXPECT_TRUE(comes_true([&] { return ::kill(pid, 0) != 0; }));
}

TEST_F(ProcessPoolTest, AProgramThatIsNotThereIsNamed) {
  ProcessPool pool(folder_ / "nothing", 1);
  pool.start(0, run("a"));
  const auto ends = all_ends(pool);
  ASSERT_EQ(ends.size(), 1U);
  EXPECT_THAT(ends[0].message, HasSubstr("cannot start " + (folder_ / "nothing").string()));
}

}  // namespace
}  // namespace imprint
