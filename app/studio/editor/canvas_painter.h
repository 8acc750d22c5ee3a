// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the canvas: what stands still behind (grid, axes, learning rate, ghost), and what moves in front.
#pragma once

#include <QPainter>
#include <QPolygonF>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "app/studio/editor/canvas_lines.h"
#include "app/studio/editor/canvas_view.h"
#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

/// What is under way on the canvas beside the curve itself.
struct CanvasMarks {
  std::optional<QRectF> rubber_band;
  QPolygonF stroke;                    // of the pencil
  std::optional<std::size_t> hovered;  // point
  int hovered_band = -1;
  QPointF readout_at;  // beside the mouse, while dragging
  QString readout;
  bool has_focus = false;
};

/// Lines in pixels, kept while neither curve nor view change.
struct CanvasLines {
  QPolygonF designed;
  QPolygonF other_side;
  std::vector<StairBlock> stairs;
  std::vector<StairBlock> weight_stairs;  // where weights have bits apart from activations
};

CanvasLines make_lines(const CurveEditorModel& model, const CanvasView& view);

/// Surface, grid, numbers along the axes, learning rate and the ghost of the schedule as last saved.
void paint_backdrop(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const QPolygonF& ghost);
/// Empty when it is what is shown anyway.
QPolygonF ghost_line(const CurveEditorModel& model, const ExperimentSpec& saved, const CanvasView& view);

void paint_bands(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasMarks& marks);
void paint_lines(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasLines& lines);
void paint_points(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasMarks& marks);
void paint_marks(QPainter& painter, const CanvasView& view, const CanvasMarks& marks);

/// "Precision, 3 bits: onset 0, length 5 epochs".
QString deficit_words(const DeficitSpec& deficit);
/// The corners and edge centres of the box around several selected points, in pixels; empty when there is none.
std::vector<QRectF> scale_handles(const CurveEditorModel& model, const CanvasView& view);
/// Where the two handles of a bezier segment stand.
std::array<QPointF, 2> bezier_handle_pixels(const CurveEditorModel& model, const CanvasView& view, std::size_t index);
QPointF point_pixel(const CurveEditorModel& model, const CanvasView& view, std::size_t index);
/// The x range of a deficit in pixels.
std::pair<double, double> band_pixels(const CurveEditorModel& model, const CanvasView& view, int index);

}  // namespace imprint::studio
