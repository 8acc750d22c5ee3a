// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an experiment in a background thread and tells the window what happens, from the window's own timer.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>
#include <memory>

#include "app/studio/bridge/news_queue.h"

namespace imprint::studio {

/// run_experiment, or what a test puts in its place.
using RunJob = std::function<RunSummary(const RunOptions&, RunControl&, RunListener&)>;

class JobRunner : public QObject {
  Q_OBJECT

 public:
  static constexpr int poll_milliseconds = 45;

  explicit JobRunner(RunJob job, QObject* parent = nullptr);
  /// Cancels the job and waits for it.
  ~JobRunner() override;

  bool is_running() const { return worker_ != nullptr; }
  bool is_paused() const;
  bool is_stopping() const;

 public Q_SLOTS:
  /// Ignored while a job runs. `paused` holds it before its first step.
  void start(const imprint::RunOptions& options, bool paused = false);
  void pause();
  void resume();
  /// One training step of a paused job.
  void step_once();
  /// Asks the job to stop; `ended` follows.
  void stop();

 Q_SIGNALS:
  void news(const imprint::studio::RunNews& news);
  /// After the last news. The next job may be started from here.
  void ended(const imprint::studio::JobOutcome& outcome);
  /// Started, paused, resumed, stopping or ended.
  void state_changed();

 private:
  struct Worker;

  void poll();
  void finish();

  RunJob job_;
  QTimer timer_;
  std::unique_ptr<Worker> worker_;
};

}  // namespace imprint::studio
