// SPDX-License-Identifier: GPL-3.0-or-later
// Edits of the curve in hand that are done at once.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/studio/editor/curve_editor_model.h"
#include "core/schedule/schedule_curves.h"

namespace imprint::studio {
namespace {

constexpr double pencil_tolerance = 2.5;                    // pixels
constexpr std::int64_t longest_run_for_stairs = 2'000'000;  // every step is visited

}  // namespace

QString CurveEditorModel::counted(const QString& verb, const PointSelection& selection) const {
  if (selection.size() == 1) return verb + " point " + QString::number(selection.front() + 1);
  return verb + " " + QString::number(selection.size()) + " points";
}

void CurveEditorModel::set_precision(const PrecisionSpec& precision, const QString& action, const QString& merge_key) {
  if (locked_) return;
  ExperimentSpec after = spec();
  after.precision = precision;
  draft_.edit(after, action, merge_key);
}

void CurveEditorModel::apply(const CurvePoints& points, const QString& action, const QString& merge_key) {
  if (locked_) return;
  edit_as_curve();
  PrecisionSpec precision = spec().precision;
  PrecisionCurve& curve = side_ == CurveSide::forward ? precision.curve : precision.backward_curve;
  if (curve.at.empty()) curve = curve_of(side_);
  set_curve_points(curve, points);
  fit_range(precision);
  set_precision(precision, action, merge_key);
}

void CurveEditorModel::edit_as_curve() {
  if (is_drawn() || locked_) return;
  const QString name = QString::fromStdString(spec().precision.schedule);
  PrecisionSpec precision = as_curve(spec().precision);
  fit_range(precision);
  set_precision(precision, "Edit " + name + " as a curve");
}

void CurveEditorModel::into_stairs() {
  if (!problem_.isEmpty() || plan_.total_steps > longest_run_for_stairs) return;
  set_precision(as_stairs(spec().precision, plan_.total_steps), "Turn into stairs");
  select({});
}

void CurveEditorModel::add_point(double at) {
  if (locked_) return;
  edit_as_curve();
  const InsertedPoint inserted = insert_point(points_, at, spec().precision.rex_constant);
  selection_.clear();
  apply(inserted.points, "Add a point");
  select({inserted.index});
}

void CurveEditorModel::add_point_after_selection() {
  const std::size_t last = points_.size() - 1;
  const std::size_t from = current_.value_or(last);
  if (from < last) return add_point((points_[from].at + points_[from + 1].at) / 2);
  // After the last point the curve is level up to the end; before the first one if there is no room there.
  if (points_[last].at < 1) return add_point((points_[last].at + 1) / 2);
  add_point(last > 0 ? (points_[last - 1].at + 1) / 2 : points_.front().at / 2);
}

void CurveEditorModel::remove_selected() {
  if (selection_.empty() || points_.size() < 2 || locked_) return;
  const PointSelection gone = selection_;
  selection_.clear();
  apply(delete_points(points_, gone), counted("Delete", gone));
  select({std::min(gone.front(), points_.size() - 1)});
}

void CurveEditorModel::nudge(double times, double bits) {
  if (selection_.empty()) return;
  const MotifMap here = map();
  const double step = grid_.time[static_cast<int>(unit_)] * unit_progress() / here.span;
  const CurveSpot way{times * step * (here.mirrored ? -1 : 1), bits * grid_.bits * (here.upside_down ? -1 : 1)};
  apply(move_points(points_, selection_, way), counted("Move", selection_), "nudge " + counted("", selection_));
}

PointSelection CurveEditorModel::targets() const {
  if (!selection_.empty()) return selection_;
  PointSelection all(points_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

void CurveEditorModel::set_segment(CurveSegment segment) {
  apply(imprint::studio::set_segment(points_, targets(), segment, spec().precision.rex_constant),
        "Set " + QString::fromStdString(segment_name(segment)) + " segments");
}

void CurveEditorModel::set_point(std::size_t index, double at, double bits) {
  if (index >= points_.size()) return;
  const CurveSpot way{at - points_[index].at, bits - points_[index].bits};
  apply(move_points(points_, {index}, way), counted("Move", {index}));
}

void CurveEditorModel::set_points(const CurvePoints& points, const QString& action) {
  if (points.empty()) return;
  apply(points, action);
  select({});
}

void CurveEditorModel::draw(const std::vector<CurveSpot>& stroke, CurveSpot pixel) {
  CurvePoints drawn = from_stroke(stroke, pixel, pencil_tolerance);
  if (drawn.empty() || locked_) return;
  if (grid_.on)
    for (CurvePoint& point : drawn)
      point.bits = std::clamp(snapped(point.bits, grid_.bits), fewest_curve_bits, most_curve_bits);
  edit_as_curve();
  const std::size_t before = points_.size();
  apply(replace_stretch(points_, drawn, spec().precision.rex_constant), "Draw a stretch");
  if (points_.size() != before) select({});
}

void CurveEditorModel::set_deficits(const std::vector<DeficitSpec>& deficits, const QString& action) {
  if (locked_) return;
  ExperimentSpec after = spec();
  after.deficits = deficits;
  draft_.edit(after, action);
}

void CurveEditorModel::set_cycles(int cycles) {
  PrecisionSpec precision = spec().precision;
  if (!is_drawn()) {
    precision.cycles = cycles;
  } else {
    PrecisionCurve& curve = side_ == CurveSide::forward ? precision.curve : precision.backward_curve;
    if (curve.at.empty()) curve = curve_of(side_);
    curve.cycles = cycles;
  }
  set_precision(precision, "Set cycles to " + QString::number(cycles), "cycles");
}

void CurveEditorModel::set_shape(const QString& shape) {
  if (locked_) return;
  edit_as_curve();
  PrecisionSpec precision = spec().precision;
  PrecisionCurve& curve = side_ == CurveSide::forward ? precision.curve : precision.backward_curve;
  if (curve.at.empty()) curve = curve_of(side_);
  curve.shape = shape.toStdString();
  set_precision(precision, "Set cycles " + shape);
}

void CurveEditorModel::set_range(int min_bits, int max_bits) {
  const QString action = QString("Use %1 to %2 bits").arg(min_bits).arg(max_bits);
  PrecisionSpec precision = spec().precision;
  precision.min_bits = min_bits;
  precision.max_bits = max_bits;
  if (is_drawn()) {
    const CurvePoints points = curve_points(precision.curve);
    PointSelection all(points.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const CurveBox from = box_of(points, all);
    CurveBox to = from;
    to.low = min_bits;
    to.high = max_bits;
    CurvePoints stretched = scale_points(points, all, from, to);
    if (from.low == from.high)  // level: nothing to stretch
      for (CurvePoint& point : stretched) point.bits = max_bits;
    set_curve_points(precision.curve, stretched);
  }
  set_precision(precision, action, "range");
}

}  // namespace imprint::studio
