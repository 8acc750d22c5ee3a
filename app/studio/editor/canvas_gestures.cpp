// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_gestures.h"

#include <algorithm>
#include <cmath>

namespace imprint::studio {
namespace {

using Kind = CanvasHit::Kind;

constexpr double resistance_pixels = 8;
constexpr double far_out_pixels = 44;
constexpr double click_slack = 3;
constexpr double fine = 0.1;

bool has(Qt::KeyboardModifiers keys, Qt::KeyboardModifier key) { return (keys & key) != 0; }

}  // namespace

CurveSpot CanvasGestures::spot_at(const QPointF& at) const {
  return map_.spot(view_.progress_at(at.x()), view_.bits_at(at.y()));
}

void CanvasGestures::press(const QPointF& at, Qt::MouseButton button, Qt::KeyboardModifiers keys, bool space) {
  pressed_at_ = last_at_ = at;
  map_ = model_.map();
  moved_ = false;
  if (button == Qt::MiddleButton || (button == Qt::LeftButton && space))
    doing_ = Doing::panning;
  else if (button == Qt::LeftButton)
    press_left(at, keys);
}

void CanvasGestures::press_left(const QPointF& at, Qt::KeyboardModifiers keys) {
  if (model_.tool() == EditTool::pencil) {
    doing_ = Doing::pencil;
    stroke_ = {spot_at(at)};
    marks_.stroke = QPolygonF{at};
    return;
  }
  grabbed_ = hit_at(model_, view_, at);
  if (grabbed_.kind == Kind::point) return press_point(grabbed_.point, keys);
  if (has(keys, Qt::ControlModifier) && view_.plot().contains(at)) {
    model_.add_point(motif_place(model_, view_.progress_at(at.x())));
    doing_ = Doing::nothing;
    return;
  }
  const bool adds = has(keys, Qt::ShiftModifier);
  if (grabbed_.kind == Kind::bezier_handle)
    doing_ = Doing::bezier;
  else if (grabbed_.kind == Kind::scale_handle)
    doing_ = Doing::scaling;
  else if (grabbed_.kind == Kind::band && !adds)
    doing_ = Doing::band;
  else
    doing_ = Doing::rubber;
  kept_ = adds ? model_.selection() : PointSelection();
  box_ = box_of(model_.points(), model_.selection());
  if (doing_ != Doing::rubber) model_.begin_drag();
}

void CanvasGestures::press_point(std::size_t index, Qt::KeyboardModifiers keys) {
  was_selected_ = model_.is_selected(index);
  if (has(keys, Qt::ShiftModifier)) {
    // Taking a point out waits for the release: with Shift held a drag goes along one axis.
    if (!was_selected_) model_.toggle(index);
  } else if (!was_selected_) {
    model_.select({index});
  }
  doing_ = Doing::points;
  model_.begin_drag();
}

void CanvasGestures::move(const QPointF& at, Qt::KeyboardModifiers keys) {
  if (doing_ == Doing::nothing) return hover(at);
  moved_ = moved_ || std::hypot(at.x() - pressed_at_.x(), at.y() - pressed_at_.y()) > click_slack;
  if (doing_ == Doing::panning) view_.pan(at - last_at_);
  last_at_ = at;
  if (!moved_) return;
  const bool free = has(keys, Qt::AltModifier);
  const double way = view_.progress_at(at.x()) - view_.progress_at(pressed_at_.x());
  switch (doing_) {
    case Doing::points: drag_points(at, keys); break;
    case Doing::scaling: drag_scale(at); break;
    case Doing::rubber: drag_rubber(at); break;
    case Doing::bezier: model_.drag_handle(grabbed_.point, grabbed_.handle, spot_at(at)); break;
    case Doing::band:
      model_.drag_deficit(grabbed_.band, grabbed_.part, has(keys, Qt::ControlModifier) ? fine * way : way,
                          free || has(keys, Qt::ControlModifier));
      marks_.hovered_band = grabbed_.band;
      break;
    case Doing::pencil:
      stroke_.push_back(spot_at(at));
      marks_.stroke << at;
      break;
    default: break;
  }
}

bool CanvasGestures::is_far_out(const QPointF& at) const {
  return !view_.plot()
              .adjusted(-far_out_pixels, -far_out_pixels, far_out_pixels, view_.rate().height() + far_out_pixels)
              .contains(at);
}

void CanvasGestures::drag_points(const QPointF& at, Qt::KeyboardModifiers keys) {
  if (is_far_out(at)) {
    model_.drag_out();
    marks_.readout = "Release to delete";
    marks_.readout_at = view_.plot().center();
    return;
  }
  const CurveSpot from = spot_at(pressed_at_), to = spot_at(at);
  CurveSpot way{to.at - from.at, to.bits - from.bits};
  if (has(keys, Qt::ShiftModifier)) {
    const QPointF pixels = at - pressed_at_;
    (std::abs(pixels.x()) > std::abs(pixels.y()) ? way.bits : way.at) = 0;
  }
  const bool finely = has(keys, Qt::ControlModifier);
  if (finely) way = {fine * way.at, fine * way.bits};
  const double resistance = finely ? 0 : resistance_pixels * view_.progress_per_pixel() / map_.span;
  model_.drag_points(grabbed_.point, way, resistance, finely || has(keys, Qt::AltModifier));
  say_point(at);
}

void CanvasGestures::say_point(const QPointF& at) {
  marks_.readout_at = at;
  marks_.readout = grabbed_.point < model_.points().size() ? model_.point_words(grabbed_.point) : QString();
}

void CanvasGestures::drag_scale(const QPointF& at) {
  const CurveSpot from = spot_at(pressed_at_), to = spot_at(at);
  double along = to.at - from.at, up = to.bits - from.bits;
  CurveBox box = box_;
  const int handle = grabbed_.handle;  // clockwise from the top left
  const bool left = handle == 0 || handle == 6 || handle == 7, right = handle >= 2 && handle <= 4;
  const bool top = handle <= 2, bottom = handle >= 4 && handle <= 6;
  if (map_.mirrored ? right : left) box.left = std::min(box.left + along, box.right);
  if (map_.mirrored ? left : right) box.right = std::max(box.right + along, box.left);
  if (map_.upside_down ? bottom : top) box.high = std::max(box.high + up, box.low);
  if (map_.upside_down ? top : bottom) box.low = std::min(box.low + up, box.high);
  model_.drag_box(box);
}

void CanvasGestures::drag_rubber(const QPointF& at) {
  const QRectF area = QRectF(pressed_at_, at).normalized();
  marks_.rubber_band = area;
  PointSelection inside = kept_;
  for (std::size_t i = 0; i < model_.points().size(); ++i)
    if (area.contains(point_pixel(model_, view_, i))) inside.push_back(i);
  model_.select(std::move(inside));
}

void CanvasGestures::release(const QPointF& at, Qt::KeyboardModifiers keys) {
  const Doing done = std::exchange(doing_, Doing::nothing);
  if (done == Doing::points && !moved_ && was_selected_) {
    if (has(keys, Qt::ShiftModifier))
      model_.toggle(grabbed_.point);
    else if (!has(keys, Qt::ControlModifier))
      model_.select({grabbed_.point});
  }
  if (model_.is_dragging()) model_.end_drag();
  if (done == Doing::band && !moved_) model_.select({});  // a click beside the points
  if (done == Doing::rubber) finish_rubber(at);
  if (done == Doing::pencil) finish_pencil();
  marks_.readout.clear();
  hover(at);
}

void CanvasGestures::finish_rubber(const QPointF&) {
  marks_.rubber_band.reset();
  if (!moved_) model_.select(kept_);
}

void CanvasGestures::finish_pencil() {
  marks_.stroke.clear();
  if (moved_) model_.draw(stroke_, {view_.progress_per_pixel() / map_.span, view_.bits_per_pixel()});
  stroke_.clear();
}

bool CanvasGestures::double_click(const QPointF& at) {
  const CanvasHit hit = hit_at(model_, view_, at);
  if (hit.kind == Kind::line) model_.add_point(motif_place(model_, view_.progress_at(at.x())));
  return hit.kind == Kind::line || hit.kind == Kind::point;
}

void CanvasGestures::cancel() {
  model_.cancel_drag();
  doing_ = Doing::nothing;
  stroke_.clear();
  marks_ = {};
}

void CanvasGestures::hover(const QPointF& at) {
  const CanvasHit hit = hit_at(model_, view_, at);
  marks_.hovered.reset();
  if (hit.kind == Kind::point) marks_.hovered = hit.point;
  marks_.hovered_band = hit.kind == Kind::band ? hit.band : -1;
  marks_.readout = hit.kind == Kind::point ? model_.point_words(hit.point) : QString();
  marks_.readout_at = at;
}

Qt::CursorShape CanvasGestures::cursor(const QPointF& at, bool space) const {
  if (doing_ == Doing::panning) return Qt::ClosedHandCursor;
  if (space) return Qt::OpenHandCursor;
  if (model_.tool() == EditTool::pencil) return Qt::CrossCursor;
  const CanvasHit hit = hit_at(model_, view_, at);
  switch (hit.kind) {
    case Kind::point: return Qt::SizeAllCursor;
    case Kind::bezier_handle: return Qt::PointingHandCursor;
    case Kind::scale_handle: return Qt::SizeFDiagCursor;
    case Kind::band: return hit.part == BandPart::body ? Qt::OpenHandCursor : Qt::SizeHorCursor;
    case Kind::line: return Qt::PointingHandCursor;
    case Kind::nothing: break;
  }
  return Qt::ArrowCursor;
}

}  // namespace imprint::studio
