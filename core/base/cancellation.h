// SPDX-License-Identifier: GPL-3.0-or-later
// One token through which a long job learns that it should stop, polled at batch boundaries.
#pragma once

#include <atomic>
#include <memory>

#include "core/base/error.h"

namespace imprint {

/// A cheap handle on a shared flag: every copy sees the same state. Safe from any thread.
class CancellationToken {
 public:
  CancellationToken() : cancelled_(std::make_shared<std::atomic<bool>>(false)) {}

  void cancel() const { cancelled_->store(true, std::memory_order_relaxed); }
  bool is_cancelled() const { return cancelled_->load(std::memory_order_relaxed); }

  /// Throws CancelledError once `cancel` was called.
  void throw_if_cancelled() const {
    if (is_cancelled()) throw CancelledError();
  }

 private:
  std::shared_ptr<std::atomic<bool>> cancelled_;
};

}  // namespace imprint
