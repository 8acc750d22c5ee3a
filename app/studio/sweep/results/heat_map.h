// SPDX-License-Identifier: GPL-3.0-or-later
// Damage over two axes of the grid. Colour, number and stars say the same; a cell that holds no number says why.
#pragma once

#include <QWidget>

#include "app/studio/sweep/results/report_view.h"

namespace imprint::studio {

class HeatMap : public QWidget {
  Q_OBJECT

 public:
  explicit HeatMap(QWidget* parent = nullptr);

  /// The choice of a cell stays when its place is still there.
  void set_content(SweepReport report, HeatTable table);
  const HeatTable& table() const { return table_; }
  /// In pixels of the widget.
  QRectF cell(int x, int y) const;
  /// As drawn: "+2.4 **".
  QString cell_text(int x, int y) const;
  QColor cell_colour(int x, int y) const;
  /// Of the chosen cell; -1 when none.
  int chosen_condition() const;
  void choose(int x, int y);
  QSize sizeHint() const override { return {480, 320}; }
  /// Tall enough for a line of text a row.
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  /// -1 when the choice was taken back.
  void condition_chosen(int condition);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QRectF plot() const;
  bool scale_is_beside() const;
  QPoint cell_at(QPointF place) const;
  QString words_of(int x, int y) const;
  const ConditionReport* condition_at(int x, int y) const;
  void paint_cell(QPainter& painter, int x, int y) const;
  void paint_axes(QPainter& painter) const;
  void paint_scale(QPainter& painter) const;

  SweepReport report_;
  HeatTable table_;
  QPoint chosen_{-1, -1};
};

}  // namespace imprint::studio
