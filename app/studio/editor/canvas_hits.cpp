// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_hits.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/studio/editor/canvas_painter.h"

namespace imprint::studio {
namespace {

using Kind = CanvasHit::Kind;

constexpr double point_reach = 9, handle_reach = 7, edge_reach = 5, line_reach = 7;  // pixels

double distance(const QPointF& a, const QPointF& b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }

std::optional<CanvasHit> point_hit(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel) {
  double nearest = point_reach;
  std::optional<CanvasHit> hit;
  for (std::size_t i = 0; i < model.points().size(); ++i) {
    const double away = distance(point_pixel(model, view, i), pixel);
    // Of two points at one place a selected one is meant: it is the one in hand.
    if (away > nearest || (away == nearest && hit && !model.is_selected(i))) continue;
    nearest = away;
    hit = CanvasHit{Kind::point, i};
  }
  return hit;
}

std::optional<CanvasHit> handle_hit(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel) {
  for (const std::size_t i : model.selection()) {
    if (i + 1 >= model.points().size() || model.points()[i].segment != CurveSegment::bezier) continue;
    const auto handles = bezier_handle_pixels(model, view, i);
    for (int h = 0; h < 2; ++h)
      if (distance(handles[static_cast<std::size_t>(h)], pixel) <= handle_reach)
        return CanvasHit{Kind::bezier_handle, i, h};
  }
  const auto around = scale_handles(model, view);
  for (std::size_t h = 0; h < around.size(); ++h)
    if (around[h].adjusted(-3, -3, 3, 3).contains(pixel)) return CanvasHit{Kind::scale_handle, 0, static_cast<int>(h)};
  return std::nullopt;
}

std::optional<CanvasHit> band_hit(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel,
                                  bool edges) {
  const int count = static_cast<int>(std::min(model.plan().windows.size(), model.spec().deficits.size()));
  for (int i = count; i-- > 0;) {
    const auto [left, right] = band_pixels(model, view, i);
    CanvasHit hit{Kind::band, 0, 0, i};
    if (edges && std::abs(pixel.x() - left) <= edge_reach)
      hit.part = BandPart::onset;
    else if (edges && std::abs(pixel.x() - right) <= edge_reach)
      hit.part = BandPart::end;
    else if (edges || pixel.x() < left || pixel.x() > right)
      continue;
    // A narrow band must still be one that can be moved as a whole.
    if (right - left < 4 * edge_reach && pixel.x() > left && pixel.x() < right) hit.part = BandPart::body;
    return hit;
  }
  return std::nullopt;
}

bool is_on_line(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel) {
  const double at = motif_place(model, view.progress_at(pixel.x()));
  const double here =
      view.pixel_y(model.map().turned(curve_value(model.points(), at, model.spec().precision.rex_constant)));
  return std::abs(here - pixel.y()) <= line_reach;
}

}  // namespace

double motif_place(const CurveEditorModel& model, double progress) {
  const MotifMap edited = model.map();
  const int cycle = static_cast<int>(std::floor(std::clamp(progress, 0.0, 1.0) / edited.span));
  const MotifMap map = progress >= edited.begin && progress <= edited.begin + edited.span
                           ? edited
                           : motif_map(model.curve_of(model.side()), edited.span, cycle, 1, 32);
  return std::clamp(map.at(std::clamp(progress, 0.0, 1.0)), 0.0, 1.0);
}

CanvasHit hit_at(const CurveEditorModel& model, const CanvasView& view, const QPointF& pixel) {
  if (const auto hit = point_hit(model, view, pixel)) return *hit;
  if (const auto hit = handle_hit(model, view, pixel)) return *hit;
  const QRectF plot = view.plot().adjusted(-edge_reach, -24, edge_reach, 0);  // the numbers of a band are part of it
  if (!plot.contains(pixel)) return {};
  if (const auto hit = band_hit(model, view, pixel, true)) return *hit;
  if (is_on_line(model, view, pixel)) return {Kind::line};
  if (const auto hit = band_hit(model, view, pixel, false)) return *hit;
  return {};
}

}  // namespace imprint::studio
