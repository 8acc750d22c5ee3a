// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/job_thread.h"

#include <exception>
#include <utility>

#include "core/base/error.h"

namespace imprint::studio {

JobThread::JobThread(std::function<void(RunControl&)> work, bool paused) : work_(std::move(work)) {
  if (paused) control_.pause();
  thread_ = std::thread([this] { run(); });
}

JobThread::~JobThread() {
  control_.cancel();
  thread_.join();
}

void JobThread::run() noexcept {
  try {
    work_(control_);
  } catch (const CancelledError&) {
    was_cancelled_ = true;
  } catch (const std::exception& error) {
    error_ = error.what();
  } catch (...) {
    error_ = "the job ended with an unknown error";
  }
  done_.store(true, std::memory_order_release);
}

}  // namespace imprint::studio
