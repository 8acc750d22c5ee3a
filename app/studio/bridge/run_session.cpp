// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_session.h"

#include <utility>

namespace imprint::studio {

RunSession::RunSession(RunJob job, QObject* parent) : QObject(parent), runner_(std::move(job)) {
  connect(&runner_, &JobRunner::news, this, &RunSession::take);
  connect(&runner_, &JobRunner::ended, this, &RunSession::finish);
  connect(&runner_, &JobRunner::state_changed, this, [this] {
    if (record_ && is_running()) record_->status.state = runner_.is_paused() ? RunState::paused : RunState::running;
  });
}

void RunSession::begin(std::shared_ptr<RunRecord> record, const RunOptions& options, bool paused) {
  record_ = std::move(record);
  record_->status.state = RunState::running;
  record_->status.reason.clear();
  record_->comparison.reset();
  record_->continuation.reset();
  error_.clear();
  activity_.clear();
  runner_.start(options, paused);
  Q_EMIT replanned();
}

void RunSession::start(const ExperimentSpec& spec, const RunPlan& plan, const std::filesystem::path& directory,
                       bool paused) {
  if (is_running()) return;
  auto record = std::make_shared<RunRecord>();
  record->spec = spec;
  record->plan = plan;
  record->directory = directory;
  stored_ = false;
  RunOptions options;
  options.spec = spec;
  options.directory = directory;
  begin(std::move(record), options, paused);
}

void RunSession::resume(RunRecord stored) {
  if (is_running()) return;
  RunOptions options;
  options.spec = stored.spec;
  options.directory = stored.directory;
  options.resume = true;
  stored_ = true;
  begin(std::make_shared<RunRecord>(std::move(stored)), options, false);
}

void RunSession::show(RunRecord stored) {
  if (is_running()) return;
  record_ = std::make_shared<RunRecord>(std::move(stored));
  stored_ = true;
  error_.clear();
  activity_.clear();
  Q_EMIT replanned();
}

void RunSession::forget() {
  if (is_running() || !record_) return;
  record_.reset();
  error_.clear();
  activity_.clear();
  Q_EMIT replanned();
}

void RunSession::take(const RunNews& news) {
  for (const std::string& message : news.messages) Q_EMIT told(QString::fromStdString(message));
  if (news.plan) take_plan(*news.plan);
  for (const ArmRows& batch : news.rows) record_->curves.append(batch.arm, batch.rows);
  take_probes(*record_, news.probes);
  if (news.progress) {
    record_->progress = *news.progress;
    activity_ = QString::fromStdString(news.progress->activity);
  }
  if (news.activity) activity_ = QString::fromStdString(*news.activity);
  record_->progress.activity = activity_.toStdString();
  if (news.plan) Q_EMIT replanned();
  Q_EMIT updated();
}

/// The plan comes when the folder is there.
void RunSession::take_plan(const RunPlan& plan) {
  record_->plan = plan;
  if (!std::exchange(stored_, true))
    Q_EMIT told("The run is stored in " + QString::fromStdString(record_->directory.string()));
}

void RunSession::finish(const JobOutcome& outcome) {
  activity_.clear();
  error_ = QString::fromStdString(outcome.error);
  if (outcome.summary) {
    record_->status = outcome.summary->status;
    record_->comparison = outcome.summary->comparison;
    record_->continuation = outcome.summary->continuation;
  } else {
    record_->status.state = outcome.cancelled ? RunState::cancelled : RunState::failed;
    record_->status.reason = outcome.error;
  }
  Q_EMIT updated();
  Q_EMIT ended();
}

}  // namespace imprint::studio
