// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/download/progress_teller.h"

#include <utility>

namespace imprint {

ProgressTeller::ProgressTeller(FetchListener& listener, FetchProgress progress)
    : listener_(listener),
      progress_(std::move(progress)),
      first_bytes_(progress_.bytes),
      begin_(Clock::now()),
      told_(begin_) {}

void ProgressTeller::tell(std::int64_t bytes) {
  constexpr std::chrono::milliseconds interval{250};
  const auto now = Clock::now();
  if (now - told_ >= interval) tell_at(now, bytes);
}

void ProgressTeller::tell_last(std::int64_t bytes) { tell_at(Clock::now(), bytes); }

void ProgressTeller::tell_at(Clock::time_point now, std::int64_t bytes) {
  told_ = now;
  if (bytes < first_bytes_) first_bytes_ = 0;  // it began anew
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  progress_.bytes = bytes;
  progress_.bytes_per_second = seconds > 0 ? static_cast<double>(bytes - first_bytes_) / seconds : 0;
  const bool is_known = progress_.bytes_per_second > 0;
  progress_.seconds_left =
      is_known ? static_cast<double>(progress_.total_bytes - bytes) / progress_.bytes_per_second : -1;
  listener_.on_progress(progress_);
}

}  // namespace imprint
