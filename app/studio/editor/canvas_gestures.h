// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does on the canvas, from press to release.
#pragma once

#include <QPointF>
#include <Qt>
#include <vector>

#include "app/studio/editor/canvas_hits.h"
#include "app/studio/editor/canvas_painter.h"

namespace imprint::studio {

class CanvasGestures {
 public:
  CanvasGestures(CurveEditorModel& model, CanvasView& view) : model_(model), view_(view) {}

  void press(const QPointF& at, Qt::MouseButton button, Qt::KeyboardModifiers keys, bool space);
  void move(const QPointF& at, Qt::KeyboardModifiers keys);
  void release(const QPointF& at, Qt::KeyboardModifiers keys);
  /// On the line a point more; on nothing everything is shown again: then false.
  bool double_click(const QPointF& at);
  /// Esc: as if it had not begun.
  void cancel();
  bool is_busy() const { return doing_ != Doing::nothing; }

  const CanvasMarks& marks() const { return marks_; }
  CanvasMarks& marks() { return marks_; }
  Qt::CursorShape cursor(const QPointF& at, bool space) const;

 private:
  enum class Doing { nothing, points, bezier, scaling, band, rubber, pencil, panning };

  void press_left(const QPointF& at, Qt::KeyboardModifiers keys);
  void press_point(std::size_t index, Qt::KeyboardModifiers keys);
  void drag_points(const QPointF& at, Qt::KeyboardModifiers keys);
  void drag_scale(const QPointF& at);
  void drag_rubber(const QPointF& at);
  void hover(const QPointF& at);
  void say_point(const QPointF& at);
  bool is_far_out(const QPointF& at) const;
  void finish_rubber(const QPointF& at);
  void finish_pencil();
  CurveSpot spot_at(const QPointF& at) const;

  CurveEditorModel& model_;
  CanvasView& view_;
  CanvasMarks marks_;
  Doing doing_ = Doing::nothing;
  CanvasHit grabbed_;
  QPointF pressed_at_;
  QPointF last_at_;
  MotifMap map_;         // at the press: the range may change under a drag
  CurveBox box_;         // of the selection at the press
  PointSelection kept_;  // selected before a rubber band
  bool moved_ = false;
  bool was_selected_ = false;
  std::vector<CurveSpot> stroke_;
};

}  // namespace imprint::studio
