// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/sweep_session.h"

#include <mutex>
#include <optional>
#include <utility>

#include "app/studio/bridge/job_thread.h"

namespace imprint::studio {
namespace {

constexpr int poll_milliseconds = 45;

SweepProgress blank_progress(const SweepPlan& plan) {
  SweepProgress progress;
  progress.leaves.resize(plan.leaves.size());
  progress.steps_in_all = plan.planned_steps;
  return progress;
}

}  // namespace

/// `summary` is the job's until the thread is done.
struct SweepSession::Worker {
  /// What the job's thread leaves for the window's.
  struct News {
    std::optional<SweepPlan> plan;
    std::optional<SweepProgress> progress;
    std::optional<std::string> message;
  };

  class Box : public SweepListener {
   public:
    void on_plan(const SweepPlan& plan) override {
      const std::lock_guard lock(mutex_);
      news_.plan = plan;
    }
    void on_progress(const SweepProgress& progress) override {
      const std::lock_guard lock(mutex_);
      news_.progress = progress;
    }
    void on_message(const std::string& text) override {
      const std::lock_guard lock(mutex_);
      news_.message = text;
    }
    News take() {
      const std::lock_guard lock(mutex_);
      return std::exchange(news_, {});
    }

   private:
    std::mutex mutex_;
    News news_;
  };

  Box box;
  std::optional<SweepSummary> summary;
  std::unique_ptr<JobThread> thread;  // last: it goes first, and with it whoever uses the others
};

SweepSession::SweepSession(SweepJob job, std::filesystem::path program, QObject* parent)
    : QObject(parent), job_(std::move(job)), program_(std::move(program)) {
  timer_.setInterval(poll_milliseconds);
  connect(&timer_, &QTimer::timeout, this, &SweepSession::poll);
}

SweepSession::~SweepSession() = default;

bool SweepSession::is_paused() const { return worker_ && worker_->thread->control().is_paused(); }

bool SweepSession::is_stopping() const { return worker_ && worker_->thread->control().token().is_cancelled(); }

void SweepSession::show(StoredSweep sweep) {
  if (worker_) return;
  sweep_ = std::make_unique<StoredSweep>(std::move(sweep));
  if (sweep_->progress.leaves.size() != sweep_->plan.leaves.size()) sweep_->progress = blank_progress(sweep_->plan);
  message_.clear();
  error_.clear();
  Q_EMIT replanned();
}

void SweepSession::start(StoredSweep sweep) {
  if (worker_ || !job_) return;
  show(std::move(sweep));
  sweep_->state = RunState::running;
  worker_ = std::make_unique<Worker>();
  SweepOptions options;
  options.directory = sweep_->directory;
  options.program = program_;
  worker_->thread = std::make_unique<JobThread>([worker = worker_.get(), job = job_, options](RunControl& control) {
    worker->summary = job(options, control, worker->box);
  });
  timer_.start();
  Q_EMIT state_changed();
}

void SweepSession::pause() {
  if (!worker_) return;
  worker_->thread->control().pause();
  Q_EMIT state_changed();
}

void SweepSession::resume() {
  if (!worker_) return;
  worker_->thread->control().resume();
  Q_EMIT state_changed();
}

void SweepSession::stop() {
  if (!worker_) return;
  worker_->thread->control().cancel();
  Q_EMIT state_changed();
}

void SweepSession::take(SweepProgress progress) {
  const int before = sweep_->progress.finished + sweep_->progress.failed;
  progress.leaves.resize(sweep_->plan.leaves.size());
  sweep_->progress = std::move(progress);
  if (sweep_->progress.finished + sweep_->progress.failed != before) Q_EMIT leaf_ended();
}

void SweepSession::poll() {
  const bool done = worker_->thread->is_done();
  Worker::News news = worker_->box.take();  // after `done` was read: nothing can come later
  if (news.plan) {
    sweep_->plan = std::move(*news.plan);
    sweep_->progress = blank_progress(sweep_->plan);
    Q_EMIT replanned();
  }
  if (news.message) message_ = QString::fromStdString(*news.message);
  if (news.progress) take(std::move(*news.progress));
  if (done) return finish();
  if (news.progress || news.message) Q_EMIT updated();
}

void SweepSession::finish() {
  timer_.stop();
  const std::unique_ptr<Worker> worker = std::exchange(worker_, nullptr);
  error_ = QString::fromStdString(worker->thread->error());
  if (worker->summary) {
    sweep_->state = worker->summary->state;
    if (!worker->summary->progress.leaves.empty()) take(worker->summary->progress);
  } else {
    sweep_->state = worker->thread->was_cancelled() ? RunState::cancelled : RunState::failed;
  }
  message_.clear();
  Q_EMIT updated();
  Q_EMIT state_changed();
  Q_EMIT ended();
}

}  // namespace imprint::studio
