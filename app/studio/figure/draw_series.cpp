// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/draw_series.h"

#include "app/figure/layout/series_dress.h"
#include "app/studio/figure/draw_marker.h"

namespace imprint::studio {
namespace {

/// Neighbouring areas of like luminance stay apart by a thin line of the page's colour.
void part_areas(FigureCanvas& canvas, const std::vector<PagePath>& areas, const FigureStyle& style) {
  if (!areas.empty()) canvas.stroke(areas, {style.background, style.axis_points, {}, true});
}

}  // namespace

void draw_bands(FigureCanvas& canvas, const FigureSeries& series, const SeriesShapes& shapes,
                const FigureStyle& style) {
  const SeriesDress dress = dress_of(series, style);
  canvas.fill(shapes.bands, dress.colour, band_opacity);
  canvas.fill(shapes.fills, dress.fill, 1);
  if (series.shape == SeriesShape::area) part_areas(canvas, shapes.fills, style);
}

void draw_series(FigureCanvas& canvas, const FigureSeries& series, const SeriesShapes& shapes,
                 const FigureStyle& style) {
  const SeriesDress dress = dress_of(series, style);
  const FigureColour whisker = series.shape == SeriesShape::bars ? style.ink : dress.colour;
  canvas.stroke(shapes.lines, {dress.colour, dress.line_points, dress.dash, false});
  canvas.stroke(shapes.whiskers, {whisker, 0.75 * dress.line_points, {}, false});
  for (const PagePoint& at : shapes.markers) draw_marker(canvas, dress.marker, at, dress.marker_points, dress.colour);
}

void draw_sample(FigureCanvas& canvas, const FigureSeries& series, const FigureBox& box, const FigureStyle& style) {
  const SeriesDress dress = dress_of(series, style);
  const PagePoint middle{box.left + box.width / 2, box.top + box.height / 2};
  const bool patch = series.shape == SeriesShape::bars || series.shape == SeriesShape::area;
  if (patch) return canvas.fill(box, dress.fill);
  const bool lined = series.shape != SeriesShape::points;
  if (lined)
    canvas.stroke({{{box.left, middle.y}, {box.right(), middle.y}}},
                  {dress.colour, dress.line_points, dress.dash, false});
  const bool marked = !lined || (series.shape == SeriesShape::line && series.role == SeriesRole::main);
  if (marked) draw_marker(canvas, dress.marker, middle, dress.marker_points, dress.colour);
}

}  // namespace imprint::studio
