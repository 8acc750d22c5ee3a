// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/child_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "core/base/atomic_file.h"
#include "core/base/file_descriptor.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

std::vector<std::string> shell(const std::string& script) { return {"/bin/sh", "-c", script}; }

TEST(RunChild, GivesItsInputAndKeepsWhatItWrote) {
  const ChildWords said = run_child(shell("tr a-z A-Z; echo aside >&2; exit 3"), "abc");
  EXPECT_EQ(said.output, "ABC");
  EXPECT_EQ(said.errors, "aside\n");
  EXPECT_EQ(said.end.exit_code, 3);
  EXPECT_FALSE(said.end.lost);
}

// More than a pipe holds, on both streams and as input: nobody waits for anybody.
TEST(RunChild, IsNotHeldUpByMuchText) {
  const std::string much(1 << 20, 'x');
  const ChildWords said = run_child(shell("head -c 1000000 /dev/zero >&2; cat"), much);
  EXPECT_EQ(said.output, much);
  EXPECT_EQ(said.errors.size(), 1'000'000U);
}

TEST(RunChild, SaysThatAProgramIsNotThere) {
  const ChildWords said = run_child({"/nowhere/imprint"});
  EXPECT_TRUE(said.end.could_not_start);
  EXPECT_FALSE(said.end.lost);
}

TEST(ChildProcess, TellsAKilledOneFromOneThatEnded) {
  ChildProcess child({.words = shell("kill -9 $$")});
  EXPECT_TRUE(child.wait().lost);
  EXPECT_TRUE(child.ended()->lost) << "the same again";
}

TEST(ChildProcess, RunsUntilItIsAskedToEnd) {
  ChildProcess child({.words = {"/bin/sleep", "600"}});
  EXPECT_FALSE(child.ended().has_value());
  child.signal(SIGTERM);
  EXPECT_TRUE(child.wait().lost);
  child.signal(SIGTERM);  // of one that is gone: nothing happens to whoever has its number now
}

TEST(ChildProcess, DiesWithItsObject) {
  const test::TemporaryFolder folder;
  const std::string file = (folder / "alive").string();
  { const ChildProcess child({.words = shell("sleep 0.3; echo yes > " + file)}); }
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST(ChildProcess, WritesWhereItIsTold) {
  const test::TemporaryFolder folder;
  const FileDescriptor log(folder / "log.txt", O_WRONLY | O_CREAT | O_APPEND);
  ChildProcess({.words = shell("echo kept >&2; echo lost"), .errors = log.get()}).wait();
  EXPECT_EQ(read_whole_file(folder / "log.txt"), "kept\n");
}

TEST(ChildProcess, LeavesItsParentsGroupWhenAsked) {
  const test::TemporaryFolder folder;
  const FileDescriptor told(folder / "group.txt", O_WRONLY | O_CREAT);
  ChildProcess({.words = shell("ps -o pgid= -p $$ | tr -d ' '; echo $$"), .output = told.get(), .own_group = true})
      .wait();
  const std::string text = read_whole_file(folder / "group.txt");
  EXPECT_EQ(text.substr(0, text.find('\n') + 1), text.substr(text.find('\n') + 1));
}

}  // namespace
}  // namespace imprint
