// SPDX-License-Identifier: GPL-3.0-or-later
// The progress of one request, with its rate, told seldom enough for a person.
#pragma once

#include <chrono>

#include "app/download/fetch_listener.h"

namespace imprint {

class ProgressTeller {
 public:
  /// `progress` holds what does not change, and in `bytes` what was there before.
  ProgressTeller(FetchListener& listener, FetchProgress progress);
  /// Tells, unless it did so a moment ago.
  void tell(std::int64_t bytes);
  /// Tells in any case.
  void tell_last(std::int64_t bytes);

 private:
  using Clock = std::chrono::steady_clock;
  void tell_at(Clock::time_point now, std::int64_t bytes);

  FetchListener& listener_;
  FetchProgress progress_;
  std::int64_t first_bytes_;
  Clock::time_point begin_, told_;
};

}  // namespace imprint
