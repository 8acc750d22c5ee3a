// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/plot_overlay.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double swatch_width = 18;
constexpr double box_padding = 8;

struct BoxLayout {
  double row_height;
  double label_width = 0;
  double value_width = 0;
  double width = 0;
  double height = 0;
};

BoxLayout layout_of(const OverlayContent& content, const QFontMetricsF& metrics) {
  BoxLayout box{.row_height = std::ceil(metrics.height()) + 1};
  for (const ReadoutRow& row : content.rows) {
    box.label_width = std::max(box.label_width, metrics.horizontalAdvance(row.label));
    box.value_width = std::max(box.value_width, metrics.horizontalAdvance(row.value));
  }
  const double rows_width = swatch_width + 6 + box.label_width + 12 + box.value_width;
  box.width = std::max(rows_width, metrics.horizontalAdvance(content.cursor_text)) + 2 * box_padding;
  box.height = box.row_height * static_cast<double>(content.rows.size() + 1) + 2 * box_padding - 4;
  return box;
}

void paint_swatch(QPainter& painter, const ReadoutRow& row, QPointF left) {
  QPen pen(row.colour, 2);
  pen.setCapStyle(Qt::FlatCap);
  if (row.dashed) pen.setDashPattern({2.5, 1.5});
  painter.setPen(pen);
  painter.drawLine(left, left + QPointF(swatch_width, 0));
}

}  // namespace

void PlotOverlay::set_content(OverlayContent content) {
  content_ = std::move(content);
  update();
}

void PlotOverlay::set_size(const QSizeF& size) {
  prepareGeometryChange();
  size_ = size;
}

void PlotOverlay::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->save();
  painter->setFont(sized_font(-1));
  paint_progress(*painter);
  paint_dropped(*painter);
  paint_crosshair(*painter);
  paint_rubber_band(*painter);
  paint_focus_ring(*painter);
  painter->restore();
}

void PlotOverlay::paint_progress(QPainter& painter) const {
  const PlotGeometry& geometry = content_.geometry;
  if (!content_.progress || *content_.progress < geometry.x.low || *content_.progress > geometry.x.high) return;
  const double x = geometry.pixel_x(*content_.progress);
  painter.setPen(QPen(theme().text, 1.2));
  painter.drawLine(QPointF(x, geometry.plot.top()), QPointF(x, geometry.plot.bottom()));
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().text);
  const QPointF top(x, geometry.plot.top() + 5);
  painter.drawPolygon(QPolygonF({top, top + QPointF(-4.5, -6), top + QPointF(4.5, -6)}));
}

void PlotOverlay::paint_dropped(QPainter& painter) const {
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().problem);
  const double bottom = content_.geometry.plot.bottom() - 1;
  for (const double x : content_.dropped) {
    const QPointF tip(x, bottom);
    painter.drawPolygon(QPolygonF({tip, tip + QPointF(-3.5, -6), tip + QPointF(3.5, -6)}));
  }
}

void PlotOverlay::paint_crosshair(QPainter& painter) const {
  const PlotGeometry& geometry = content_.geometry;
  if (!content_.cursor || *content_.cursor < geometry.x.low || *content_.cursor > geometry.x.high) return;
  const double x = geometry.pixel_x(*content_.cursor);
  painter.setPen(QPen(theme().faint, 1));
  painter.drawLine(QPointF(x, geometry.plot.top()), QPointF(x, geometry.plot.bottom()));
  for (const ReadoutRow& row : content_.rows) {
    if (!std::isfinite(row.dot_y) || (geometry.y_scale.positive_only() && row.dot_y <= 0)) continue;
    const QPointF dot(geometry.pixel_x(row.dot_x), geometry.pixel_y(row.dot_y));
    if (!geometry.plot.contains(dot)) continue;
    painter.setPen(QPen(theme().surface, 1.5));
    painter.setBrush(row.colour);
    painter.drawEllipse(dot, 4, 4);
  }
  paint_box(painter, x);
}

void PlotOverlay::paint_box(QPainter& painter, double cursor_pixel) const {
  const QRectF& plot = content_.geometry.plot;
  const QFontMetricsF metrics(painter.font());
  const BoxLayout box = layout_of(content_, metrics);
  const bool fits_right = cursor_pixel + 12 + box.width < plot.right();
  const double left = fits_right ? cursor_pixel + 12 : std::max(plot.left(), cursor_pixel - 12 - box.width);
  const QRectF area(left, plot.top() + 4, box.width, box.height);
  QColor ground = theme().surface;
  ground.setAlphaF(0.94F);
  painter.setPen(QPen(theme().line, 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(area, 4, 4);
  QRectF row(area.left() + box_padding, area.top() + box_padding - 3, area.width() - 2 * box_padding, box.row_height);
  painter.setPen(theme().muted);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, content_.cursor_text);
  for (const ReadoutRow& readout : content_.rows) {
    row.translate(0, box.row_height);
    paint_swatch(painter, readout, QPointF(row.left(), row.center().y()));
    painter.setPen(theme().text);
    painter.drawText(row.adjusted(swatch_width + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, readout.label);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, readout.value);
  }
}

void PlotOverlay::paint_focus_ring(QPainter& painter) const {
  if (!content_.focus_ring) return;
  painter.setPen(QPen(theme().accent, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(content_.geometry.plot.adjusted(-3, -3, 3, 3), 3, 3);
}

void PlotOverlay::paint_rubber_band(QPainter& painter) const {
  if (!content_.rubber_band) return;
  QColor fill = theme().accent;
  fill.setAlphaF(0.12F);
  painter.fillRect(*content_.rubber_band, fill);
  painter.setPen(QPen(theme().accent, 1));
  painter.drawLine(content_.rubber_band->topLeft(), content_.rubber_band->bottomLeft());
  painter.drawLine(content_.rubber_band->topRight(), content_.rubber_band->bottomRight());
}

}  // namespace imprint::studio
