// SPDX-License-Identifier: GPL-3.0-or-later
// The points as numbers, beside the canvas; what is selected here is selected there.
#pragma once

#include <QTableView>

#include "app/studio/editor/point_table_model.h"

namespace imprint::studio {

class PointTable : public QTableView {
  Q_OBJECT

 public:
  explicit PointTable(CurveEditorModel& model, QWidget* parent = nullptr);

  PointTableModel& rows() { return rows_; }
  /// Takes rows of a spreadsheet: time in the unit of the table (0..1 of the motif below a heading "at"), bits,
  /// segment.
  void paste(const QString& text);

 Q_SIGNALS:
  void failed(const QString& message);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void take_selection();
  void show_selection();

  CurveEditorModel& model_;
  PointTableModel rows_;
  bool following_ = false;
};

}  // namespace imprint::studio
