// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/plot_frame.h"

#include <QPainter>
#include <algorithm>
#include <utility>

#include "app/studio/theme/fine_lines.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double label_gap = 8;  // pixels between a number and the plot

}  // namespace

void PlotFrame::set_content(FrameContent content) {
  content_ = std::move(content);
  update();
}

void PlotFrame::set_size(const QSizeF& size) {
  prepareGeometryChange();
  size_ = size;
}

void PlotFrame::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing, false);
  painter->setFont(sized_font(-1.5));
  paint_bands(*painter);
  paint_y_axis(*painter);
  paint_x_axis(*painter);
  paint_band_names(*painter);
  paint_empty_text(*painter);
  painter->restore();
}

QRectF PlotFrame::area_of(const FrameBand& band) const {
  const PlotGeometry& geometry = content_.geometry;
  const double low = std::max(band.low, geometry.x.low), high = std::min(band.high, geometry.x.high);
  if (!(high > low)) return {};
  return {QPointF(geometry.pixel_x(low), geometry.plot.top()), QPointF(geometry.pixel_x(high), geometry.plot.bottom())};
}

void PlotFrame::paint_bands(QPainter& painter) const {
  const PlotGeometry& geometry = content_.geometry;
  for (const FrameBand& band : content_.bands) {
    const QRectF area = area_of(band);
    if (area.isEmpty()) continue;
    painter.fillRect(area, faded(band.colour, theme().dark ? 0.14 : 0.10));
    painter.setPen(hairline(faded(band.colour, 0.4)));
    for (const double edge : {band.low, band.high}) {
      if (edge <= geometry.x.low || edge >= geometry.x.high) continue;
      painter.drawLine(QPointF(crisp(geometry.pixel_x(edge)), area.top()),
                       QPointF(crisp(geometry.pixel_x(edge)), area.bottom()));
    }
  }
}

/// Over the grid, which would cross them out.
void PlotFrame::paint_band_names(QPainter& painter) const {
  for (const FrameBand& band : content_.bands) {
    const QRectF text = area_of(band).adjusted(6, 3, -4, 0);
    if (painter.fontMetrics().horizontalAdvance(band.label) > text.width()) continue;
    painter.setPen(theme().dark ? faded(band.colour, 0.9) : band.colour.darker(115));
    painter.drawText(text, Qt::AlignTop | Qt::AlignLeft, band.label);
  }
}

void PlotFrame::paint_y_axis(QPainter& painter) const {
  const PlotGeometry& geometry = content_.geometry;
  for (const Tick& tick : content_.y_ticks) {
    const double y = crisp(geometry.pixel_y(tick.value));
    if (y < geometry.plot.top() - 1 || y > geometry.plot.bottom() + 1) continue;
    painter.setPen(hairline(theme().grid));
    painter.drawLine(QPointF(geometry.plot.left(), y), QPointF(geometry.plot.right(), y));
    const QRectF label(0, y - 9, geometry.plot.left() - label_gap, 18);
    painter.setPen(theme().muted);
    painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, QString::fromStdString(tick.text));
  }
}

void PlotFrame::paint_x_axis(QPainter& painter) const {
  const PlotGeometry& geometry = content_.geometry;
  const double bottom = geometry.plot.bottom();
  painter.setPen(hairline(theme().line));
  painter.drawLine(QPointF(geometry.plot.left(), crisp(bottom)), QPointF(geometry.plot.right(), crisp(bottom)));
  const QFontMetricsF metrics(painter.font());
  const double title_left = geometry.plot.right() - metrics.horizontalAdvance(content_.x_title);
  const QRectF row(0, bottom + 5, size_.width(), metrics.height());
  painter.setPen(theme().faint);
  painter.drawText(QRectF(title_left, row.top(), size_.width() - title_left, row.height()), content_.x_title);
  for (const Tick& tick : content_.x_ticks) {
    const double x = geometry.pixel_x(tick.value);
    painter.setPen(hairline(theme().line));
    painter.drawLine(QPointF(crisp(x), bottom), QPointF(crisp(x), bottom + 3));
    const QString text = QString::fromStdString(tick.text);
    const double half = metrics.horizontalAdvance(text) / 2;
    if (x + half + 10 > title_left) continue;  // the unit stands there
    painter.setPen(theme().muted);
    painter.drawText(QRectF(x - half - 2, row.top(), 2 * half + 4, row.height()), Qt::AlignHCenter, text);
  }
}

void PlotFrame::paint_empty_text(QPainter& painter) const {
  if (content_.empty_text.isEmpty()) return;
  painter.setPen(theme().faint);
  painter.setFont(sized_font(-0.5));
  painter.drawText(content_.geometry.plot, Qt::AlignCenter | Qt::TextWordWrap, content_.empty_text);
}

}  // namespace imprint::studio
