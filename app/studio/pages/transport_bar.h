// SPDX-License-Identifier: GPL-3.0-or-later
// Start, pause, step, stop, and how far the run is.
#pragma once

#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QWidget>

#include "app/studio/bridge/run_session.h"
#include "app/studio/pages/segmented_switch.h"

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
  QString status_text() const { return status_->text(); }
  QString numbers_text() const { return numbers_->text(); }

 public Q_SLOTS:
  void refresh();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QAction* make_action(const QString& icon, const QString& text, const QKeySequence& key, const QString& help);
  QWidget* make_progress();
  void toggle_pause();
  void show_progress(const RunRecord& run);

  RunSession& session_;
  QAction* start_;
  QAction* pause_;
  QAction* step_;
  QAction* stop_;
  SegmentedSwitch* page_switch_;
  QLabel* status_;
  QLabel* numbers_;
  QProgressBar* bar_;
  QList<QToolButton*> buttons_;  // that have no words where the window is narrow
  bool startable_ = false;
};

/// "step 1,234 of 4,690 · epoch 5.3 · 4 bits forward, 8 backward · 12.3 steps/s · 1:05 left".
QString progress_words(const RunProgress& progress, const RunPlan& plan);

}  // namespace imprint::studio
