// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/job_runner.h"

#include <exception>
#include <utility>

namespace imprint::studio {

/// What the two threads share. `outcome` is the worker's until `done` is set.
struct JobRunner::Worker {
  RunControl control;
  NewsQueue queue;
  JobOutcome outcome;
  std::atomic<bool> done = false;
  std::thread thread;

  void run(const RunJob& job, const RunOptions& options) noexcept;
  void stop_and_wait();
};

void JobRunner::Worker::run(const RunJob& job, const RunOptions& options) noexcept {
  try {
    outcome.summary = job(options, control, queue);
    outcome.cancelled = outcome.summary->status.state == RunState::cancelled;
  } catch (const CancelledError&) {
    outcome.cancelled = true;
    outcome.error = "stopped before the first checkpoint";
  } catch (const std::exception& error) {
    outcome.error = error.what();
  } catch (...) {
    outcome.error = "the job ended with an unknown error";
  }
  done.store(true, std::memory_order_release);
}

void JobRunner::Worker::stop_and_wait() {
  control.cancel();
  queue.close();
  if (thread.joinable()) thread.join();
}

JobRunner::JobRunner(RunJob job, QObject* parent) : QObject(parent), job_(std::move(job)) {
  timer_.setInterval(poll_milliseconds);
  connect(&timer_, &QTimer::timeout, this, &JobRunner::poll);
}

JobRunner::~JobRunner() {
  if (worker_) worker_->stop_and_wait();
}

bool JobRunner::is_paused() const { return worker_ && worker_->control.is_paused(); }

bool JobRunner::is_stopping() const { return worker_ && worker_->control.token().is_cancelled(); }

void JobRunner::start(const RunOptions& options, bool paused) {
  if (worker_) return;
  worker_ = std::make_unique<Worker>();
  if (paused) worker_->control.pause();
  worker_->thread = std::thread([worker = worker_.get(), job = job_, options] { worker->run(job, options); });
  timer_.start();
  Q_EMIT state_changed();
}

void JobRunner::pause() {
  if (!worker_) return;
  worker_->control.pause();
  Q_EMIT state_changed();
}

void JobRunner::resume() {
  if (!worker_) return;
  worker_->control.resume();
  Q_EMIT state_changed();
}

void JobRunner::step_once() {
  if (worker_) worker_->control.step_once();
}

void JobRunner::stop() {
  if (!worker_) return;
  worker_->control.cancel();
  Q_EMIT state_changed();
}

void JobRunner::poll() {
  const bool done = worker_->done.load(std::memory_order_acquire);
  const RunNews fresh = worker_->queue.take();  // after `done` was read: nothing can come later
  if (!fresh.empty()) Q_EMIT news(fresh);
  if (done) finish();
}

void JobRunner::finish() {
  timer_.stop();
  worker_->thread.join();
  const JobOutcome outcome = std::move(worker_->outcome);
  worker_.reset();
  Q_EMIT state_changed();
  Q_EMIT ended(outcome);
}

}  // namespace imprint::studio
