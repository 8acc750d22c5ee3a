// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/painter_canvas.h"

#include <QFontMetricsF>
#include <cmath>

#include "app/figure/layout/text_width.h"

namespace imprint::studio {
namespace {

/// Qt's rasteriser takes time with the square of a stroke's length, so long lines are drawn in parts, which
/// share a segment: no join is left open.
constexpr std::size_t part_points = 12;

}  // namespace

QColor colour_of(FigureColour colour, double opacity) {
  QColor result(colour.red, colour.green, colour.blue);
  result.setAlphaF(static_cast<float>(opacity));
  return result;
}

QPointF PainterCanvas::at(PagePoint point) const {
  const QPointF place(point.x * units_, point.y * units_);
  // Whole units are short in a PDF, and finer than anything that shows it.
  return letters_ == Letters::characters ? QPointF(std::round(place.x()), std::round(place.y())) : place;
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
  if (letters_ == Letters::characters || stroke.closed) return painter_.strokePath(path(lines, stroke.closed), pen);
  for (const PagePath& line : lines) stroke_in_parts(line, pen, stroke.width);
}

void PainterCanvas::stroke_in_parts(const PagePath& line, QPen pen, double width) {
  double before = 0;  // how much of the line lies before the part, for the dashes
  for (std::size_t first = 0; first + 1 < line.size(); first += part_points - 2) {
    const std::size_t last = std::min(first + part_points, line.size());
    const PagePath part(line.begin() + static_cast<std::ptrdiff_t>(first),
                        line.begin() + static_cast<std::ptrdiff_t>(last));
    if (pen.style() != Qt::SolidLine) pen.setDashOffset(before / width);  // it would make a solid pen dashed
    painter_.strokePath(path({part}, false), pen);
    if (last == line.size()) return;
    for (std::size_t i = 0; i + 2 < part.size(); ++i)
      before += std::hypot(part[i + 1].x - part[i].x, part[i + 1].y - part[i].y);
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
