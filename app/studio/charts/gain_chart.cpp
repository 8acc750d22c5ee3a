// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/gain_chart.h"

#include <QPainter>
#include <algorithm>

#include "app/curves/ticks.h"
#include "app/studio/theme/theme.h"
#include "core/base/text.h"

namespace imprint::studio {
namespace {

constexpr QMarginsF margins(52, 12, 16, 40);

/// Where bits and gains lie in the widget.
struct Frame {
  QRectF plot;
  ValueRange values;
  int lowest;
  int precisions;

  double slot() const { return plot.width() / precisions; }
  double x(int bits) const { return plot.left() + (bits - lowest + 0.5) * slot(); }
  double y(double gain) const { return plot.bottom() - (gain - values.low) / values.size() * plot.height(); }
};

ValueRange values_of(const std::vector<PrecisionGain>& gains, double threshold) {
  ValueRange range{0, 1.4 * threshold};
  for (const PrecisionGain& gain : gains)
    range = united(range, {gain.gain - gain.standard_error, gain.gain + gain.standard_error});
  return {range.low, range.high + 0.08 * range.size()};
}

void draw_grid(QPainter& painter, const Frame& frame) {
  for (const Tick& tick : linear_ticks(frame.values, 4)) {
    painter.setPen(theme().grid);
    painter.drawLine(QPointF(frame.plot.left(), frame.y(tick.value)), QPointF(frame.plot.right(), frame.y(tick.value)));
    painter.setPen(theme().muted);
    painter.drawText(QRectF(0, frame.y(tick.value) - 10, frame.plot.left() - 6, 20), Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromStdString(tick.text));
  }
  const int stride = std::max(1, static_cast<int>(30 / frame.slot()));
  for (int i = 0; i < frame.precisions; i += stride)
    painter.drawText(QRectF(frame.x(frame.lowest + i) - 20, frame.plot.bottom() + 2, 40, 18), Qt::AlignCenter,
                     QString::number(frame.lowest + i));
  painter.drawText(QRectF(frame.plot.left(), frame.plot.bottom() + 19, frame.plot.width(), 18), Qt::AlignCenter,
                   "forward bits");
}

void draw_bar(QPainter& painter, const Frame& frame, const PrecisionGain& gain, bool chosen) {
  const double half = std::min(28.0, 0.3 * frame.slot()), x = frame.x(gain.bits);
  const QRectF bar = QRectF(QPointF(x - half, frame.y(gain.gain)), QPointF(x + half, frame.y(0))).normalized();
  painter.setPen(QPen(theme().accent, 1));
  painter.setBrush(chosen ? theme().accent : faded(theme().accent, 0.3));
  painter.drawRect(bar);
  painter.setPen(QPen(theme().text, 1));
  const double low = frame.y(gain.gain - gain.standard_error), high = frame.y(gain.gain + gain.standard_error);
  painter.drawLine(QPointF(x, low), QPointF(x, high));
  for (const double y : {low, high}) painter.drawLine(QPointF(x - 4, y), QPointF(x + 4, y));
}

}  // namespace

GainChart::GainChart(QWidget* parent) : QWidget(parent) {
  setMinimumHeight(104);
  setAccessibleName("Gain of training accuracy at each precision");
}

void GainChart::show_gains(std::vector<PrecisionGain> gains, const RangeTestSpec& test, std::optional<int> chosen) {
  gains_ = std::move(gains);
  test_ = test;
  chosen_ = chosen;
  QString spoken;
  for (const PrecisionGain& gain : gains_)
    spoken += QString("%1 bits: %2. ").arg(gain.bits).arg(QString::fromStdString(value_text(gain.gain, 3)));
  setAccessibleDescription(spoken);
  update();
}

void GainChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sized_font(-1));
  const Frame frame{QRectF(rect()).marginsRemoved(margins), values_of(gains_, test_.threshold), test_.lowest_bits,
                    std::max(1, test_.highest_bits - test_.lowest_bits + 1)};
  draw_grid(painter, frame);
  for (const PrecisionGain& gain : gains_) draw_bar(painter, frame, gain, chosen_ == gain.bits);
  painter.setPen(QPen(theme().deficit, 1.5, Qt::DashLine));
  const double y = frame.y(test_.threshold);
  painter.drawLine(QPointF(frame.plot.left(), y), QPointF(frame.plot.right(), y));
  painter.drawText(QRectF(frame.plot.left(), y - 18, frame.plot.width() - 4, 16), Qt::AlignRight | Qt::AlignVCenter,
                   "threshold " + QString::fromStdString(plain_text(test_.threshold)));
}

}  // namespace imprint::studio
