// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/heat_map.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {
namespace {

constexpr double largest_cell_width = 150;
constexpr double largest_cell_height = 76;
constexpr double lowest_cell_height = 24;
constexpr double scale_width = 230;
constexpr QPoint none(-1, -1);

double axis_line() { return std::ceil(QFontMetricsF(sized_font(-0.5)).height()) + 2; }
double scale_height() { return 16 + axis_line(); }

QString axis_title(const std::string& key) { return QString::fromStdString(short_sweep_key(key)); }

}  // namespace

HeatMap::HeatMap(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName("Damage over two axes");
}

void HeatMap::set_content(SweepReport report, HeatTable table) {
  report_ = std::move(report);
  table_ = std::move(table);
  const bool outside = chosen_.x() >= static_cast<int>(table_.x_values.size()) ||
                       chosen_.y() >= static_cast<int>(table_.y_values.size());
  if (outside) choose(-1, -1);
  updateGeometry();
  update();
}

QSize HeatMap::minimumSizeHint() const {
  const double rows = static_cast<double>(std::max<std::size_t>(1, table_.y_values.size()));
  const double cells = rows * lowest_cell_height + 3 * axis_line() + 4;
  return {260, static_cast<int>(scale_is_beside() ? std::max(cells, 6 * axis_line()) : cells + scale_height())};
}

/// Where few columns leave room at the right, the scale needs no height.
bool HeatMap::scale_is_beside() const {
  return static_cast<double>(table_.x_values.size()) * 90 + 70 + scale_width + 30 < width();
}

QRectF HeatMap::plot() const {
  const QFontMetricsF metrics(sized_font(-0.5));
  double left = 12;
  for (const std::string& value : table_.y_values)
    left = std::max(left, metrics.horizontalAdvance(QString::fromStdString(value)) + 14);
  left = std::max(left, metrics.horizontalAdvance(axis_title(table_.y_key)) + 12);
  const bool beside = scale_is_beside();
  const QRectF room = QRectF(rect()).adjusted(left, axis_line() + 4, beside ? -(scale_width + 30) : -6,
                                              -(axis_line() * 2 + (beside ? 0 : scale_height())));
  const double columns = static_cast<double>(std::max<std::size_t>(1, table_.x_values.size()));
  const double rows = static_cast<double>(std::max<std::size_t>(1, table_.y_values.size()));
  return {room.left(), room.top(), std::min(room.width(), columns * largest_cell_width),
          std::min(room.height(), rows * largest_cell_height)};
}

QRectF HeatMap::cell(int x, int y) const {
  const QRectF area = plot();
  const double width = area.width() / static_cast<double>(table_.x_values.size());
  const double height = area.height() / static_cast<double>(table_.y_values.size());
  return {area.left() + x * width, area.top() + y * height, width, height};
}

const ConditionReport* HeatMap::condition_at(int x, int y) const {
  const HeatCell& found = table_.at(x, y);
  return found.condition < 0 ? nullptr : &report_.conditions[static_cast<std::size_t>(found.condition)];
}

QString HeatMap::cell_text(int x, int y) const {
  const HeatCell& found = table_.at(x, y);
  if (!found.has_value()) return QString::fromStdString(found.why_empty);
  const DamageStatistics& damage = condition_at(x, y)->damage;
  const QString sign = significance_sign(damage.adjusted_p_value);
  return damage_text(damage.mean, report_.metric) + (sign.isEmpty() ? "" : " " + sign);
}

QColor HeatMap::cell_colour(int x, int y) const {
  const HeatCell& found = table_.at(x, y);
  if (!found.has_value()) return theme().surface;
  const DamageStatistics& damage = condition_at(x, y)->damage;
  return damage_colour(table_.largest > 0 ? damage.mean / table_.largest : 0, is_significant(damage));
}

int HeatMap::chosen_condition() const { return chosen_ == none ? -1 : table_.at(chosen_.x(), chosen_.y()).condition; }

void HeatMap::choose(int x, int y) {
  chosen_ = {x, y};
  if (chosen_ != none) setAccessibleDescription(words_of(x, y));
  update();
  Q_EMIT condition_chosen(chosen_condition());
}

QPoint HeatMap::cell_at(QPointF place) const {
  for (int y = 0; y < static_cast<int>(table_.y_values.size()); ++y)
    for (int x = 0; x < static_cast<int>(table_.x_values.size()); ++x)
      if (cell(x, y).contains(place)) return {x, y};
  return none;
}

QString HeatMap::words_of(int x, int y) const {
  const ConditionReport* condition = condition_at(x, y);
  if (condition != nullptr) return condition_words(report_, *condition);
  return QString::fromStdString(table_.at(x, y).why_empty);
}

void HeatMap::mousePressEvent(QMouseEvent* event) {
  const QPoint found = cell_at(event->position());
  choose(found.x(), found.y());
}

void HeatMap::keyPressEvent(QKeyEvent* event) {
  const int columns = static_cast<int>(table_.x_values.size()), rows = static_cast<int>(table_.y_values.size());
  QPoint by;
  if (event->key() == Qt::Key_Left) by = {-1, 0};
  if (event->key() == Qt::Key_Right) by = {1, 0};
  if (event->key() == Qt::Key_Up) by = {0, -1};
  if (event->key() == Qt::Key_Down) by = {0, 1};
  if (event->key() == Qt::Key_Escape && chosen_ != none) return choose(-1, -1);
  if (by.isNull() || columns == 0) return QWidget::keyPressEvent(event);
  const QPoint to = chosen_ == none ? QPoint(0, 0) : chosen_ + by;
  choose(std::clamp(to.x(), 0, columns - 1), std::clamp(to.y(), 0, rows - 1));
}

void HeatMap::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  update();
}

void HeatMap::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  update();
}

void HeatMap::paint_cell(QPainter& painter, int x, int y) const {
  const QRectF area = cell(x, y).adjusted(1, 1, -1, -1);
  const HeatCell& found = table_.at(x, y);
  const QColor ground = cell_colour(x, y);
  painter.fillRect(area, ground);
  const QString text = cell_text(x, y);
  if (!found.has_value()) {
    painter.fillRect(area, QBrush(theme().grid, Qt::BDiagPattern));
    painter.setPen(theme().muted);
    painter.setFont(sized_font(-2));
    const QRectF room = area.adjusted(4, 2, -4, -2);
    const QRectF needed = painter.boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.drawText(room, Qt::AlignCenter | Qt::TextWordWrap,
                     needed.height() <= room.height() && needed.width() <= room.width() + 1 ? text : QString("–"));
    return;
  }
  const DamageStatistics& damage = condition_at(x, y)->damage;
  const QColor ink = ink_on(ground);
  const bool two_lines = area.height() >= 38 && area.width() >= 44;
  painter.setFont(sized_font(two_lines ? 1.5 : 0, QFont::DemiBold));
  painter.setPen(ink);
  const QFontMetricsF metrics(painter.font());
  const QRectF upper = two_lines ? area.adjusted(0, 0, 0, -area.height() * 0.42) : area;
  const QString shown =
      metrics.horizontalAdvance(text) <= area.width() - 2 ? text : damage_text(damage.mean, report_.metric);
  painter.drawText(upper, two_lines ? Qt::AlignHCenter | Qt::AlignBottom : Qt::AlignCenter, shown);
  if (two_lines) {
    painter.setFont(sized_font(-1.5));
    painter.drawText(area.adjusted(0, area.height() * 0.58, 0, 0), Qt::AlignHCenter | Qt::AlignTop,
                     "N " + QString::number(condition_at(x, y)->runs.size()));
  }
  if (!is_significant(damage)) return;
  painter.setPen(
      QPen(ink, damage.adjusted_p_value < 0.01 ? 2 : 1, damage.adjusted_p_value < 0.01 ? Qt::SolidLine : Qt::DotLine));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(3, 3, -3, -3));
}

void HeatMap::paint_axes(QPainter& painter) const {
  painter.setFont(sized_font(-0.5));
  const QRectF area = plot();
  painter.setPen(theme().muted);
  const QFontMetricsF metrics(painter.font());
  for (int x = 0; x < static_cast<int>(table_.x_values.size()); ++x) {
    const QRectF column(cell(x, 0).left(), area.bottom() + 2, cell(x, 0).width(), axis_line());
    painter.drawText(column, Qt::AlignCenter,
                     metrics.elidedText(QString::fromStdString(table_.x_values[static_cast<std::size_t>(x)]),
                                        Qt::ElideMiddle, column.width()));
  }
  for (int y = 0; y < static_cast<int>(table_.y_values.size()); ++y)
    painter.drawText(QRectF(0, cell(0, y).top(), area.left() - 8, cell(0, y).height()),
                     Qt::AlignRight | Qt::AlignVCenter,
                     QString::fromStdString(table_.y_values[static_cast<std::size_t>(y)]));
  painter.setPen(theme().text);
  painter.drawText(QRectF(area.left(), area.bottom() + axis_line(), area.width(), axis_line()), Qt::AlignCenter,
                   axis_title(table_.x_key));
  if (!table_.y_key.empty())
    painter.drawText(QRectF(0, 0, area.left() - 8, axis_line()), Qt::AlignRight | Qt::AlignVCenter,
                     axis_title(table_.y_key));
}

void HeatMap::paint_scale(QPainter& painter) const {
  const QRectF area = plot();
  const bool beside = scale_is_beside();
  painter.setFont(sized_font(-1.5));
  const QRectF bar = beside ? QRectF(area.right() + 24, area.top() + 2, scale_width, 9)
                            : QRectF(area.left(), area.bottom() + 2 * axis_line() + 4,
                                     std::min(scale_width, rect().width() - area.left() - 10), 9);
  QLinearGradient gradient(bar.topLeft(), bar.topRight());
  for (int i = 0; i <= 8; ++i) gradient.setColorAt(i / 8.0, diverging_colour(i / 4.0 - 1));
  painter.fillRect(bar, gradient);
  const QRectF words(bar.left(), bar.bottom() + 1, bar.width(), axis_line());
  painter.setPen(theme().muted);
  painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, damage_text(-table_.largest, report_.metric));
  painter.drawText(words, Qt::AlignHCenter | Qt::AlignVCenter, "0 = baseline");
  painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, damage_text(table_.largest, report_.metric));
  const QString unit =
      QStringList{damage_unit(report_.metric), "* p < .05, ** p < .01 (Holm)", "grey: not significant"}.join(
          beside ? "\n" : "; ");
  const QRectF room = beside ? QRectF(bar.left(), words.bottom() + 2, bar.width(), 3 * axis_line())
                             : QRectF(bar.right() + 16, bar.top() - 5, rect().width() - bar.right() - 20, axis_line());
  if (beside || QFontMetricsF(painter.font()).horizontalAdvance(unit) < room.width())
    painter.drawText(room, Qt::AlignLeft | (beside ? Qt::AlignTop : Qt::AlignVCenter), unit);
}

void HeatMap::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing, false);
  if (table_.cells.empty()) return;
  for (int y = 0; y < static_cast<int>(table_.y_values.size()); ++y)
    for (int x = 0; x < static_cast<int>(table_.x_values.size()); ++x) paint_cell(painter, x, y);
  paint_axes(painter);
  paint_scale(painter);
  if (chosen_ != none) {
    painter.setPen(QPen(theme().text, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell(chosen_.x(), chosen_.y()));
  }
  if (!hasFocus()) return;
  painter.setPen(QPen(theme().accent, 1));
  painter.drawRoundedRect(plot().adjusted(-3, -3, 3, 3), 3, 3);
}

bool HeatMap::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const QPoint found = cell_at(help->pos());
  if (found == none)
    QToolTip::hideText();
  else
    QToolTip::showText(help->globalPos(), words_of(found.x(), found.y()), this);
  return true;
}

}  // namespace imprint::studio
