// SPDX-License-Identifier: GPL-3.0-or-later
// The time that a run has taken, over all its sessions.
#pragma once

#include <algorithm>
#include <chrono>

namespace imprint {

class RunClock {
 public:
  /// Continues from what an earlier session had reached.
  void continue_from(double seconds) { earlier_seconds_ = std::max(earlier_seconds_, seconds); }
  double session_seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  }
  double seconds() const { return earlier_seconds_ + session_seconds(); }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  double earlier_seconds_ = 0;
};

}  // namespace imprint
