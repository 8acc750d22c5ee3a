// SPDX-License-Identifier: GPL-3.0-or-later
// The buttons of a running job: pause, continue, one step, stop. Safe from any thread.
#pragma once

#include <condition_variable>
#include <mutex>

#include "core/base/cancellation.h"

namespace imprint {

class RunControl {
 public:
  /// Stops at the next batch boundary, paused or not.
  void cancel();
  void pause();
  void resume();
  /// While paused: lets exactly one training step through.
  void step_once();
  bool is_paused() const;
  const CancellationToken& token() const { return token_; }

  /// Called by the job before each step: returns when the step may run. Throws CancelledError.
  void wait_for_turn();

 private:
  CancellationToken token_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool paused_ = false;
  int granted_steps_ = 0;
};

}  // namespace imprint
