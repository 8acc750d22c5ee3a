// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/range_test_session.h"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "core/base/error.h"

namespace imprint::studio {
namespace {

constexpr int poll_milliseconds = 45;

}  // namespace

/// What the two threads share. `error` and `proposal` are the worker's until `done` is set.
struct RangeTestSession::Worker {
  CancellationToken token;
  std::mutex mutex;
  std::vector<RangeTestStep> fresh;  // under the mutex
  std::optional<BoundsProposal> proposal;
  std::string error;
  std::atomic<bool> done = false;
  std::thread thread;

  void run(const RangeTestJob& job, const ExperimentSpec& spec) noexcept {
    try {
      proposal = job(spec, token, [this](const RangeTestStep& step) {
                   const std::lock_guard lock(mutex);
                   fresh.push_back(step);
                 }).proposal;
    } catch (const CancelledError&) {
      // The user asked for it: what was measured stays.
    } catch (const std::exception& problem) {
      error = problem.what();
    } catch (...) {
      error = "the range test ended with an unknown error";
    }
    done.store(true, std::memory_order_release);
  }

  std::vector<RangeTestStep> take() {
    const std::lock_guard lock(mutex);
    return std::exchange(fresh, {});
  }
};

RangeTestSession::RangeTestSession(RangeTestJob job, QObject* parent) : QObject(parent), job_(std::move(job)) {
  timer_.setInterval(poll_milliseconds);
  connect(&timer_, &QTimer::timeout, this, &RangeTestSession::poll);
}

RangeTestSession::~RangeTestSession() {
  if (!worker_) return;
  worker_->token.cancel();
  worker_->thread.join();
}

void RangeTestSession::start(const ExperimentSpec& spec) {
  if (worker_) return;
  spec_ = spec;
  steps_.clear();
  gains_.clear();
  proposal_.reset();
  error_.clear();
  worker_ = std::make_unique<Worker>();
  worker_->thread = std::thread([worker = worker_.get(), job = job_, spec] { worker->run(job, spec); });
  timer_.start();
  Q_EMIT updated();
}

void RangeTestSession::stop() {
  if (worker_) worker_->token.cancel();
}

void RangeTestSession::poll() {
  const bool done = worker_->done.load(std::memory_order_acquire);
  const auto fresh = worker_->take();  // after `done` was read: nothing can come later
  steps_.insert(steps_.end(), fresh.begin(), fresh.end());
  if (!fresh.empty()) gains_ = gains_so_far(steps_, spec_.range_test);
  if (done) return finish();
  if (!fresh.empty()) Q_EMIT updated();
}

void RangeTestSession::finish() {
  timer_.stop();
  worker_->thread.join();
  proposal_ = worker_->proposal;
  error_ = QString::fromStdString(worker_->error);
  state_ = proposal_ ? RunState::finished : error_.isEmpty() ? RunState::cancelled : RunState::failed;
  worker_.reset();
  Q_EMIT updated();
  if (!error_.isEmpty()) Q_EMIT failed(error_);
}

}  // namespace imprint::studio
