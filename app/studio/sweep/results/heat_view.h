// SPDX-License-Identifier: GPL-3.0-or-later
// The heat map of a report with its axes to choose, and the runs of the chosen cell.
#pragma once

#include <QLabel>
#include <QTableWidget>
#include <QWidget>
#include <filesystem>

#include "app/studio/sweep/results/axis_choice.h"
#include "app/studio/sweep/results/heat_map.h"

namespace imprint::studio {

class HeatView : public QWidget {
  Q_OBJECT

 public:
  explicit HeatView(QWidget* parent = nullptr);

  void set_report(const SweepReport& report);
  HeatMap& map() { return *map_; }
  AxisChoice& axes() { return *axes_; }
  QTableWidget& runs() { return *runs_; }

 Q_SIGNALS:
  void open_requested(const std::filesystem::path& directory);

 private:
  void show_map();
  void show_runs(int condition);

  SweepReport report_;
  AxisChoice* axes_;
  HeatMap* map_;
  QLabel* runs_title_;
  QTableWidget* runs_;
};

/// A table that is read only, chosen row by row, in the window's style.
QTableWidget* plain_table(const QStringList& header, QWidget* parent);
/// Fills a cell; numbers stand at the right.
void set_cell(QTableWidget* table, int row, int column, const QString& text, bool is_number = true);

}  // namespace imprint::studio
