// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/window_strip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "app/curves/ticks.h"
#include "app/studio/sweep/design/value_list.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "app/studio/widgets/typing.h"

namespace imprint::studio {
namespace {

constexpr double side = 6;
constexpr double top = 4;
constexpr double edge_reach = 6;  // pixels around an edge in which it is grabbed
constexpr double usual_row = 13;
constexpr double lowest_row = 3;
constexpr int most_height = 190;

/// The numbers and the line beneath them.
double axis_height() { return 2 * QFontMetricsF(sized_font(-1.5)).height() + 8; }

}  // namespace

WindowStrip::WindowStrip(SweepDraft& draft, QWidget* parent) : QWidget(parent), draft_(draft) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setAccessibleName("Deficit windows of the grid");
  connect(&draft_, &SweepDraft::changed, this, &WindowStrip::refresh);
  connect(&Typing::now(), &Typing::ended, this, &WindowStrip::refresh);
  refresh();
}

void WindowStrip::refresh() {
  grid_ = window_grid(draft_);
  if (chosen_ >= static_cast<int>(grid_.rows.size())) chosen_ = -1;
  if (!Typing::now().is_going_on()) shown_rows_ = std::max<std::size_t>(2, grid_.rows.size());
  updateGeometry();
  setAccessibleDescription(chosen_ >= 0 ? words_of(chosen_)
                                        : QString::number(grid_.rows.size()) + " windows; Up and Down choose one");
  update();
}

QSize WindowStrip::sizeHint() const {
  return {320,
          std::min(most_height, static_cast<int>(top + axis_height() + static_cast<double>(shown_rows_) * usual_row))};
}

QRectF WindowStrip::plot() const { return QRectF(rect()).adjusted(side, top, -side, -axis_height()); }

double WindowStrip::row_height() const {
  const double rows = static_cast<double>(std::max<std::size_t>(1, grid_.rows.size()));
  return std::max(lowest_row, std::min(usual_row, plot().height() / rows));
}

double WindowStrip::pixel_of(double value) const { return plot().left() + value / grid_.total * plot().width(); }

double WindowStrip::value_at(double pixel) const { return (pixel - plot().left()) / plot().width() * grid_.total; }

QRectF WindowStrip::bar(int row) const {
  const WindowRow& window = grid_.rows[static_cast<std::size_t>(row)];
  const double height = row_height();
  const double y = plot().top() + row * height;
  const double gap = height > 6 ? 2 : height > 4 ? 1 : 0;
  return {QPointF(pixel_of(window.onset), y + gap / 2),
          QPointF(pixel_of(window.onset + window.length), y + height - gap / 2)};
}

WindowStrip::Hit WindowStrip::hit(QPointF place) const {
  const int row = static_cast<int>(std::floor((place.y() - plot().top()) / row_height()));
  if (row < 0 || row >= static_cast<int>(grid_.rows.size())) return {};
  const QRectF area = bar(row);
  if (std::abs(place.x() - area.right()) <= edge_reach && place.x() >= area.center().x()) return {row, Part::edge};
  if (place.x() >= area.left() - 2 && place.x() <= area.right()) return {row, Part::body};
  return {row, Part::none};
}

void WindowStrip::choose(int row) {
  chosen_ = row;
  if (row >= 0) setAccessibleDescription(words_of(row));
  update();
}

QString WindowStrip::words_of(int row) const {
  const WindowRow& window = grid_.rows[static_cast<std::size_t>(row)];
  const auto text = [](double value) { return QString::fromStdString(snapped_text(value, 6)); };
  QString words = "onset " + text(window.onset) + ", length " + text(window.length) + " (" +
                  QString::fromStdString(grid_.unit) + ")";
  if (window.is_late) words += ", late control of equal length";
  if (window.onset + window.length > window.total + 1e-9) words += "; ends after the run";
  return words;
}

void WindowStrip::move_to(Part part, const WindowRow& row, double value, const QString& merge_key) {
  const int decimals = part == Part::body ? grid_.onset_decimals : grid_.length_decimals;
  const double unit = std::pow(10.0, -decimals);
  const double room = part == Part::body ? row.total - row.length : row.total - row.onset;
  const bool clean = draft_.base().spec().training.budget == "clean";  // there the run grows with its window
  const double most = part == Part::edge && clean ? grid_.total : std::max(room, unit);
  const double least = part == Part::body ? 0 : unit;
  const std::string text = snapped_text(std::clamp(value, least, std::max(least, most)), decimals);
  if (row.is_late && part == Part::body) {
    SweepSettings after = draft_.settings();
    after.late_onset = number_or_nan(text);
    return draft_.edit(after, "Move the late control", merge_key);
  }
  draft_.set_value(part == Part::body ? "deficit.0.onset" : "deficit.0.length",
                   part == Part::body ? row.onset_value : row.length_value, text, merge_key);
}

void WindowStrip::mousePressEvent(QMouseEvent* event) {
  const Hit found = hit(event->position());
  choose(found.row);
  if (event->button() != Qt::LeftButton || found.part == Part::none || locked_) return;
  const WindowRow& row = grid_.rows[static_cast<std::size_t>(found.row)];
  const bool body = found.part == Part::body;
  drag_ = {found.part,
           body ? row.onset_value : row.length_value,
           row.is_late,
           value_at(event->position().x()),
           body ? row.onset : row.length,
           body ? row.length : row.onset};
  ++drags_;
}

void WindowStrip::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) {
    const Hit found = hit(event->position());
    setCursor(locked_ || found.part == Part::none ? Qt::ArrowCursor
              : found.part == Part::edge          ? Qt::SizeHorCursor
                                                  : Qt::OpenHandCursor);
    if (found.row != hovered_) update();
    hovered_ = found.row;
    return;
  }
  WindowRow row;
  row.is_late = drag_->late;
  const bool body = drag_->part == Part::body;
  (body ? row.onset_value : row.length_value) = drag_->value;
  (body ? row.length : row.onset) = drag_->other;
  row.total = budget_in_unit(draft_.base().spec(), grid_.unit) +
              (body && draft_.base().spec().training.budget == "clean" ? row.length : 0);
  const double moved = value_at(event->position().x()) - drag_->grabbed;
  move_to(drag_->part, row, drag_->before + moved, "window" + QString::number(drags_));
  update();
}

void WindowStrip::mouseReleaseEvent(QMouseEvent*) {
  drag_.reset();
  refresh();
}

void WindowStrip::keyPressEvent(QKeyEvent* event) {
  const int rows = static_cast<int>(grid_.rows.size());
  if (rows == 0) return QWidget::keyPressEvent(event);
  if (event->key() == Qt::Key_Down) return choose(std::min(chosen_ + 1, rows - 1));
  if (event->key() == Qt::Key_Up) return choose(std::max(chosen_ - 1, 0));
  const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
  if (!sideways || chosen_ < 0 || locked_) return QWidget::keyPressEvent(event);
  const Part part = (event->modifiers() & Qt::ShiftModifier) != 0 ? Part::edge : Part::body;
  const WindowRow row = grid_.rows[static_cast<std::size_t>(chosen_)];
  const double unit = std::pow(10.0, -(part == Part::body ? grid_.onset_decimals : grid_.length_decimals));
  const double by = event->key() == Qt::Key_Right ? unit : -unit;
  move_to(part, row, (part == Part::body ? row.onset : row.length) + by, {});
}

void WindowStrip::paint_axis(QPainter& painter) const {
  const QRectF area = plot();
  const double bottom = height() - axis_height() + 4;
  painter.setPen(QPen(theme().line, 1));
  painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom));
  const QFontMetricsF metrics(painter.font());
  for (const Tick& tick : linear_ticks({0, grid_.total}, std::max(2, static_cast<int>(area.width() / 60)))) {
    const double x = pixel_of(tick.value);
    painter.setPen(QPen(theme().line, 1));
    painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 3));
    const QString text = QString::fromStdString(tick.text);
    const double width = metrics.horizontalAdvance(text);
    painter.setPen(theme().muted);
    painter.drawText(QPointF(std::clamp(x - width / 2, 0.0, this->width() - width), bottom + 3 + metrics.ascent()),
                     text);
  }
  painter.setPen(theme().faint);
  const QString unit = grid_.unit == "fraction" ? "fraction of the budget" : QString::fromStdString(grid_.unit) + "s";
  painter.drawText(QRectF(area.left(), bottom + metrics.height() + 1, area.width(), metrics.height()),
                   Qt::AlignRight | Qt::AlignVCenter, unit);
}

void WindowStrip::paint_row(QPainter& painter, int row) const {
  const WindowRow& window = grid_.rows[static_cast<std::size_t>(row)];
  const QRectF area = bar(row);
  painter.setPen(Qt::NoPen);
  const QRectF run(QPointF(plot().left(), area.center().y() - 1),
                   QPointF(pixel_of(window.total), area.center().y() + 1));
  painter.fillRect(run, theme().grid);
  const bool wrong = window.onset + window.length > window.total + 1e-9;
  const double share = area.height() / static_cast<double>(std::max<std::size_t>(1, grid_.kinds.size()));
  for (std::size_t i = 0; i < grid_.kinds.size(); ++i) {
    const QRectF part(area.left(), area.top() + static_cast<double>(i) * share, area.width(), share);
    const QColor colour = wrong ? theme().problem : kind_colour(grid_.kinds[i]);
    painter.fillRect(part, window.is_late ? QBrush(colour, Qt::BDiagPattern) : QBrush(faded(colour, 0.75)));
  }
  if (row != chosen_ && row != hovered_) return;
  painter.setPen(QPen(row == chosen_ ? theme().text : theme().muted, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5));
}

void WindowStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(sized_font(-1.5));
  if (grid_.rows.empty()) {
    painter.setPen(theme().faint);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     "No deficit windows yet: add an axis onset or length, or a deficit in the experiment form");
    return;
  }
  painter.save();
  painter.setClipRect(plot().adjusted(-side, -1, side, 1));
  for (int row = 0; row < static_cast<int>(grid_.rows.size()); ++row) paint_row(painter, row);
  painter.restore();
  paint_axis(painter);
  const int told = drag_ ? chosen_ : chosen_ >= 0 ? chosen_ : hovered_;
  if (told >= 0 && told < static_cast<int>(grid_.rows.size())) {
    painter.setPen(theme().muted);
    const double line = QFontMetricsF(painter.font()).height();
    painter.drawText(QRectF(side, height() - line - 2, width() - 2 * side, line), Qt::AlignLeft | Qt::AlignVCenter,
                     words_of(told).section(" (", 0, 0));
  }
  if (!hasFocus()) return;
  painter.setPen(QPen(theme().accent, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
}

void WindowStrip::focusInEvent(QFocusEvent* event) {
  if (chosen_ < 0 && !grid_.rows.empty() && event->reason() != Qt::MouseFocusReason) choose(0);
  QWidget::focusInEvent(event);
}

void WindowStrip::focusOutEvent(QFocusEvent* event) {
  choose(-1);
  QWidget::focusOutEvent(event);
}

void WindowStrip::leaveEvent(QEvent* event) {
  hovered_ = -1;
  update();
  QWidget::leaveEvent(event);
}

bool WindowStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  auto* help = static_cast<QHelpEvent*>(event);
  const Hit found = hit(help->pos());
  if (found.row < 0) {
    QToolTip::hideText();
  } else {
    QToolTip::showText(help->globalPos(),
                       words_of(found.row) + "\nDrag the bar to move the onset, its right edge for the " +
                           "length.\nKeys: Up, Down; Left, Right; Shift+Left, Shift+Right",
                       this);
  }
  return true;
}

}  // namespace imprint::studio
