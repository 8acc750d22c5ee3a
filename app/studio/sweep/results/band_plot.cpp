// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/band_plot.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/curves/ticks.h"
#include "app/studio/charts/plot_geometry.h"
#include "app/studio/theme/theme.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr std::size_t most_markers = 40;

double row() { return std::ceil(QFontMetricsF(sized_font(-0.5)).height()) + 1; }

bool can_show(double value, ScaleKind scale) {
  return std::isfinite(value) && (scale != ScaleKind::logarithmic || value > 0);
}

std::optional<ValueRange> grown(std::optional<ValueRange> range, double value) {
  return range ? united(*range, {value, value}) : ValueRange{value, value};
}

std::optional<ValueRange> span_of_x(const std::vector<BandLine>& lines) {
  std::optional<ValueRange> range;
  for (const BandLine& line : lines)
    for (const BandPoint& point : line.points) range = grown(range, point.x);
  return range;
}

bool has_bars(const BandLine& line) { return !line.thin && line.points.size() <= most_markers; }

QString kind_words(const ConfidenceInterval& interval) {
  return QString::fromStdString(interval_words(interval.kind, interval.level));
}

QString number(double value) { return QString::fromStdString(value_text(value, 3)); }

}  // namespace

DrawnIntervals drawn_intervals(const BandPlotContent& content) {
  DrawnIntervals drawn;
  for (const BandLine& line : content.lines) {
    int with = 0;
    for (const BandPoint& point : line.points) {
      if (!point.interval || !can_show(point.mean, content.scale)) continue;
      drawn.example = point.interval;
      ++with;
    }
    drawn.bars = drawn.bars || (with > 0 && has_bars(line));
    drawn.bands = drawn.bands || (with > 1 && content.bands);
  }
  return drawn;
}

QString drawn_words(const BandPlotContent& content) {
  const DrawnIntervals drawn = drawn_intervals(content);
  if (!drawn.bars && !drawn.bands) return "no interval: too few seeds";
  const QString what = drawn.bars && drawn.bands ? "bars and band: " : drawn.bars ? "bars: " : "band: ";
  return what + kind_words(*drawn.example);
}

std::optional<ValueRange> span_of_y(const std::vector<BandLine>& lines, ScaleKind scale) {
  std::optional<ValueRange> range;
  for (const BandLine& line : lines)
    for (const BandPoint& point : line.points) {
      if (can_show(point.mean, scale)) range = grown(range, point.mean);
      if (!point.interval) continue;
      for (const double end : {point.interval->low, point.interval->high})
        if (can_show(end, scale)) range = grown(range, end);
    }
  return range;
}

struct BandPlot::Frame {
  PlotGeometry geometry;
  bool empty = true;
  QPointF at(double x, double y) const {
    const double shown = geometry.y_scale.positive_only() ? std::max(y, geometry.y.low) : y;
    return {geometry.pixel_x(x), geometry.pixel_y(shown)};
  }
};

BandPlot::BandPlot(QWidget* parent) : QWidget(parent) { setMouseTracking(true); }

void BandPlot::set_content(BandPlotContent content) {
  content_ = std::move(content);
  QStringList names;
  for (const BandLine& line : content_.lines)
    if (!line.thin) names << line.label;
  setAccessibleName(content_.title.isEmpty() ? content_.y_title : content_.title);
  setAccessibleDescription(names.join(", "));
  update();
}

BandPlot::Frame BandPlot::frame() const {
  Frame frame;
  const double top = (content_.title.isEmpty() ? 6 : row() + 4) + (content_.legend ? row() + 4 : 0);
  frame.geometry.plot = QRectF(rect()).adjusted(50, top, -10, -(row() + (content_.x_title.isEmpty() ? 4 : row())));
  frame.geometry.y_scale.kind = content_.scale;
  const auto x = content_.x ? content_.x : span_of_x(content_.lines);
  auto y = content_.y ? content_.y : span_of_y(content_.lines, content_.scale);
  frame.empty = !x || !y;
  if (frame.empty) return frame;
  frame.geometry.y_scale.threshold = symlog_threshold(std::max(std::abs(y->low), std::abs(y->high)));
  if (content_.zero_line && content_.scale != ScaleKind::logarithmic) y = united(*y, {0, 0});
  frame.geometry.y = with_margin(*y, frame.geometry.y_scale, 0.06);
  frame.geometry.x = *x;
  if (!content_.categories.empty())
    frame.geometry.x = {-0.4, static_cast<double>(content_.categories.size()) - 0.6};
  else if (!content_.x)
    frame.geometry.x = with_margin(*x, {}, 0.03);
  return frame;
}

void BandPlot::paint_axes(QPainter& painter, const Frame& frame) const {
  const PlotGeometry& geometry = frame.geometry;
  const QRectF& plot = geometry.plot;
  for (const PlotWindow& window : content_.windows) {
    const double left = std::max(geometry.pixel_x(window.begin), plot.left());
    const double right = std::min(geometry.pixel_x(window.end), plot.right());
    if (right > left)
      painter.fillRect(QRectF(QPointF(left, plot.top()), QPointF(right, plot.bottom())), faded(window.colour, 0.16));
  }
  painter.setFont(sized_font(-1.5));
  for (const Tick& tick : ticks_for(geometry.y_scale, geometry.y, std::max(2, static_cast<int>(plot.height() / 26)))) {
    const double y = std::floor(geometry.pixel_y(tick.value)) + 0.5;
    if (y < plot.top() - 1 || y > plot.bottom() + 1) continue;
    painter.setPen(content_.zero_line && tick.value == 0 ? theme().faint : theme().grid);
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setPen(theme().muted);
    painter.drawText(QRectF(0, y - 9, plot.left() - 6, 18), Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromStdString(tick.text));
  }
  painter.setPen(theme().line);
  painter.drawLine(plot.bottomLeft(), plot.bottomRight());
  std::vector<Tick> ticks = linear_ticks(geometry.x, std::max(2, static_cast<int>(plot.width() / 58)));
  if (!content_.x_marks.empty()) {
    ticks.clear();
    for (const double mark : content_.x_marks) ticks.push_back({mark, plain_text(mark)});
  }
  if (!content_.categories.empty()) {
    ticks.clear();
    for (std::size_t i = 0; i < content_.categories.size(); ++i)
      ticks.push_back({static_cast<double>(i), content_.categories[i].toStdString()});
  }
  const QFontMetricsF metrics(painter.font());
  for (const Tick& tick : ticks) {
    const double x = geometry.pixel_x(tick.value);
    const QString text = QString::fromStdString(tick.text);
    const double half = metrics.horizontalAdvance(text) / 2;
    painter.setPen(theme().muted);
    painter.drawText(QPointF(std::min(x - half, width() - 2 * half - 1), plot.bottom() + metrics.ascent() + 3), text);
  }
  painter.setPen(theme().faint);
  painter.drawText(QRectF(plot.left(), height() - row(), plot.width(), row()), Qt::AlignRight | Qt::AlignVCenter,
                   content_.x_title);
}

void BandPlot::paint_line(QPainter& painter, const Frame& frame, const BandLine& line) const {
  QPolygonF band;
  QPolygonF lower;
  QPainterPath path;
  bool begun = false;
  for (const BandPoint& point : line.points) {
    if (!can_show(point.mean, content_.scale)) {
      begun = false;
      continue;
    }
    const QPointF place = frame.at(point.x, point.mean);
    begun ? path.lineTo(place) : path.moveTo(place);
    begun = true;
    if (!point.interval) continue;
    band << frame.at(point.x, point.interval->high);
    lower << frame.at(point.x, point.interval->low);
  }
  std::ranges::reverse(lower);
  painter.setPen(Qt::NoPen);
  QColor fill = line.colour;
  fill.setAlphaF(0.18F);
  painter.setBrush(fill);
  if (content_.bands) painter.drawPolygon(band + lower);
  QPen pen(line.thin ? faded(line.colour, 0.35) : line.colour, line.thin ? 1 : 2);
  if (line.dashed) pen.setDashPattern({4, 2.5});
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
  if (!has_bars(line)) return;
  for (const BandPoint& point : line.points) {
    if (!can_show(point.mean, content_.scale)) continue;
    const QPointF place = frame.at(point.x, point.mean);
    painter.setPen(QPen(line.colour, 1.5));
    if (point.interval)
      painter.drawLine(frame.at(point.x, point.interval->low), frame.at(point.x, point.interval->high));
    painter.setPen(Qt::NoPen);
    painter.setBrush(line.colour);
    painter.drawEllipse(place, 3, 3);
  }
}

void BandPlot::paint_legend(QPainter& painter, const Frame& frame) const {
  painter.setFont(sized_font(-1));
  const QFontMetricsF metrics(painter.font());
  double x = frame.geometry.plot.left();
  const double y = (content_.title.isEmpty() ? 6 : row() + 4) + row() / 2;
  for (const BandLine& line : content_.lines) {
    if (line.thin) continue;
    const double width = 26 + metrics.horizontalAdvance(line.label) + 16;
    if (x + width - 16 > this->width()) {
      painter.setPen(theme().muted);
      painter.drawText(QPointF(x, y + metrics.ascent() / 2 - 1), "…");
      return;
    }
    QPen pen(line.colour, 2);
    if (line.dashed) pen.setDashPattern({3.4, 1.6});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, y), QPointF(x + 20, y));
    painter.setPen(theme().text);
    painter.drawText(QPointF(x + 26, y + metrics.ascent() / 2 - 1), line.label);
    x += width;
  }
}

void BandPlot::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Frame drawn = frame();
  if (!content_.title.isEmpty()) {
    painter.setFont(sized_font(-0.5, QFont::DemiBold));
    painter.setPen(theme().text);
    const QRectF area(8, 2, width() - 16, row());
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(content_.title, Qt::ElideRight, area.width()));
  }
  if (drawn.empty) {
    painter.setFont(sized_font(-0.5));
    painter.setPen(theme().faint);
    painter.drawText(QRectF(rect()).adjusted(16, 20, -16, -8), Qt::AlignCenter | Qt::TextWordWrap, content_.empty_text);
    return;
  }
  if (content_.legend) paint_legend(painter, drawn);
  paint_axes(painter, drawn);
  painter.setClipRect(drawn.geometry.plot.adjusted(-4, -4, 4, 4));
  for (const BandLine& line : content_.lines) paint_line(painter, drawn, line);
}

QString BandPlot::words_near(QPointF place) const {
  const Frame drawn = frame();
  if (drawn.empty || !drawn.geometry.plot.contains(place)) return {};
  QStringList rows;
  for (const BandLine& line : content_.lines) {
    if (line.thin || line.points.empty()) continue;
    const auto nearest = std::ranges::min_element(
        line.points, {}, [&](const BandPoint& point) { return std::abs(drawn.geometry.pixel_x(point.x) - place.x()); });
    if (std::abs(drawn.geometry.pixel_x(nearest->x) - place.x()) > 24) continue;
    QString words = line.label + ": " + number(nearest->mean);
    if (nearest->interval)
      words += " (" + number(nearest->interval->low) + " to " + number(nearest->interval->high) + ", " +
               kind_words(*nearest->interval) + ")";
    if (nearest->count > 0) words += ", N = " + QString::number(nearest->count);
    rows << words;
  }
  return rows.join('\n');
}

bool BandPlot::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString words = words_near(help->pos());
  if (words.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), words, this);
  return true;
}

}  // namespace imprint::studio
