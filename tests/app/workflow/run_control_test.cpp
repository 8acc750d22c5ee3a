// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/control/run_control.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace imprint::test {
namespace {

/// A job that counts its turns until it is cancelled.
class TurnCounter {
 public:
  explicit TurnCounter(RunControl& control)
      : thread_([this, &control] {
          try {
            while (true) {
              control.wait_for_turn();
              ++turns_;
              std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
          } catch (const CancelledError&) {
            cancelled_ = true;
          }
        }) {}
  ~TurnCounter() { join(); }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  bool reaches(int turns) const {
    for (int i = 0; i < 5000 && turns_ < turns; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return turns_ >= turns;
  }
  int turns() const { return turns_; }
  bool cancelled() const { return cancelled_; }

 private:
  std::atomic<int> turns_ = 0;
  std::atomic<bool> cancelled_ = false;
  std::thread thread_;
};

TEST(RunControl, PausedJobTakesExactlyTheStepsThatAreGranted) {
  RunControl control;
  control.pause();
  TurnCounter job(control);
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_EQ(job.turns(), 0);
  control.step_once();
  control.step_once();
  EXPECT_TRUE(job.reaches(2));
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_EQ(job.turns(), 2);
  control.resume();
  EXPECT_TRUE(job.reaches(10));
  control.cancel();
  job.join();
  EXPECT_TRUE(job.cancelled());
}

TEST(RunControl, CancelWakesAPausedJob) {
  RunControl control;
  control.pause();
  TurnCounter job(control);
  control.cancel();
  job.join();
  EXPECT_TRUE(job.cancelled());
  EXPECT_EQ(job.turns(), 0);
}

TEST(RunControl, PausingDropsStepsThatWereGrantedBefore) {
  RunControl control;
  control.pause();
  control.step_once();
  control.pause();
  TurnCounter job(control);
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_EQ(job.turns(), 0);
  control.cancel();
}

}  // namespace
}  // namespace imprint::test
