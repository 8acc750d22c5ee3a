// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/job_runner.h"

#include <optional>
#include <utility>

#include "app/studio/bridge/job_thread.h"

namespace imprint::studio {

/// What the two threads share. `summary` is the job's until its thread is done.
struct JobRunner::Worker {
  Worker(const RunJob& job, const RunOptions& options, bool paused)
      : thread([this, job, options](RunControl& control) { summary = job(options, control, queue); }, paused) {}
  /// A job that waits for a reader must hear that there is none any more, before its thread is waited for.
  ~Worker() { queue.close(); }

  JobOutcome outcome();

  NewsQueue queue;
  std::optional<RunSummary> summary;
  JobThread thread;
};

JobOutcome JobRunner::Worker::outcome() {
  if (thread.was_cancelled()) return {.error = "stopped before the first checkpoint", .cancelled = true};
  if (!summary) return {.error = thread.error()};
  const bool cancelled = summary->status.state == RunState::cancelled;
  return {.summary = std::move(summary), .cancelled = cancelled};
}

JobRunner::JobRunner(RunJob job, QObject* parent) : QObject(parent), job_(std::move(job)) {
  timer_.setInterval(poll_milliseconds);
  connect(&timer_, &QTimer::timeout, this, &JobRunner::poll);
}

JobRunner::~JobRunner() = default;

bool JobRunner::is_paused() const { return worker_ && worker_->thread.control().is_paused(); }

bool JobRunner::is_stopping() const { return worker_ && worker_->thread.control().token().is_cancelled(); }

void JobRunner::start(const RunOptions& options, bool paused) {
  if (worker_) return;
  worker_ = std::make_unique<Worker>(job_, options, paused);
  timer_.start();
  Q_EMIT state_changed();
}

void JobRunner::pause() {
  if (!worker_) return;
  worker_->thread.control().pause();
  Q_EMIT state_changed();
}

void JobRunner::resume() {
  if (!worker_) return;
  worker_->thread.control().resume();
  Q_EMIT state_changed();
}

void JobRunner::step_once() {
  if (worker_) worker_->thread.control().step_once();
}

void JobRunner::stop() {
  if (!worker_) return;
  worker_->thread.control().cancel();
  Q_EMIT state_changed();
}

void JobRunner::poll() {
  const bool done = worker_->thread.is_done();
  const RunNews fresh = worker_->queue.take();  // after `done` was read: nothing can come later
  if (!fresh.empty()) Q_EMIT news(fresh);
  if (done) finish();
}

void JobRunner::finish() {
  timer_.stop();
  const JobOutcome outcome = worker_->outcome();
  worker_.reset();
  Q_EMIT state_changed();
  Q_EMIT ended(outcome);
}

}  // namespace imprint::studio
