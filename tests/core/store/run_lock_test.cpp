// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_lock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

/// Another process that holds a lock until it is told to go, or killed.
class LockingProcess {
 public:
  explicit LockingProcess(const std::filesystem::path& lock_file) {
    int ready[2], leave[2];
    if (::pipe(ready) != 0 || ::pipe(leave) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) hold(lock_file, ready[1], leave);
    char word = 0;
    if (::read(ready[0], &word, 1) != 1) throw std::runtime_error("the child took no lock");
    leave_ = leave[1];
    for (const int end : {ready[0], ready[1], leave[0]}) ::close(end);
  }
  ~LockingProcess() {
    if (pid_ > 0) kill();
    ::close(leave_);
  }
  LockingProcess(const LockingProcess&) = delete;
  LockingProcess& operator=(const LockingProcess&) = delete;

  pid_t pid() const { return pid_; }
  void kill() {
    ::kill(pid_, SIGKILL);
    wait();
  }
  void leave() {
    ::close(std::exchange(leave_, -1));
    wait();
  }

 private:
  [[noreturn]] static void hold(const std::filesystem::path& lock_file, int ready, const int (&leave)[2]) {
    {
      const RunLock lock(lock_file);
      char word = 'r';
      ::close(leave[1]);
      if (::write(ready, &word, 1) != 1 || ::read(leave[0], &word, 1) != 0) ::_exit(1);
    }
    ::_exit(0);
  }
  void wait() { ::waitpid(std::exchange(pid_, 0), nullptr, 0); }

  pid_t pid_ = 0;
  int leave_ = -1;
};

TEST(RunLock, SecondOwnerIsRefusedWithThePidOfTheFirst) {
  const test::TemporaryFolder folder;
  const auto file = folder / "lock";
  LockingProcess other(file);
  const std::string error = test::input_error_of([&] { RunLock lock(file); });
  EXPECT_EQ(error, folder.path().string() + " is in use by process " + std::to_string(other.pid()));
  EXPECT_EQ(lock_owner(file), other.pid());
}

TEST(RunLock, IsFreeAgainWhenItsOwnerLeaves) {
  const test::TemporaryFolder folder;
  const auto file = folder / "lock";
  LockingProcess other(file);
  other.leave();
  EXPECT_EQ(lock_owner(file), 0);
  EXPECT_NO_THROW(RunLock lock(file));
}

TEST(RunLock, IsFreeAgainWhenItsOwnerIsKilled) {
  const test::TemporaryFolder folder;
  const auto file = folder / "lock";
  LockingProcess other(file);
  other.kill();
  EXPECT_EQ(lock_owner(file), 0);
  const RunLock lock(file);
  EXPECT_EQ(lock_owner(file), ::getpid());
}

TEST(RunLock, ExcludesASecondOwnerInTheSameProcess) {
  const test::TemporaryFolder folder;
  const auto file = folder / "lock";
  {
    const RunLock lock(file);
    EXPECT_THAT(test::input_error_of([&] { RunLock second(file); }),
                HasSubstr("in use by process " + std::to_string(::getpid())));
    EXPECT_EQ(lock_owner(file), ::getpid());
  }
  EXPECT_EQ(lock_owner(file), 0);
}

TEST(LockOwner, IsNobodyWithoutAFile) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(lock_owner(folder / "lock"), 0);
}

}  // namespace
}  // namespace imprint
