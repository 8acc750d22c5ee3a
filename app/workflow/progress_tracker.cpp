// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/progress_tracker.h"

#include <limits>

namespace imprint {
namespace {

constexpr double smoothing = 0.05;

}  // namespace

ProgressTracker::ProgressTracker(RunListener& listener, std::int64_t steps_in_all, std::int64_t steps_done)
    : listener_(listener), steps_in_all_(steps_in_all), steps_before_(steps_done), steps_done_(steps_done) {}

double ProgressTracker::seconds_left(double elapsed) const {
  const auto done_now = steps_done_ - steps_before_;
  if (done_now < 3) return std::numeric_limits<double>::quiet_NaN();
  return elapsed / static_cast<double>(done_now) * static_cast<double>(steps_in_all_ - steps_done_);
}

void ProgressTracker::report(RunProgress progress, bool is_step) {
  const auto now = Clock::now();
  if (is_step) {
    const double seconds = std::chrono::duration<double>(now - last_step_).count();
    step_seconds_ = step_seconds_ == 0 ? seconds : (1 - smoothing) * step_seconds_ + smoothing * seconds;
    last_step_ = now;
    ++steps_done_;
  }
  telling_.set_interval(NowAndThen::Interval(listener_.seconds_between_progress()));
  if (!telling_.is_due(steps_done_ >= steps_in_all_)) return;
  progress.steps_done = steps_done_;
  progress.steps_in_all = steps_in_all_;
  progress.steps_per_second = step_seconds_ > 0 ? 1.0 / step_seconds_ : 0;
  progress.seconds_left = seconds_left(std::chrono::duration<double>(now - started_).count());
  listener_.on_progress(progress);
}

}  // namespace imprint
