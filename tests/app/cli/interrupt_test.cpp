// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>

#include "core/base/error.h"

namespace imprint::cli {
namespace {

void wait_for(const std::atomic<int>& calls, int count) {
  while (calls < count) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

TEST(InterruptListener, CallsOnAnotherThreadOnce) {
  std::atomic<int> calls = 0;
  std::thread::id caller;
  {
    const InterruptListener listener([&] {
      caller = std::this_thread::get_id();
      ++calls;
    });
    ::raise(SIGINT);
    wait_for(calls, 1);
  }
  EXPECT_NE(caller, std::this_thread::get_id());
  EXPECT_EQ(calls, 1);
}

TEST(InterruptListener, ListensAgainWithANewOne) {
  std::atomic<int> calls = 0;
  for (int round = 1; round <= 3; ++round) {
    const InterruptListener listener([&] { ++calls; });
    ::raise(SIGTERM);
    wait_for(calls, round);
  }
  EXPECT_EQ(calls, 3);
}

TEST(InterruptListener, AClosedTerminalAndABatchSystemsWarningCountToo) {
  for (const int signal : {SIGTERM, SIGHUP, SIGUSR1}) {
    std::atomic<int> calls = 0;
    const InterruptListener listener([&] { ++calls; });
    ::raise(signal);
    wait_for(calls, 1);
    EXPECT_GE(calls, 1) << signal;
  }
}

TEST(InterruptListener, AnIgnoredHangUpStaysIgnored) {
  std::atomic<int> calls = 0;
  const auto before = std::signal(SIGHUP, SIG_IGN);  // as nohup does
  {
    const InterruptListener listener([&] { ++calls; });
    ::raise(SIGHUP);
    ::raise(SIGTERM);
    wait_for(calls, 1);
  }
  EXPECT_EQ(std::signal(SIGHUP, before), SIG_IGN);
  EXPECT_EQ(calls, 1);
}

TEST(InterruptListener, ARepeatedHangUpDoesNotEndTheProcess) {
  std::atomic<int> calls = 0;
  const InterruptListener listener([&] { ++calls; });
  for (int i = 1; i <= 3; ++i) {
    ::raise(i == 2 ? SIGUSR1 : SIGHUP);
    wait_for(calls, i);
  }
  EXPECT_EQ(calls, 3);
}

TEST(InterruptListener, EndsQuietlyWithoutASignal) {
  std::atomic<int> calls = 0;
  {
    const InterruptListener listener([&] { ++calls; });
  }
  EXPECT_EQ(calls, 0);
}

TEST(InterruptListener, AllowsNoSecondOne) {
  const InterruptListener listener([] {});
  EXPECT_THROW(InterruptListener([] {}), JobError);
}

TEST(InterruptListener, SecondSignalEndsTheProcess) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::atomic<int> calls = 0;
    const InterruptListener listener([&] { ++calls; });
    ::raise(SIGINT);
    wait_for(calls, 1);
    ::raise(SIGINT);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(WTERMSIG(status), SIGINT);
}

}  // namespace
}  // namespace imprint::cli
