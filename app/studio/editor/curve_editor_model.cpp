// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/curve_editor_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/schedule/schedule_curves.h"
#include "core/spec/curve_rules.h"

namespace imprint::studio {
namespace {

/// A backward curve that is not drawn yet is level.
PrecisionCurve level_curve(int bits) {
  PrecisionCurve curve;
  set_curve_points(curve, CurvePoints{{0, std::clamp<double>(bits, fewest_curve_bits, most_curve_bits)}});
  return curve;
}

/// A wrong curve, from a file, is not drawn: the strip names what is wrong, the spec keeps it until it is edited.
bool is_right(const PrecisionCurve& curve) { return curve_problems(curve, "curve", 1, 32).empty(); }

}  // namespace

CurveEditorModel::CurveEditorModel(ExperimentDraft& draft, QObject* parent) : QObject(parent), draft_(draft) {
  connect(&draft_, &ExperimentDraft::changed, this, &CurveEditorModel::follow_draft);
  refresh();
}

void CurveEditorModel::set_active(bool active) {
  if (std::exchange(active_, active) == active || !active) return;
  follow_draft();
}

void CurveEditorModel::follow_draft() {
  if (!active_) return;
  if (!(spec() == evaluated_spec_)) refresh();
  Q_EMIT changed();
}

void CurveEditorModel::refresh() {
  evaluated_spec_ = spec();
  auto evaluated = evaluate_plan(spec());
  if (evaluated) plan_ = std::move(*evaluated);
  if (plan_.steps.empty()) plan_ = *evaluate_plan(ExperimentSpec());  // never a right one yet: something to look at
  const bool named = spec().precision.schedule != "curve";
  problem_ = evaluated                     ? QString()
             : draft_.problems().isEmpty() ? "The run can't be planned"
                                           : draft_.problems().firstKey() + ": " + draft_.problems().first();
  try {
    drawn_ = named ? as_curve(spec().precision) : spec().precision;
  } catch (const InputError&) {
    drawn_ = as_curve(PrecisionSpec());
  }
  if (!is_right(drawn_.curve)) drawn_.curve = level_curve(drawn_.max_bits);
  if (!is_right(drawn_.backward_curve)) drawn_.backward_curve = level_curve(drawn_.backward_bits);
  points_ = curve_points(curve_of(side_));
  keep_selection_inside();
}

const PrecisionCurve& CurveEditorModel::curve_of(CurveSide side) const {
  return side == CurveSide::forward ? drawn_.curve : drawn_.backward_curve;
}

MotifMap CurveEditorModel::map_of(CurveSide side) const {
  const PrecisionCurve& curve = curve_of(side);
  const auto total = plan_.total_steps;
  const int cycles = std::clamp<int>(curve.cycles, 1, static_cast<int>(std::min<std::int64_t>(total, 1'000'000)));
  const std::int64_t period = total / cycles + (drawn_.period == "floor-plus-one" ? 1 : 0);
  const auto [low, high] = std::minmax_element(curve.bits.begin(), curve.bits.end());
  const bool forward = side == CurveSide::forward;
  return motif_map(curve, static_cast<double>(period) / static_cast<double>(total), edited_cycle(curve),
                   forward ? drawn_.min_bits : std::floor(*low), forward ? drawn_.max_bits : std::ceil(*high));
}

void CurveEditorModel::set_side(CurveSide side) {
  if (std::exchange(side_, side) == side) return;
  points_ = curve_points(curve_of(side_));
  selection_.clear();
  current_.reset();
  Q_EMIT options_changed();
  Q_EMIT changed();
  Q_EMIT selection_changed();
}

void CurveEditorModel::set_tool(EditTool tool) {
  if (std::exchange(tool_, tool) != tool) Q_EMIT options_changed();
}

void CurveEditorModel::set_unit(AxisUnit unit) {
  if (std::exchange(unit_, unit) != unit) Q_EMIT options_changed();
}

void CurveEditorModel::set_grid(const SnapGrid& grid) {
  if (!(std::exchange(grid_, grid) == grid)) Q_EMIT options_changed();
}

void CurveEditorModel::set_locked(bool locked) {
  if (std::exchange(locked_, locked) != locked) Q_EMIT options_changed();
}

double CurveEditorModel::unit_progress() const {
  const auto total = static_cast<double>(plan_.total_steps);
  if (unit_ == AxisUnit::epoch) return static_cast<double>(plan_.steps_per_epoch) / total;
  return unit_ == AxisUnit::step ? 1 / total : 1;
}

QString CurveEditorModel::unit_name() const {
  if (unit_ == AxisUnit::epoch) return "epoch";
  return unit_ == AxisUnit::step ? "iteration" : "progress";
}

QString CurveEditorModel::point_words(std::size_t index) const {
  if (index >= points_.size()) return {};
  const double place = in_unit(map().progress(points_[index].at));
  return QString("point %1, %2 %3, %4 bits")
      .arg(index + 1)
      .arg(unit_name(), QString::number(place, 'g', 6), QString::number(points_[index].bits, 'g', 4));
}

bool CurveEditorModel::is_selected(std::size_t index) const {
  return std::binary_search(selection_.begin(), selection_.end(), index);
}

void CurveEditorModel::select(PointSelection selection) {
  std::ranges::sort(selection);
  selection.erase(std::unique(selection.begin(), selection.end()), selection.end());
  std::erase_if(selection, [this](std::size_t i) { return i >= points_.size(); });
  if (selection_ == selection && !band_) return;
  band_.reset();
  const bool current_stays = current_ && std::ranges::binary_search(selection, *current_);
  selection_ = std::move(selection);
  if (selection_.empty())
    current_.reset();
  else if (!current_stays)
    current_ = selection_.front();
  Q_EMIT selection_changed();
}

void CurveEditorModel::toggle(std::size_t index) {
  PointSelection selection = selection_;
  if (is_selected(index))
    std::erase(selection, index);
  else
    selection.push_back(index);
  select(std::move(selection));
}

void CurveEditorModel::select_all() {
  PointSelection all(points_.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  select(std::move(all));
}

void CurveEditorModel::select_next(int direction) {
  const auto count = static_cast<std::ptrdiff_t>(points_.size());
  const auto from = current_ ? static_cast<std::ptrdiff_t>(*current_) : direction > 0 ? -1 : count;
  select({static_cast<std::size_t>((from + direction + count) % count)});
}

void CurveEditorModel::select_next_band() {
  const int count = static_cast<int>(std::min(plan_.windows.size(), spec().deficits.size()));
  if (count == 0) return;
  selection_.clear();
  current_.reset();
  band_ = (band_.value_or(-1) + 1) % count;
  Q_EMIT selection_changed();
}

void CurveEditorModel::keep_selection_inside() {
  if (band_ && *band_ >= static_cast<int>(spec().deficits.size())) band_.reset();
  std::erase_if(selection_, [this](std::size_t i) { return i >= points_.size(); });
  if (selection_.empty())
    current_.reset();
  else if (!current_ || !is_selected(*current_))
    current_ = selection_.front();
}

CurveSpot CurveEditorModel::snapped_spot(CurveSpot spot) const {
  if (!grid_.on) return spot;
  const MotifMap here = map();
  const double at = here.at(snapped_progress(here.progress(spot.at)));
  // A grid line beyond the motif's end would lead away from the end itself.
  return {std::clamp(at, 0.0, 1.0), snapped(spot.bits, grid_.bits)};
}

double CurveEditorModel::snapped_progress(double progress) const {
  if (!grid_.on) return progress;
  const double step = grid_.time[static_cast<int>(unit_)] * unit_progress();
  return std::clamp(snapped(progress, step), 0.0, 1.0);
}

}  // namespace imprint::studio
