// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/legend.h"

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr double swatch = 24;
constexpr double swatch_gap = 6;
constexpr double entry_gap = 18;
constexpr double longest_label = 200;

void paint_swatch(QPainter& painter, const LegendEntry& entry, QPointF left) {
  const QColor colour = entry.style.secondary ? faded(entry.style.colour, 0.45) : entry.style.colour;
  if (entry.kind == LegendEntry::Kind::band) {
    const QRectF area(left.x(), left.y() - 6, 16, 12);
    painter.fillRect(area, faded(colour, theme().dark ? 0.28 : 0.18));
    painter.setPen(QPen(faded(colour, 0.5), 1));
    painter.drawLine(area.topLeft(), area.bottomLeft());
    painter.drawLine(area.topRight(), area.bottomRight());
    return;
  }
  QPen pen(colour, entry.style.width);
  pen.setCapStyle(Qt::FlatCap);
  if (entry.style.dashed) pen.setDashPattern({3.4, 1.6});
  painter.setPen(pen);
  painter.drawLine(left, left + QPointF(swatch, 0));
}

}  // namespace

Legend::Legend(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setFont(sized_font(-0.5));
}

double Legend::width_of(const LegendEntry& entry) const {
  const double text = QFontMetricsF(font()).horizontalAdvance(entry.label);
  return (entry.kind == LegendEntry::Kind::band ? 16 : swatch) + swatch_gap + std::min(text, longest_label) + entry_gap;
}

void Legend::set_entries(std::vector<LegendEntry> entries) {
  entries_ = std::move(entries);
  QStringList names;
  for (const LegendEntry& entry : entries_) names << entry.label;
  setAccessibleName("Legend: " + names.join(", "));
  setToolTip(names.join("\n"));
  updateGeometry();
  update();
}

QSize Legend::sizeHint() const {
  double width = 0;
  for (const LegendEntry& entry : entries_) width += width_of(entry);
  return {static_cast<int>(std::ceil(width)), 24};
}

void Legend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QFontMetricsF metrics(font());
  double left = 0;
  const double middle = height() / 2.0;
  for (const LegendEntry& entry : entries_) {
    const double whole = width_of(entry);
    if (left + whole - entry_gap > width() + 0.5) {
      painter.setPen(theme().muted);
      painter.drawText(QPointF(left, middle + metrics.ascent() / 2 - 1), "…");  // the tool tip has them all
      return;
    }
    paint_swatch(painter, entry, QPointF(left, std::floor(middle) + 0.5));
    const double text_left = left + (entry.kind == LegendEntry::Kind::band ? 16 : swatch) + swatch_gap;
    painter.setPen(theme().text);
    const QRectF area(text_left, 0, left + whole - entry_gap - text_left + 1, height());
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(entry.label, Qt::ElideMiddle, area.width() + 1));
    left += whole;
  }
}

}  // namespace imprint::studio
