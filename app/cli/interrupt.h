// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C and SIGTERM as a call on an ordinary thread, where a job may be cancelled with locks and
// allocations.
#pragma once

#include <functional>
#include <thread>

namespace imprint::cli {

/// While it lives, the first SIGINT or SIGTERM calls `on_interrupt` once, on its own thread; the second ends
/// the process as if nobody listened. At most one at a time.
class InterruptListener {
 public:
  /// Throws JobError when the system gives no pipe or a listener exists already.
  explicit InterruptListener(std::function<void()> on_interrupt);
  ~InterruptListener();
  InterruptListener(const InterruptListener&) = delete;
  InterruptListener& operator=(const InterruptListener&) = delete;

 private:
  std::thread thread_;
};

}  // namespace imprint::cli
