// SPDX-License-Identifier: GPL-3.0-or-later
// A thread that does one job which can be paused and cancelled, and tells how it ended.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "app/workflow/control/run_control.h"

namespace imprint::studio {

class JobThread {
 public:
  /// Starts at once; `paused` holds the work at its first wait_for_turn. No exception leaves the thread.
  explicit JobThread(std::function<void(RunControl&)> work, bool paused = false);
  /// Cancels the job and waits for it.
  ~JobThread();
  JobThread(const JobThread&) = delete;
  JobThread& operator=(const JobThread&) = delete;

  RunControl& control() { return control_; }
  const RunControl& control() const { return control_; }
  bool is_done() const { return done_.load(std::memory_order_acquire); }
  /// Of a job that is done: what it threw, empty when it did not; a cancelled one has no error.
  const std::string& error() const { return error_; }
  bool was_cancelled() const { return was_cancelled_; }

 private:
  void run() noexcept;

  RunControl control_;
  std::function<void(RunControl&)> work_;
  std::string error_;           // the worker's until `done_`
  bool was_cancelled_ = false;  // as `error_`
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace imprint::studio
