// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/range_test_session.h"

#include <mutex>
#include <utility>

#include "app/studio/bridge/job_thread.h"

namespace imprint::studio {
namespace {

constexpr int poll_milliseconds = 45;

}  // namespace

/// What the two threads share. `proposal` is the test's until its thread is done.
struct RangeTestSession::Worker {
  Worker(const RangeTestJob& job, const ExperimentSpec& spec)
      : thread([this, job, spec](RunControl& control) {
          proposal = job(spec, control.token(), [this](const RangeTestStep& step) { put(step); }).proposal;
        }) {}

  void put(const RangeTestStep& step) {
    const std::lock_guard lock(mutex);
    fresh.push_back(step);
  }
  std::vector<RangeTestStep> take() {
    const std::lock_guard lock(mutex);
    return std::exchange(fresh, {});
  }

  std::mutex mutex;
  std::vector<RangeTestStep> fresh;  // under the mutex
  std::optional<BoundsProposal> proposal;
  JobThread thread;
};

RangeTestSession::RangeTestSession(RangeTestJob job, QObject* parent) : QObject(parent), job_(std::move(job)) {
  timer_.setInterval(poll_milliseconds);
  connect(&timer_, &QTimer::timeout, this, &RangeTestSession::poll);
}

RangeTestSession::~RangeTestSession() = default;

void RangeTestSession::start(const ExperimentSpec& spec) {
  if (worker_) return;
  spec_ = spec;
  steps_.clear();
  gains_.clear();
  proposal_.reset();
  error_.clear();
  worker_ = std::make_unique<Worker>(job_, spec);
  timer_.start();
  Q_EMIT updated();
}

void RangeTestSession::stop() {
  if (worker_) worker_->thread.control().cancel();
}

void RangeTestSession::poll() {
  const bool done = worker_->thread.is_done();
  const auto fresh = worker_->take();  // after `done` was read: nothing can come later
  steps_.insert(steps_.end(), fresh.begin(), fresh.end());
  if (!fresh.empty()) gains_ = gains_so_far(steps_, spec_.range_test);
  if (done) return finish();
  if (!fresh.empty()) Q_EMIT updated();
}

void RangeTestSession::finish() {
  timer_.stop();
  proposal_ = worker_->proposal;
  error_ = QString::fromStdString(worker_->thread.error());
  state_ = proposal_ ? RunState::finished : error_.isEmpty() ? RunState::cancelled : RunState::failed;
  worker_.reset();
  Q_EMIT updated();
  if (!error_.isEmpty()) Q_EMIT failed(error_);
}

}  // namespace imprint::studio
