// SPDX-License-Identifier: GPL-3.0-or-later
// Drags: each call computes from where everything was when the drag began, so that a way back leads back.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {
namespace {

/// Short numbers for people: whole iterations, thousandths of an epoch, ten thousandths of the run.
double tidy(double value, const std::string& unit) {
  const double parts = unit == "iteration" ? 1 : unit == "epoch" ? 1e3 : 1e4;
  return std::round(value * parts) / parts;
}

/// As std::clamp, for bounds that a wrong spec may have turned about.
double bounded(double value, double low, double high) { return std::max(low, std::min(value, high)); }

struct Stretch {
  double begin;
  double end;
};

/// The stretch after `part` of it went `way`, inside [0, 1] and never shorter than `shortest`.
Stretch dragged(Stretch s, BandPart part, double way, double shortest) {
  if (part == BandPart::body) {
    way = bounded(way, -s.begin, 1 - s.end);
    return {s.begin + way, s.end + way};
  }
  if (part == BandPart::onset) return {bounded(s.begin + way, 0.0, s.end - shortest), s.end};
  return {s.begin, bounded(s.end + way, s.begin + shortest, 1.0)};
}

}  // namespace

void CurveEditorModel::begin_drag() {
  ++drag_number_;
  dragging_ = true;
  dragged_ = false;
  origin_points_ = points_;
  origin_selection_ = selection_;
  origin_deficits_ = spec().deficits;
}

void CurveEditorModel::end_drag() {
  dragging_ = false;
  Q_EMIT changed();
}

void CurveEditorModel::cancel_drag() {
  if (!dragging_) return;
  if (std::exchange(dragged_, false)) {
    apply(origin_points_, "Move", "drag " + QString::number(drag_number_));
    select(origin_selection_);
  }
  end_drag();
}

void CurveEditorModel::drag_points(std::size_t grabbed, CurveSpot way, double resistance, bool free) {
  if (locked_ || grabbed >= origin_points_.size()) return;
  if (!free && grid_.on) {
    const CurvePoint& start = origin_points_[grabbed];
    const CurveSpot goal = snapped_spot({start.at + way.at, start.bits + way.bits});
    if (way.at != 0) way.at = goal.at - start.at;
    if (way.bits != 0) way.bits = goal.bits - start.bits;
  }
  if (!dragged_ && way.at == 0 && way.bits == 0) return;
  dragged_ = true;
  if (points_.size() != origin_points_.size()) {  // back from far out: they are there again
    apply(origin_points_, counted("Move", origin_selection_), "drag " + QString::number(drag_number_));
    select(origin_selection_);
  }
  apply(move_points(origin_points_, origin_selection_, way, resistance), counted("Move", origin_selection_),
        "drag " + QString::number(drag_number_));
}

void CurveEditorModel::drag_out() {
  if (locked_ || origin_points_.size() <= origin_selection_.size()) return;
  dragged_ = true;
  selection_.clear();
  apply(delete_points(origin_points_, origin_selection_), counted("Delete", origin_selection_),
        "drag " + QString::number(drag_number_));
}

void CurveEditorModel::drag_box(const CurveBox& to) {
  if (locked_) return;
  dragged_ = true;
  apply(scale_points(origin_points_, origin_selection_, box_of(origin_points_, origin_selection_), to),
        counted("Scale", origin_selection_), "drag " + QString::number(drag_number_));
}

void CurveEditorModel::drag_handle(std::size_t index, int handle, CurveSpot to) {
  if (locked_ || index + 1 >= origin_points_.size()) return;
  dragged_ = true;
  CurvePoints points = origin_points_;
  CurvePoint& from = points[index];
  const CurvePoint& end = points[index + 1];
  const double width = end.at - from.at;
  const double x = width > 0 ? (to.at - from.at) / width : 0;
  BezierHandles& handles = from.handles;
  if (handle == 0) {
    handles.x1 = std::clamp(x, 0.0, handles.x2);  // x1 <= x2: a later split is exact
    handles.bits1 = to.bits - from.bits;
  } else {
    handles.x2 = std::clamp(x, handles.x1, 1.0);
    handles.bits2 = to.bits - end.bits;
  }
  apply(points, "Bend segment " + QString::number(index + 1), "drag " + QString::number(drag_number_));
}

void CurveEditorModel::nudge_handle(int handle, double times, double bits) {
  if (!current_ || *current_ + 1 >= points_.size() || points_[*current_].segment != CurveSegment::bezier) return;
  const CurvePoint &from = points_[*current_], &to = points_[*current_ + 1];
  const BezierHandles& handles = from.handles;
  const double x = (handle == 0 ? handles.x1 : handles.x2) + times / 20;
  const double y = (handle == 0 ? from.bits + handles.bits1 : to.bits + handles.bits2) + bits;
  begin_drag();
  drag_handle(*current_, handle, {from.at + x * (to.at - from.at), y});
  end_drag();
}

void CurveEditorModel::nudge_band(double onset, double length) {
  if (!band_) return;
  const double step = grid_.time[static_cast<int>(unit_)] * unit_progress();
  begin_drag();
  if (onset != 0) drag_deficit(*band_, BandPart::body, onset * step, true);
  if (length != 0) drag_deficit(*band_, BandPart::end, length * step, true);
  end_drag();
}

void CurveEditorModel::drag_deficit(int index, BandPart part, double way, bool free) {
  if (locked_ || index >= static_cast<int>(origin_deficits_.size())) return;
  const auto total = static_cast<double>(plan_.total_steps);
  std::vector<DeficitSpec> deficits = origin_deficits_;
  DeficitSpec& deficit = deficits[static_cast<std::size_t>(index)];
  const double steps = deficit.unit == "epoch"       ? static_cast<double>(plan_.steps_per_epoch)
                       : deficit.unit == "iteration" ? 1
                                                     : static_cast<double>(plan_.budget_steps);
  const Stretch before{deficit.onset * steps / total, (deficit.onset + deficit.length) * steps / total};
  if (!free && grid_.on) {
    const double edge = part == BandPart::end ? before.end : before.begin;
    way = snapped_progress(edge + way) - edge;
  }
  const double shortest = std::max(1 / total, (deficit.unit == "epoch" ? 1e-3 : 1e-4) * steps / total);
  const Stretch after = dragged(before, part, way, std::min(shortest, before.end - before.begin));
  if (part != BandPart::end) deficit.onset = tidy(after.begin * total / steps, deficit.unit);
  if (part == BandPart::end) deficit.length = tidy((after.end - after.begin) * total / steps, deficit.unit);
  if (part == BandPart::onset)
    deficit.length = tidy(origin_deficits_[static_cast<std::size_t>(index)].onset +
                              origin_deficits_[static_cast<std::size_t>(index)].length - deficit.onset,
                          deficit.unit);
  dragged_ = true;
  ExperimentSpec edited = spec();
  edited.deficits = deficits;
  const QString name = "deficit " + QString::number(index + 1);
  draft_.edit(edited, part == BandPart::body ? "Move " + name : "Change the length of " + name,
              "drag " + QString::number(drag_number_));
}

}  // namespace imprint::studio
