// SPDX-License-Identifier: GPL-3.0-or-later
// What stands still behind the curve.
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/editor/canvas_painter.h"
#include "app/studio/theme/fine_lines.h"
#include "app/studio/theme/theme.h"
#include "core/base/error.h"
#include "core/precision/ladder.h"

namespace imprint::studio {
namespace {

constexpr double pixels_a_time_tick = 90;
constexpr double pixels_a_bits_tick = 26;

void paint_bits_axis(QPainter& painter, const CanvasView& view) {
  const QRectF plot = view.plot();
  const int most = std::max(2, static_cast<int>(plot.height() / pixels_a_bits_tick));
  for (const Tick& tick : linear_ticks({view.low(), view.high()}, most)) {
    if (tick.value != std::round(tick.value)) continue;  // there are no half bits
    const double y = crisp(view.pixel_y(tick.value));
    painter.setPen(hairline(theme().grid));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setPen(theme().muted);
    painter.drawText(QRectF(0, y - 9, plot.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromStdString(tick.text));
  }
  painter.setPen(theme().faint);
  painter.drawText(QRectF(0, 6, plot.left() - 8, 18), Qt::AlignRight | Qt::AlignVCenter, "bits");
}

/// Above the lines of bits that mean another format than the ones below them, where bits alone do not tell it.
void paint_rungs(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  constexpr double line_height = 16;
  const Ladder* ladder = find_ladder(model.spec().precision.ladder);
  if (ladder == nullptr) return;
  const QRectF plot = view.plot();
  double last = plot.bottom() + line_height;
  painter.setPen(theme().muted);
  for (const auto& [bits, format] :
       ladder->rungs(model.side() == CurveSide::backward ? Operand::gradient : Operand::weight)) {
    const double y = view.pixel_y(bits);
    if (short_text(format) == std::to_string(bits) || y < plot.top() + line_height || y > plot.bottom() ||
        last - y < line_height)
      continue;
    last = y;
    painter.drawText(QRectF(plot.left(), y - line_height - 3, plot.width() - 6, line_height),
                     Qt::AlignRight | Qt::AlignBottom, QString::fromStdString(format_name(format)));
  }
}

void paint_time_axis(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  const QRectF plot = view.plot(), rate = view.rate();
  const double unit = model.unit_progress();
  const QString title = model.unit_name();
  const QFontMetricsF metrics(painter.font());
  const double title_left = rate.right() - metrics.horizontalAdvance(title);
  const QRectF row(rate.left(), rate.bottom() + 5, rate.width(), metrics.height());
  painter.setPen(theme().faint);
  painter.drawText(QRectF(title_left, row.top(), rate.right() - title_left + 4, row.height()), title);
  const int most = std::max(2, static_cast<int>(plot.width() / pixels_a_time_tick));
  for (const Tick& tick : linear_ticks({view.left() / unit, view.right() / unit}, most)) {
    const double x = view.pixel_x(tick.value * unit);
    painter.setPen(hairline(theme().grid));
    painter.drawLine(QPointF(crisp(x), plot.top()), QPointF(crisp(x), plot.bottom()));
    painter.drawLine(QPointF(crisp(x), rate.top()), QPointF(crisp(x), rate.bottom()));
    const QString text = QString::fromStdString(tick.text);
    const double half = metrics.horizontalAdvance(text) / 2 + 2;
    if (x + half + 8 > title_left) continue;
    painter.setPen(theme().muted);
    painter.drawText(QRectF(x - half, row.top(), 2 * half, row.height()), Qt::AlignHCenter, text);
  }
}

void paint_rate(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  const QRectF area = view.rate();
  painter.setPen(hairline(theme().line));
  painter.drawLine(QPointF(area.left(), crisp(area.bottom())), QPointF(area.right(), crisp(area.bottom())));
  painter.drawLine(QPointF(area.left(), crisp(area.top())), QPointF(area.right(), crisp(area.top())));
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().muted, 1.2));
  try {
    painter.drawPolyline(rate_line(model.spec().training, model.plan(), view));
  } catch (const InputError&) {
    // The form names what is wrong with the rate.
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(theme().faint);
  painter.drawText(area.adjusted(6, 2, -6, 0), Qt::AlignTop | Qt::AlignRight,
                   "learning rate, up to " + QString::number(model.spec().training.learning_rate, 'g', 3));
}

/// The bounds of the cycle whose handles can be dragged.
void paint_edited_cycle(QPainter& painter, const CurveEditorModel& model, const CanvasView& view) {
  const MotifMap map = model.map();
  if (map.span >= 1) return;
  painter.setPen(QPen(faded(theme().faint, 0.7), 1, Qt::DashLine));
  for (const double edge : {map.begin, map.begin + map.span}) {
    if (edge <= view.left() || edge >= view.right()) continue;
    const double x = crisp(view.pixel_x(edge));
    painter.drawLine(QPointF(x, view.plot().top()), QPointF(x, view.plot().bottom()));
  }
}

}  // namespace

QPolygonF ghost_line(const CurveEditorModel& model, const ExperimentSpec& saved, const CanvasView& view) {
  if (saved.precision == model.spec().precision) return {};
  try {
    return designed_line(PrecisionSchedule(saved.precision, model.plan().total_steps), view,
                         model.side() == CurveSide::backward, {});
  } catch (const InputError&) {
    return {};
  }
}

void paint_backdrop(QPainter& painter, const CurveEditorModel& model, const CanvasView& view, const QPolygonF& ghost) {
  painter.setFont(sized_font(-1.5));
  paint_bits_axis(painter, view);
  paint_time_axis(painter, model, view);
  paint_rungs(painter, model, view);
  paint_rate(painter, model, view);
  paint_edited_cycle(painter, model, view);
  if (ghost.isEmpty()) return;
  painter.setClipRect(view.plot());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(faded(theme().muted, 0.55), 1, Qt::DashLine));
  painter.drawPolyline(ghost);
}

}  // namespace imprint::studio
