// SPDX-License-Identifier: GPL-3.0-or-later
// Start, pause, step, stop, and how far the job is: the run, or the range test or sweep that was started after it.
#pragma once

#include <QAction>
#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "app/studio/pages/job_line.h"
#include "app/studio/widgets/segmented_switch.h"

namespace imprint::studio {

class TransportBar : public QWidget {
  Q_OBJECT

 public:
  explicit TransportBar(RunSession& session, QWidget* parent = nullptr);

  /// Also for the menu, so that both always agree.
  QAction* start_action() const { return start_; }
  QAction* pause_action() const { return pause_; }
  QAction* step_action() const { return step_; }
  QAction* stop_action() const { return stop_; }
  SegmentedSwitch& page_switch() { return *page_switch_; }

  /// Whether the form could be started; `why_not` is the tool tip when it can't.
  void set_startable(bool startable, const QString& why_not);
  /// The bar speaks of whichever job goes on, and afterwards of that one until another starts or a run is opened.
  void follow(const RangeTestSession& range_test, const SweepSession& sweep);
  PartsLabel& line() { return *line_; }
  QProgressBar& bar() { return *bar_; }
  /// The first part of the line: "Step 504 of 1,504", "Run finished".
  QString status_text() const { return line_->parts().empty() ? QString() : line_->parts().front().text; }

 public Q_SLOTS:
  void refresh();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QAction* make_action(const QString& icon, const QString& text, const QKeySequence& key, const QString& help);
  QWidget* make_progress();
  void toggle_pause();
  JobLine job_line();

  enum class Job { run, range_test, sweep };
  RunSession& session_;
  const RangeTestSession* range_test_ = nullptr;
  const SweepSession* sweep_ = nullptr;
  Job job_ = Job::run;  // that the bar speaks of
  QAction* start_;
  QAction* pause_;
  QAction* step_;
  QAction* stop_;
  SegmentedSwitch* page_switch_;
  PartsLabel* line_;
  QProgressBar* bar_;
  QList<QToolButton*> buttons_;  // that have no words where the window is narrow
  bool startable_ = false;
};

}  // namespace imprint::studio
