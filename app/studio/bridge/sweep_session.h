// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep that goes on, has ended or was opened from its folder; kept up to date from the job's news.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <memory>

#include "app/studio/bridge/sweep_functions.h"

namespace imprint::studio {

class SweepSession : public QObject {
  Q_OBJECT

 public:
  explicit SweepSession(SweepJob job, std::filesystem::path program, QObject* parent = nullptr);
  /// Cancels the sweep and waits for it.
  ~SweepSession() override;

  /// Works through what is left of a sweep that lies in its folder. Ignored while one goes on.
  void start(StoredSweep sweep);
  /// Shows a sweep without working on it. Ignored while one goes on.
  void show(StoredSweep sweep);

  bool is_running() const { return worker_ != nullptr; }
  bool is_paused() const;
  bool is_stopping() const;
  /// nullptr before the first.
  const StoredSweep* sweep() const { return sweep_.get(); }
  /// What the pool said last.
  const QString& message() const { return message_; }
  /// Why the last sweep could not work at all; empty when it could.
  const QString& error() const { return error_; }

 public Q_SLOTS:
  void pause();
  void resume();
  /// Asks the processes to save and end; `ended` follows.
  void stop();

 Q_SIGNALS:
  /// Another sweep, or another plan.
  void replanned();
  /// New progress or a new message.
  void updated();
  /// A run finished or failed: there is more to report.
  void leaf_ended();
  void state_changed();
  void ended();

 private:
  struct Worker;

  void poll();
  void take(SweepProgress progress);
  void finish();

  SweepJob job_;
  std::filesystem::path program_;
  QTimer timer_;
  std::unique_ptr<StoredSweep> sweep_;
  std::unique_ptr<Worker> worker_;
  QString message_;
  QString error_;
};

}  // namespace imprint::studio
