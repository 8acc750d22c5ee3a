// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/canvas_painter.h"

#include <QPixmap>
#include <algorithm>
#include <array>
#include <cmath>

#include "app/studio/theme/theme.h"
#include "core/base/error.h"
#include "core/spec/deficit_words.h"

namespace imprint::studio {
namespace {

constexpr double handle_size = 7;
constexpr double point_radius = 4.5;
constexpr double dense_point_radius = 3;
constexpr std::size_t many_points = 120;

QColor see_through(QColor colour, double opacity) {
  colour.setAlphaF(static_cast<float>(opacity));
  return colour;
}

QColor colour_of(CurveSide side) { return side == CurveSide::forward ? theme().baseline : theme().backward; }

/// The places of all points in all cycles, as far as they are few enough to be told apart.
std::vector<double> corner_places(const CurveEditorModel& model, const CanvasView& view, CurveSide side) {
  const PrecisionCurve& curve = model.curve_of(side);
  const double span = model.map_of(side).span;
  const double visible_cycles = (view.right() - view.left()) / span;
  if (visible_cycles * static_cast<double>(curve.at.size()) > 2 * view.plot().width()) return {};
  std::vector<double> places;
  const int last = static_cast<int>(std::ceil(view.right() / span));
  for (int cycle = static_cast<int>(view.left() / span); cycle <= last; ++cycle) {
    const MotifMap map = motif_map(curve, span, cycle, 1, 32);
    places.push_back(map.begin);
    for (const double at : curve.at) places.push_back(map.progress(at));
  }
  std::ranges::sort(places);
  return places;
}

/// A point drawn once, stamped many times: antialiased circles are slow.
QPixmap stamp(double radius, const QColor& fill, const QColor& edge, double width, double ratio) {
  const double half = radius + width + 1;
  QPixmap picture(QSizeF(2 * half * ratio, 2 * half * ratio).toSize());
  picture.setDevicePixelRatio(ratio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(edge, width));
  painter.setBrush(fill);
  painter.drawEllipse(QPointF(half, half), radius, radius);
  return picture;
}

void paint_bezier_handles(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  const CurvePoints& points = model.points();
  for (const std::size_t i : model.selection()) {
    if (i + 1 >= points.size() || points[i].segment != CurveSegment::bezier) continue;
    const auto [first, second] = bezier_handle_pixels(model, view, i);
    painter.setPen(QPen(theme().muted, 1));
    painter.drawLine(point_pixel(model, view, i), first);
    painter.drawLine(point_pixel(model, view, i + 1), second);
    painter.setBrush(theme().surface);
    painter.setPen(QPen(theme().text, 1.2));
    for (const QPointF& at : {first, second}) painter.drawRect(QRectF(at - QPointF(3, 3), QSizeF(6, 6)));
  }
}

void paint_scale_box(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  const auto handles = scale_handles(model, view);
  if (handles.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(see_through(theme().accent, 0.6), 1, Qt::DotLine));
  painter.drawRect(QRectF(handles[0].center(), handles[4].center()));
  painter.setPen(QPen(theme().accent, 1));
  painter.setBrush(theme().surface);
  for (const QRectF& handle : handles) painter.drawRect(handle);
  painter.setRenderHint(QPainter::Antialiasing);
}

void paint_label(QPainter& painter, const QRectF& around, const QPointF& near, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  QRectF box(near + QPointF(14, -34), QSizeF(metrics.horizontalAdvance(text) + 16, metrics.height() + 8));
  if (box.right() > around.right()) box.moveRight(near.x() - 14);
  if (box.top() < 2) box.moveTop(near.y() + 18);
  painter.setPen(QPen(theme().line, 1));
  painter.setBrush(theme().surface);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(theme().text);
  painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace

CanvasLines make_lines(const CurveEditorModel& model, const CanvasView& view) {
  const bool backward = model.side() == CurveSide::backward;
  CanvasLines lines;
  lines.stairs = stair_blocks(model.plan(), view, backward ? Operand::gradient : Operand::activation);
  if (!backward && model.plan().weights_part) lines.weight_stairs = stair_blocks(model.plan(), view, Operand::weight);
  try {
    const PrecisionSchedule schedule(model.spec().precision, model.plan().total_steps);
    const auto other = backward ? CurveSide::forward : CurveSide::backward;
    lines.designed = designed_line(schedule, view, backward, corner_places(model, view, model.side()));
    lines.other_side = designed_line(schedule, view, !backward, corner_places(model, view, other));
  } catch (const InputError&) {
    // The meaning strip names what is wrong; the points can still be mended.
  }
  return lines;
}

QString deficit_words(const DeficitSpec& deficit) {
  const QString many = deficit.length == 1 ? "" : "s";
  const QString unit = deficit.unit == "fraction" ? "of the run" : QString::fromStdString(deficit.unit) + many;
  return QString("%1 · onset %2 · length %3 %4")
      .arg(QString::fromStdString(deficit_label(deficit)), QString::number(deficit.onset, 'g', 6),
           QString::number(deficit.length, 'g', 6), unit);
}

std::pair<double, double> band_pixels(const CurveEditorModel& model, const CanvasView& view, int index) {
  const StepWindow window = model.plan().windows[static_cast<std::size_t>(index)];
  const auto total = static_cast<double>(model.plan().total_steps);
  return {view.pixel_x(static_cast<double>(window.begin) / total),
          view.pixel_x(static_cast<double>(window.end) / total)};
}

void paint_bands(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasMarks& marks) {
  const QRectF plot = view.plot();
  painter.setFont(sized_font(-1.5));
  const QFontMetricsF metrics(painter.font());
  const int count = static_cast<int>(std::min(model.plan().windows.size(), model.spec().deficits.size()));
  double taken = plot.left();  // up to there labels stand already
  for (int i = 0; i < count; ++i) {
    const auto [left, right] = band_pixels(model, view, i);
    const double from = std::max(left, plot.left()), to = std::min(right, plot.right());
    if (to <= from) continue;
    const bool hot = marks.hovered_band == i || model.band() == i;
    painter.fillRect(QRectF(from, plot.top(), to - from, view.rate().bottom() - plot.top()),
                     see_through(theme().deficit, hot ? 0.20 : 0.12));
    painter.setPen(QPen(see_through(theme().deficit, 0.75), hot ? 2 : 1));
    for (const double edge : {left, right})
      if (edge >= plot.left() && edge <= plot.right())
        painter.drawLine(QPointF(std::floor(edge) + 0.5, plot.top() - 4),
                         QPointF(std::floor(edge) + 0.5, plot.bottom()));
    const QString words = deficit_words(model.spec().deficits[static_cast<std::size_t>(i)]);
    const double width = metrics.horizontalAdvance(words);
    const double at = std::min(from + 2, plot.right() - width);
    if (at < taken && !hot) continue;
    painter.setPen(theme().dark ? theme().deficit : theme().deficit.darker(120));
    painter.drawText(QRectF(at, plot.top() - 23, width + 4, 18), Qt::AlignVCenter | Qt::AlignLeft, words);
    taken = at + width + 10;
  }
}

void paint_stairs(QPainter& painter, const std::vector<StairBlock>& stairs, const QColor& colour) {
  const QColor harmed = see_through(theme().deficit, 0.9);
  for (const StairBlock& block : stairs) painter.fillRect(block.area, block.in_deficit ? harmed : colour);
}

/// "A" and "W" above the first stairs, where activations and weights have bits apart.
void name_stairs(QPainter& painter, const CanvasLines& lines, const QColor& colour) {
  painter.setFont(sized_font(-2, QFont::DemiBold));
  painter.setPen(colour);
  const auto name = [&](const std::vector<StairBlock>& stairs, const QString& text) {
    if (!stairs.empty()) painter.drawText(stairs.front().area.topLeft() + QPointF(4, -3), text);
  };
  name(lines.stairs, "A");
  name(lines.weight_stairs, "W");
}

void paint_lines(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasLines& lines) {
  painter.setClipRect(view.plot().adjusted(-1, -1, 1, 1));
  painter.setRenderHint(QPainter::Antialiasing, false);
  const QColor colour = colour_of(model.side());
  const QColor stairs = see_through(colour, theme().dark ? 0.55 : 0.45);
  paint_stairs(painter, lines.stairs, stairs);
  paint_stairs(painter, lines.weight_stairs, stairs);
  painter.setRenderHint(QPainter::Antialiasing);
  if (!lines.weight_stairs.empty()) name_stairs(painter, lines, colour);
  const CurveSide other = model.side() == CurveSide::forward ? CurveSide::backward : CurveSide::forward;
  painter.setPen(QPen(faded(colour_of(other), 0.7), 1, Qt::DotLine));
  painter.drawPolyline(lines.other_side);
  const MotifMap map = model.map();
  const double left = view.pixel_x(map.begin), right = view.pixel_x(map.begin + map.span);
  painter.setPen(QPen(colour, 1));
  if (map.span < 1) {
    painter.setPen(QPen(faded(colour, 0.5), 1));
    painter.drawPolyline(lines.designed);
    painter.setClipRect(view.plot().intersected(QRectF(left, 0, right - left, 1e5)));
    painter.setPen(QPen(colour, 1));
  }
  painter.drawPolyline(lines.designed);
  painter.setClipping(false);
}

QPointF point_pixel(const CurveEditorModel& model, const CanvasView& view, std::size_t index) {
  const MotifMap map = model.map();
  const CurvePoint& point = model.points()[index];
  return view.pixel(map.progress(point.at), map.turned(point.bits));
}

std::array<QPointF, 2> bezier_handle_pixels(const CurveEditorModel& model, const CanvasView& view, std::size_t index) {
  const MotifMap map = model.map();
  const CurvePoint& from = model.points()[index];
  const CurvePoint& to = model.points()[index + 1];
  const double width = to.at - from.at;
  const auto place = [&](double x, double bits) {
    return view.pixel(map.progress(from.at + x * width), map.turned(bits));
  };
  return {place(from.handles.x1, from.bits + from.handles.bits1), place(from.handles.x2, to.bits + from.handles.bits2)};
}

std::vector<QRectF> scale_handles(const CurveEditorModel& model, const CanvasView& view) {
  if (model.selection().size() < 2) return {};
  QRectF box(point_pixel(model, view, model.selection().front()), QSizeF());
  for (const std::size_t i : model.selection()) {
    const QPointF at = point_pixel(model, view, i);
    box.setCoords(std::min(box.left(), at.x()), std::min(box.top(), at.y()), std::max(box.right(), at.x()),
                  std::max(box.bottom(), at.y()));
  }
  box.adjust(-12, -12, 12, 12);  // clear of the points
  const QPointF c = box.center();
  std::vector<QRectF> handles;
  for (const QPointF& at :
       {box.topLeft(), QPointF(c.x(), box.top()), box.topRight(), QPointF(box.right(), c.y()), box.bottomRight(),
        QPointF(c.x(), box.bottom()), box.bottomLeft(), QPointF(box.left(), c.y())})
    handles.emplace_back(at - QPointF(handle_size / 2, handle_size / 2), QSizeF(handle_size, handle_size));
  return handles;
}

void paint_points(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const CanvasMarks& marks) {
  painter.setClipRect(view.plot().adjusted(-8, -8, 8, 8));
  paint_bezier_handles(painter, model, view);
  const double ratio = painter.device()->devicePixelRatioF();
  const double radius = model.points().size() > many_points ? dense_point_radius : point_radius;
  const QColor colour = colour_of(model.side());
  const QPixmap plain = stamp(radius, theme().surface, colour, 1.5, ratio);
  const QPixmap chosen = stamp(radius + 0.5, theme().accent, theme().surface, 1.2, ratio);
  const QPixmap hot = stamp(radius + 1.5, theme().surface, theme().text, 1.5, ratio);
  for (std::size_t i = 0; i < model.points().size(); ++i) {
    const QPixmap& picture = model.is_selected(i) ? chosen : marks.hovered == i ? hot : plain;
    const QSizeF half = picture.deviceIndependentSize() / 2;
    painter.drawPixmap(point_pixel(model, view, i) - QPointF(half.width(), half.height()), picture);
  }
  if (marks.has_focus && model.current() && *model.current() < model.points().size()) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme().accent, 1.5));
    painter.drawEllipse(point_pixel(model, view, *model.current()), radius + 5, radius + 5);
  }
  paint_scale_box(painter, model, view);
  painter.setClipping(false);
}

void paint_marks(QPainter& painter, const CanvasView& view, const CanvasMarks& marks) {
  painter.setFont(sized_font(-1));
  if (marks.rubber_band) {
    painter.setPen(QPen(theme().accent, 1));
    painter.setBrush(see_through(theme().accent, 0.12));
    painter.drawRect(*marks.rubber_band);
  }
  if (!marks.stroke.isEmpty()) {
    painter.setPen(QPen(theme().text, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(marks.stroke);
  }
  if (!marks.readout.isEmpty()) paint_label(painter, view.plot(), marks.readout_at, marks.readout);
}

}  // namespace imprint::studio
