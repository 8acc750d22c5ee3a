// SPDX-License-Identifier: GPL-3.0-or-later
// What is edited and how: the curve in hand, its selected points, the tool, the unit of time, the grid. Works on the
// draft of the experiment and knows no widget; canvas, table and toolbar all look at one model.
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "app/studio/bridge/evaluated_plan.h"
#include "app/studio/editor/curve_edits.h"
#include "app/studio/editor/motif_map.h"
#include "app/studio/models/experiment_draft.h"

namespace imprint::studio {

enum class CurveSide { forward, backward };
enum class EditTool { select, pencil };
enum class AxisUnit { progress, epoch, step };
enum class BandPart { body, onset, end };

/// The grid to which points and deficits snap.
struct SnapGrid {
  bool on = true;
  double bits = 1;
  double time[3] = {0.05, 1, 100};  // by AxisUnit
  bool operator==(const SnapGrid&) const = default;
};

class CurveEditorModel : public QObject {
  Q_OBJECT

 public:
  explicit CurveEditorModel(ExperimentDraft& draft, QObject* parent = nullptr);

  ExperimentDraft& draft() { return draft_; }
  const ExperimentSpec& spec() const { return draft_.spec(); }
  /// Of the spec, or of the last one that could be evaluated. Evaluated once a change.
  const EvaluatedPlan& plan() const { return plan_; }
  /// What makes the spec one that can not be evaluated; empty when all is well.
  QString problem() const { return problem_; }
  /// While nobody looks nothing is evaluated.
  void set_active(bool active);

  CurveSide side() const { return side_; }
  void set_side(CurveSide side);
  EditTool tool() const { return tool_; }
  void set_tool(EditTool tool);
  AxisUnit unit() const { return unit_; }
  void set_unit(AxisUnit unit);
  const SnapGrid& grid() const { return grid_; }
  void set_grid(const SnapGrid& grid);
  bool is_locked() const { return locked_; }
  /// While a run goes on nothing can be changed.
  void set_locked(bool locked);

  /// The points in hand; those of a named schedule as the curve that it would become.
  const CurvePoints& points() const { return points_; }
  bool is_drawn() const { return spec().precision.schedule == "curve"; }
  /// The precision drawn; equal to the spec's when that is a curve.
  const PrecisionSpec& drawn() const { return drawn_; }
  const PrecisionCurve& curve_of(CurveSide side) const;
  MotifMap map() const { return map_of(side_); }
  MotifMap map_of(CurveSide side) const;

  /// One unit of the axis as progress, and a progress in that unit.
  double unit_progress() const;
  double in_unit(double progress) const { return progress / unit_progress(); }
  QString unit_name() const;
  /// "point 3, epoch 12, 4 bits".
  QString point_words(std::size_t index) const;

  const PointSelection& selection() const { return selection_; }
  bool is_selected(std::size_t index) const;
  void select(PointSelection selection);
  void toggle(std::size_t index);
  void select_all();
  /// Tab and Shift+Tab.
  void select_next(int direction);
  /// The point that keys and announcements are about.
  std::optional<std::size_t> current() const { return current_; }

  /// Key D: the next deficit is in hand, and no point.
  void select_next_band();
  std::optional<int> band() const { return band_; }

  // Edits, each one step to undo.
  void edit_as_curve();
  void into_stairs();
  void add_point(double at);
  void add_point_after_selection();
  void remove_selected();
  void nudge(double times, double bits);  // times: of the grid's step of time
  /// The deficit in hand by steps of the grid: its onset, its length.
  void nudge_band(double onset, double length);
  /// A handle (0 or 1) of the bezier segment after the current point, by twentieths of it and bits.
  void nudge_handle(int handle, double times, double bits);
  void set_segment(CurveSegment segment);
  void set_point(std::size_t index, double at, double bits);
  void set_points(const CurvePoints& points, const QString& action);
  void draw(const std::vector<CurveSpot>& stroke, CurveSpot pixel);
  void set_precision(const PrecisionSpec& precision, const QString& action, const QString& merge_key = {});
  void set_deficits(const std::vector<DeficitSpec>& deficits, const QString& action);
  void set_cycles(int cycles);
  void set_shape(const QString& shape);
  /// A named schedule's range, or that of a drawn curve, which is stretched.
  void set_range(int min_bits, int max_bits);

  // Drags: any number of calls between begin and end, one step to undo.
  void begin_drag();
  /// From where they were at the beginning; the point `grabbed` snaps, unless `free`.
  void drag_points(std::size_t grabbed, CurveSpot way, double resistance, bool free);
  void drag_out();
  void drag_box(const CurveBox& to);
  void drag_handle(std::size_t index, int handle, CurveSpot to);
  void drag_deficit(int index, BandPart part, double way_progress, bool free);
  void end_drag();
  bool is_dragging() const { return dragging_; }
  /// Takes the drag back as if it had not begun.
  void cancel_drag();
  const CurvePoints& drag_origin() const { return origin_points_; }

  /// Where a spot of the motif snaps to.
  CurveSpot snapped_spot(CurveSpot spot) const;
  double snapped_progress(double progress) const;

 Q_SIGNALS:
  /// Points, plan, deficits or anything else of the spec.
  void changed();
  void selection_changed();
  /// Side, tool, unit, grid or lock.
  void options_changed();

 private:
  void follow_draft();
  void refresh();
  void apply(const CurvePoints& points, const QString& action, const QString& merge_key = {});
  void keep_selection_inside();
  void show_selection();
  PointSelection targets() const;
  QString counted(const QString& verb, const PointSelection& selection) const;

  ExperimentDraft& draft_;
  EvaluatedPlan plan_;
  ExperimentSpec evaluated_spec_;
  PrecisionSpec drawn_;
  CurvePoints points_;
  PointSelection selection_;
  std::optional<std::size_t> current_;
  std::optional<int> band_;
  QString problem_;
  CurveSide side_ = CurveSide::forward;
  EditTool tool_ = EditTool::select;
  AxisUnit unit_ = AxisUnit::epoch;
  SnapGrid grid_;
  bool active_ = true;
  bool locked_ = false;
  bool dragging_ = false;
  bool dragged_ = false;
  int drag_number_ = 0;
  CurvePoints origin_points_;
  PointSelection origin_selection_;
  std::vector<DeficitSpec> origin_deficits_;
};

}  // namespace imprint::studio
