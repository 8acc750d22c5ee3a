// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C, SIGTERM, SIGHUP and SIGUSR1 as a call on an ordinary thread, where a job may be cancelled with locks and
// allocations.
#pragma once

#include <functional>
#include <thread>

namespace imprint::cli {

/// While it lives, the first SIGINT, SIGTERM, SIGHUP or SIGUSR1 calls `on_interrupt`, on its own thread; a SIGINT or
/// SIGTERM after it ends the process as if nobody listened. A SIGHUP that is ignored (nohup) stays so. At most one at a
/// time.
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
