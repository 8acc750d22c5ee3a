// SPDX-License-Identifier: GPL-3.0-or-later
// The run that is going on or has just ended, kept up to date from the job's news.
#pragma once

#include <QObject>
#include <QString>
#include <memory>

#include "app/studio/bridge/job_runner.h"
#include "app/studio/bridge/run_record.h"

namespace imprint::studio {

class RunSession : public QObject {
  Q_OBJECT

 public:
  explicit RunSession(RunJob job, QObject* parent = nullptr);

  /// Starts a new run; `plan` is what is expected until the job tells. `paused` holds it before its first step.
  void start(const ExperimentSpec& spec, const RunPlan& plan, const std::filesystem::path& directory, bool paused);
  /// Goes on with a stored run.
  void resume(RunRecord stored);
  /// Shows a stored run without running it. Ignored while a job runs.
  void show(RunRecord stored);
  /// As before the first run. Ignored while a job runs.
  void forget();

  JobRunner& runner() { return runner_; }
  bool is_running() const { return runner_.is_running(); }
  bool is_paused() const { return runner_.is_paused(); }
  bool is_stopping() const { return runner_.is_stopping(); }
  /// Whether the run has a folder: it gets one when everything that it needs was built.
  bool is_stored() const { return stored_; }
  /// nullptr before the first run.
  std::shared_ptr<const RunRecord> record() const { return record_; }
  /// What the job is busy with: "loading data", "training", "evaluating".
  const QString& activity() const { return activity_; }
  /// Why the last job could not work at all; empty when it could.
  const QString& error() const { return error_; }

 Q_SIGNALS:
  /// New samples or progress.
  void updated();
  /// Another record, or other arms or windows.
  void replanned();
  void ended();
  /// What the job says, and where the run is stored, for the status bar.
  void told(const QString& text);

 private:
  void begin(std::shared_ptr<RunRecord> record, const RunOptions& options, bool paused);
  void take(const RunNews& news);
  void take_plan(const RunPlan& plan);
  void finish(const JobOutcome& outcome);

  JobRunner runner_;
  std::shared_ptr<RunRecord> record_;
  QString activity_;
  QString error_;
  bool stored_ = false;
};

}  // namespace imprint::studio
