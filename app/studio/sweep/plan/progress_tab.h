// SPDX-License-Identifier: GPL-3.0-or-later
// The sweep that goes on or was opened: how far it is, run by run, and what failed.
#pragma once

#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QWidget>

#include "app/studio/bridge/sweep_session.h"
#include "app/studio/sweep/plan/tree_view.h"
#include "app/studio/widgets/summary_strip.h"

namespace imprint::studio {

class ProgressTab : public QWidget {
  Q_OBJECT

 public:
  explicit ProgressTab(const SweepSession& session, QWidget* parent = nullptr);

  TreeView& tree() { return *tree_; }
  SummaryStrip& strip() { return *strip_; }
  QProgressBar& bar() { return *bar_; }
  QListWidget& failures() { return *failures_; }
  void refresh();
  /// Another sweep.
  void rebuild();

 Q_SIGNALS:
  void open_requested(int leaf);

 private:
  void show_failures(const StoredSweep& sweep);

  const SweepSession& session_;
  SummaryStrip* strip_;
  QProgressBar* bar_;
  QLabel* legend_;
  TreeView* tree_;
  QLabel* told_;
  QLabel* failed_title_;
  QListWidget* failures_;
};

}  // namespace imprint::studio
