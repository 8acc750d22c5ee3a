// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/value_chips.h"

#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/theme/theme.h"
#include "app/studio/widgets/typing.h"

namespace imprint::studio {
namespace {

constexpr double gap = 4;
constexpr double cross_width = 15;
constexpr int most_rows = 3;

double chip_height() { return std::ceil(QFontMetricsF(sized_font(-1)).height()) + 4; }

}  // namespace

ValueChips::ValueChips(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  connect(&Typing::now(), &Typing::ended, this, &ValueChips::settle);
}

void ValueChips::set_values(std::vector<std::string> values) {
  if (values == values_) return;
  values_ = std::move(values);
  setAccessibleName(QString::number(values_.size()) + " values");
  settle();
  update();
}

/// As many rows as the values need; while one types, those that were there.
void ValueChips::settle() {
  if (Typing::now().is_going_on() && isVisible()) {
    rows_ = std::max(1, static_cast<int>((height() + gap) / (chip_height() + gap)));
    return setFixedHeight(height());
  }
  rows_ = most_rows;
  setMaximumHeight(QWIDGETSIZE_MAX);
  setMinimumHeight(heightForWidth(std::max(60, width())));
  updateGeometry();
}

/// The chips that fit into the rows; the rest is told by a number.
std::vector<QRectF> ValueChips::chips_for(int width) const {
  const QFontMetricsF metrics(sized_font(-1));
  std::vector<QRectF> chips;
  double x = 0, y = 0;
  for (const std::string& value : values_) {
    const double wide =
        std::min<double>(width, metrics.horizontalAdvance(QString::fromStdString(value)) + 8 + cross_width);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += chip_height() + gap;
    }
    const bool is_last_row = y >= (rows_ - 1) * (chip_height() + gap);
    if (y >= rows_ * (chip_height() + gap) ||
        (is_last_row && x + wide > width - metrics.horizontalAdvance("and 000 more") &&
         chips.size() + 1 < values_.size()))
      break;
    chips.emplace_back(x, y, wide, chip_height());
    x += wide + gap;
  }
  return chips;
}

int ValueChips::heightForWidth(int width) const {
  const auto chips = chips_for(width);
  return chips.empty() ? 0 : static_cast<int>(chips.back().bottom()) + 1;
}

QRectF ValueChips::cross(int value) const {
  const auto chips = chips_for(width());
  if (value < 0 || value >= static_cast<int>(chips.size())) return {};
  const QRectF& chip = chips[static_cast<std::size_t>(value)];
  return {chip.right() - cross_width, chip.top(), cross_width, chip.height()};
}

void ValueChips::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(sized_font(-1));
  const auto chips = chips_for(width());
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const QRectF area = chips[i].adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(theme().line, 1));
    painter.setBrush(theme().window);
    painter.drawRoundedRect(area, 4, 4);
    painter.setPen(theme().text);
    painter.drawText(area.adjusted(6, 0, -cross_width, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(values_[i]));
    painter.setPen(theme().faint);
    painter.drawText(cross(static_cast<int>(i)), Qt::AlignCenter, "×");
  }
  if (chips.size() == values_.size() || chips.empty()) return;
  painter.setPen(theme().muted);
  const QRectF last = chips.back();
  painter.drawText(QRectF(last.right() + gap, last.top(), width() - last.right(), chip_height()),
                   Qt::AlignLeft | Qt::AlignVCenter, "and " + QString::number(values_.size() - chips.size()) + " more");
}

int ValueChips::cross_at(QPointF place) const {
  for (int i = 0; i < static_cast<int>(values_.size()); ++i)
    if (cross(i).contains(place)) return i;
  return -1;
}

void ValueChips::mousePressEvent(QMouseEvent* event) { pressed_ = cross_at(event->position()); }

/// Only what was pressed is taken away, not what came under the mouse meanwhile.
void ValueChips::mouseReleaseEvent(QMouseEvent* event) {
  const int pressed = std::exchange(pressed_, -1);
  if (pressed >= 0 && cross_at(event->position()) == pressed) Q_EMIT removed(pressed);
}

void ValueChips::mouseMoveEvent(QMouseEvent* event) {
  setCursor(cross_at(event->position()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ValueChips::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  settle();
}

}  // namespace imprint::studio
