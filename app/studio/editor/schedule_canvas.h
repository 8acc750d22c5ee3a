// SPDX-License-Identifier: GPL-3.0-or-later
// The schedule to draw on: the curve in hand with its points, the bits of every step as stairs, deficits as bands,
// the learning rate beneath. Mouse and keys are in canvas_gestures and canvas_keys, drawing in canvas_painter.
#pragma once

#include <QPixmap>
#include <QWidget>

#include "app/studio/editor/canvas_gestures.h"
#include "app/studio/editor/canvas_view.h"
#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

class ScheduleCanvas : public QWidget {
  Q_OBJECT

 public:
  explicit ScheduleCanvas(CurveEditorModel& model, QWidget* parent = nullptr);

  CanvasView& view() { return view_; }
  CurveEditorModel& model() { return model_; }
  /// Shows the whole run again.
  void fit();
  /// Enlarges about the middle, or about the current point.
  void zoom(double factor);
  /// Copies the curve as text; takes over points from the clipboard.
  void copy_points() const;
  void paste_points();
  QSize sizeHint() const override { return {800, 460}; }

 Q_SIGNALS:
  /// Text on the clipboard that is no curve, and the like.
  void failed(const QString& message);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void keyReleaseEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool focusNextPrevChild(bool next) override;

 private:
  void model_changed();
  void view_changed();
  void announce();
  void refresh_lines();
  void refresh_backdrop();
  double highest_bits_shown() const;

  CurveEditorModel& model_;
  CanvasView view_;
  CanvasGestures gestures_;
  CanvasLines lines_;
  QPixmap backdrop_;
  QPolygonF ghost_;
  bool lines_stale_ = true;
  bool backdrop_stale_ = true;
  bool space_held_ = false;
};

}  // namespace imprint::studio
