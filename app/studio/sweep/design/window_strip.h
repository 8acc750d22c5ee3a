// SPDX-License-Identifier: GPL-3.0-or-later
// The deficit windows of the grid over the run, to look at and to drag: a bar's body moves its onset, its right edge
// its length, both snapped to the decimals of the values. Arrows do the same for the chosen bar.
#pragma once

#include <QWidget>
#include <optional>

#include "app/studio/sweep/design/window_grid.h"

namespace imprint::studio {

class WindowStrip : public QWidget {
  Q_OBJECT

 public:
  explicit WindowStrip(SweepDraft& draft, QWidget* parent = nullptr);

  const WindowGrid& grid() const { return grid_; }
  /// The bar of a row, in pixels of the widget.
  QRectF bar(int row) const;
  /// -1 when none.
  int chosen_row() const { return chosen_; }
  void set_locked(bool locked) { locked_ = locked; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {200, 64}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  enum class Part { none, body, edge };
  struct Hit {
    int row = -1;
    Part part = Part::none;
  };
  struct Drag {
    Part part;
    int value;  // on its axis; -1 = in the base
    bool late;
    double grabbed;  // in the unit
    double before;   // onset or length when it was grabbed
    double other;    // the length or the onset of the same bar
  };

  void refresh();
  QRectF plot() const;
  double row_height() const;
  double pixel_of(double value) const;
  double value_at(double pixel) const;
  Hit hit(QPointF place) const;
  void choose(int row);
  void move_to(Part part, const WindowRow& row, double value, const QString& merge_key);
  QString words_of(int row) const;
  void paint_axis(QPainter& painter) const;
  void paint_row(QPainter& painter, int row) const;

  SweepDraft& draft_;
  WindowGrid grid_;
  std::optional<Drag> drag_;
  int drags_ = 0;
  int chosen_ = -1;
  int hovered_ = -1;
  std::size_t shown_rows_ = 2;  // that the height has room for
  bool locked_ = false;
};

}  // namespace imprint::studio
