// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/unit_line_edit.h"

#include <QKeyEvent>
#include <QPainter>

#include "app/studio/theme/theme.h"

namespace imprint::studio {

UnitLineEdit::UnitLineEdit(const QString& unit, bool whole_number, QWidget* parent)
    : QLineEdit(parent), unit_(unit), whole_number_(whole_number) {
  if (!unit_.isEmpty()) setTextMargins(0, 0, fontMetrics().horizontalAdvance(unit_) + 8, 0);
}

void UnitLineEdit::paintEvent(QPaintEvent* event) {
  QLineEdit::paintEvent(event);
  if (unit_.isEmpty()) return;
  QPainter painter(this);
  painter.setPen(isEnabled() ? theme().muted : theme().faint);
  painter.drawText(rect().adjusted(0, 0, -9, 0), Qt::AlignRight | Qt::AlignVCenter, unit_);
}

bool UnitLineEdit::step_by_key(const QKeyEvent& event) {
  if (!whole_number_ || (event.key() != Qt::Key_Up && event.key() != Qt::Key_Down)) return false;
  bool is_number = false;
  const qlonglong value = text().trimmed().toLongLong(&is_number);
  if (!is_number) return false;
  const int size = (event.modifiers() & Qt::ShiftModifier) != 0 ? 10 : 1;
  const QString next = QString::number(value + (event.key() == Qt::Key_Up ? size : -size));
  setText(next);
  Q_EMIT textEdited(next);
  return true;
}

void UnitLineEdit::keyPressEvent(QKeyEvent* event) {
  if (!step_by_key(*event)) QLineEdit::keyPressEvent(event);
}

}  // namespace imprint::studio
