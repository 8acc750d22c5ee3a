// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/painter_canvas.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "app/workflow/figure/layout/text_width.h"

namespace imprint::studio {
namespace {

constexpr double whole_units = 50;
/// Filling the outline of a long zigzag at once takes the rasterizer a hundred times as long as filling it in parts.
constexpr std::size_t longest_stroke = 200;  // points
constexpr std::size_t part_of_stroke = 6;

}  // namespace

QColor colour_of(FigureColour colour, double opacity) {
  QColor result(colour.red, colour.green, colour.blue);
  result.setAlphaF(static_cast<float>(opacity));
  return result;
}

QPointF PainterCanvas::at(PagePoint point) const {
  const QPointF place(point.x * units_, point.y * units_);
  // Units of a hundredth of a point are fine enough: digits behind them are most of a long curve's file.
  return units_ < whole_units ? place : QPointF(std::round(place.x()), std::round(place.y()));
}

QPainterPath PainterCanvas::path(const std::vector<PagePath>& lines, bool closed) const {
  QPainterPath result;
  for (const PagePath& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) i == 0 ? result.moveTo(at(line[i])) : result.lineTo(at(line[i]));
    if (closed) result.closeSubpath();
  }
  return result;
}

void PainterCanvas::fill(const std::vector<PagePath>& polygons, FigureColour colour, double opacity) {
  // One by one: where polygons of one fill overlap, a joint path would have holes.
  for (const PagePath& polygon : polygons) painter_.fillPath(path({polygon}, true), colour_of(colour, opacity));
}

void PainterCanvas::stroke(const std::vector<PagePath>& lines, const Stroke& stroke) {
  if (lines.empty()) return;
  QPen pen(colour_of(stroke.colour), stroke.width * units_, Qt::SolidLine, Qt::FlatCap,
           stroke.closed ? Qt::MiterJoin : Qt::RoundJoin);
  if (!stroke.dash.empty()) {
    QList<qreal> pattern;  // in widths of the pen
    for (const double length : stroke.dash) pattern << length / stroke.width;
    pen.setDashPattern(pattern);
  }
  for (const PagePath& line : lines)
    if (letters_ == Letters::outlines && !stroke.closed && line.size() > longest_stroke)
      stroke_in_parts(line, pen);
    else
      painter_.strokePath(path({line}, stroke.closed), pen);
}

/// Each part begins with the last segment of the one before, so that the join between them is drawn, and goes on with
/// its dashes.
void PainterCanvas::stroke_in_parts(const PagePath& line, QPen pen) {
  double length = 0;
  for (std::size_t begin = 0; begin + 1 < line.size();) {
    const std::size_t end = std::min(begin + part_of_stroke, line.size());
    if (pen.style() == Qt::CustomDashLine) pen.setDashOffset(length / pen.widthF());
    painter_.strokePath(path({PagePath(line.begin() + static_cast<std::ptrdiff_t>(begin), line.begin() + static_cast<std::ptrdiff_t>(end))}, false), pen);
    const std::size_t next = end == line.size() ? end : end - 2;
    for (std::size_t i = begin; i < next && i + 1 < line.size(); ++i)
      length += units_ * std::hypot(line[i + 1].x - line[i].x, line[i + 1].y - line[i].y);
    begin = next;
  }
}

void PainterCanvas::disc(PagePoint centre, double radius, FigureColour colour) {
  QPainterPath circle;
  circle.addEllipse(at(centre), radius * units_, radius * units_);
  painter_.fillPath(circle, colour_of(colour));
}

void PainterCanvas::text(const PlacedText& text, FigureColour colour) {
  painter_.save();
  const QPointF start = text.turned ? at({text.baseline, text.box.bottom()}) : at({text.box.left, text.baseline});
  painter_.translate(start);
  if (text.turned) painter_.rotate(-90);
  if (letters_ == Letters::outlines) {
    painter_.scale(units_, units_);
    painter_.fillPath(text_outlines(font_, text), colour_of(colour));
  } else {
    painter_.setPen(colour_of(colour));
    characters(text);
  }
  painter_.restore();
}

void PainterCanvas::characters(const PlacedText& text) {
  double x = 0;
  for (const TextRun& run : text_runs(text.text)) {
    const double points = text.points * (run.raised ? raised_size : 1);
    const QFont font = sized_font(font_, static_cast<int>(std::lround(points * units_)), text.bold);
    const QString shown = QString::fromStdString(run.text);
    painter_.setFont(font);
    painter_.drawText(QPointF(x, run.raised ? -raised_by * text.points * units_ : 0), shown);
    x += QFontMetricsF(font).horizontalAdvance(shown);
  }
}

void PainterCanvas::picture(const QImage& picture, const FigureBox& box) {
  painter_.drawImage(QRectF(at({box.left, box.top}), at({box.right(), box.bottom()})), picture);
}

}  // namespace imprint::studio
