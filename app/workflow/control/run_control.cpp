// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/control/run_control.h"

namespace imprint {

void RunControl::cancel() {
  const std::scoped_lock lock(mutex_);
  token_.cancel();
  changed_.notify_all();
}

void RunControl::pause() {
  const std::scoped_lock lock(mutex_);
  paused_ = true;
  granted_steps_ = 0;
}

void RunControl::resume() {
  const std::scoped_lock lock(mutex_);
  paused_ = false;
  changed_.notify_all();
}

void RunControl::step_once() {
  const std::scoped_lock lock(mutex_);
  if (paused_) ++granted_steps_;
  changed_.notify_all();
}

bool RunControl::is_paused() const {
  const std::scoped_lock lock(mutex_);
  return paused_;
}

void RunControl::wait_for_turn() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !paused_ || granted_steps_ > 0 || token_.is_cancelled(); });
  token_.throw_if_cancelled();
  if (paused_) --granted_steps_;
}

}  // namespace imprint
