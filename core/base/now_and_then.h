// SPDX-License-Identifier: GPL-3.0-or-later
// What happens again and again, but not at every turn: progress told, a heartbeat written, a folder looked at.
#pragma once

#include <chrono>

namespace imprint {

/// Due at once the first time, whatever a clock shows that may count from the machine's start.
class NowAndThen {
 public:
  using Clock = std::chrono::steady_clock;
  using Interval = std::chrono::duration<double>;

  explicit NowAndThen(Interval interval) : interval_(interval) {}

  /// Whether the interval has passed since the last time that it was due, or `anyhow`; if so, it counts as done now.
  bool is_due(bool anyhow = false) {
    const auto now = Clock::now();
    if (!anyhow && now < next_) return false;
    next_ = now + std::chrono::duration_cast<Clock::duration>(interval_);
    return true;
  }
  /// The next time it is due whatever has passed.
  void hurry() { next_ = at_once; }
  /// From the next time on.
  void set_interval(Interval interval) { interval_ = interval; }

 private:
  static constexpr Clock::time_point at_once = Clock::time_point::min();

  Interval interval_;
  Clock::time_point next_ = at_once;
};

}  // namespace imprint
