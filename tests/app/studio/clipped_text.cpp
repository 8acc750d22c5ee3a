// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/studio/clipped_text.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QToolButton>
#include <algorithm>

#include "app/studio/widgets/elided_label.h"
#include "app/studio/widgets/parts_label.h"

namespace imprint::test {
namespace {

using studio::ElidedLabel;
using studio::PartsLabel;

constexpr int rounding = 1;  // pixels: hints are rounded up, places down

QString name_of(const QWidget& widget) {
  QString name = widget.metaObject()->className();
  if (!widget.objectName().isEmpty()) name += " " + widget.objectName();
  return name.remove("imprint::studio::");
}

QString complaint(const QWidget& widget, const QString& text, const QString& what) {
  return QString("%1 \"%2\": %3 (%4 x %5)")
      .arg(name_of(widget), text.simplified().left(60), what)
      .arg(widget.width())
      .arg(widget.height());
}

QString too_small(const QWidget& widget, const QString& text, QSize needed) {
  if (needed.width() <= widget.width() + rounding && needed.height() <= widget.height() + rounding) return {};
  return complaint(widget, text, QString("needs %1 x %2").arg(needed.width()).arg(needed.height()));
}

QString problem_of(const QLabel& label) {
  if (label.text().isEmpty()) return {};
  if (const auto* whole = dynamic_cast<const studio::WholeLabel*>(&label); whole != nullptr && !whole->is_shown())
    return label.toolTip() == label.text() ? QString() : complaint(label, label.text(), "has no tool tip");
  if (!label.wordWrap()) return too_small(label, label.text(), label.sizeHint());
  int longest = 0;
  const bool rich =
      label.textFormat() == Qt::RichText || (label.textFormat() == Qt::AutoText && Qt::mightBeRichText(label.text()));
  for (const QString& word : label.text().split(QRegularExpression("\\s"), Qt::SkipEmptyParts))
    if (!rich) longest = std::max(longest, label.fontMetrics().horizontalAdvance(word));
  return too_small(label, label.text(), {longest, label.heightForWidth(label.width())});
}

QString problem_of(const QAbstractButton& button) {
  const auto* tool = qobject_cast<const QToolButton*>(&button);
  if (button.text().isEmpty() || (tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly)) return {};
  return too_small(button, button.text(), button.sizeHint());
}

QString problem_of(const QComboBox& box) {
  const QString text = box.currentText();
  QStyleOptionComboBox option;
  option.initFrom(&box);
  option.editable = box.isEditable();
  option.subControls = QStyle::SC_All;
  const QRect place = box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box);
  const int needed = box.fontMetrics().horizontalAdvance(text);
  return needed <= place.width() + rounding
             ? QString()
             : complaint(box, text, QString("has room for %1 of %2").arg(place.width()).arg(needed));
}

QStringList problems_of(const QHeaderView& header) {
  QStringList problems;
  for (int i = 0; i < header.count(); ++i) {
    if (header.isSectionHidden(i)) continue;
    const QString text = header.model()->headerData(i, header.orientation()).toString();
    const int needed = header.sectionSizeHint(i);
    if (header.orientation() == Qt::Horizontal && needed > header.sectionSize(i) + rounding)
      problems << complaint(header, text,
                            QString("its section is %1 wide and needs %2").arg(header.sectionSize(i)).arg(needed));
  }
  return problems;
}

QStringList problems_of(const QTabBar& bar) {
  QStringList problems;
  for (int i = 0; i < bar.count(); ++i)
    if (bar.fontMetrics().horizontalAdvance(bar.tabText(i)) > bar.tabRect(i).width())
      problems << complaint(bar, bar.tabText(i), "its tab is too narrow");
  return problems;
}

/// What can be scrolled to is not cut off.
bool scrolls(const QWidget& viewport, Qt::Orientation orientation) {
  const auto* area = qobject_cast<const QAbstractScrollArea*>(viewport.parentWidget());
  if (area == nullptr || area->viewport() != &viewport) return false;
  const auto policy =
      orientation == Qt::Horizontal ? area->horizontalScrollBarPolicy() : area->verticalScrollBarPolicy();
  return policy != Qt::ScrollBarAlwaysOff;
}

/// Whether something around the widget cuts it off.
QString problem_of_place(const QWidget& widget, const QString& text) {
  bool free_x = false, free_y = false;
  for (const QWidget* around = widget.parentWidget(); around != nullptr && !widget.isWindow();
       around = around->parentWidget()) {
    const QRect place(widget.mapTo(around, QPoint(0, 0)), widget.size());
    free_x = free_x || scrolls(*around, Qt::Horizontal);
    free_y = free_y || scrolls(*around, Qt::Vertical);
    const bool cut_x = !free_x && (place.left() < -rounding || place.right() > around->width() + rounding);
    const bool cut_y = !free_y && (place.top() < -rounding || place.bottom() > around->height() + rounding);
    if (cut_x || cut_y) return complaint(widget, text, "reaches out of " + name_of(*around));
    if (around->isWindow()) break;
  }
  return {};
}

/// The text that a widget shows by itself; nothing for one that shows none.
QString text_of(const QWidget& widget) {
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return button->text();
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) return box->currentText();
  if (const auto* line = qobject_cast<const QLineEdit*>(&widget))
    return line->text().isEmpty() ? line->placeholderText() : line->text();
  if (const auto* label = dynamic_cast<const ElidedLabel*>(&widget)) return label->text();
  if (const auto* label = dynamic_cast<const PartsLabel*>(&widget)) return label->text();
  return {};
}

QStringList own_problems(const QWidget& widget) {
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) return {problem_of(*label)};
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) return {problem_of(*button)};
  if (const auto* box = qobject_cast<const QComboBox*>(&widget)) return {problem_of(*box)};
  if (const auto* header = qobject_cast<const QHeaderView*>(&widget)) return problems_of(*header);
  if (const auto* bar = qobject_cast<const QTabBar*>(&widget)) return problems_of(*bar);
  if (const auto* label = dynamic_cast<const ElidedLabel*>(&widget))
    return {label->toolTip().contains(label->text()) ? too_small(*label, label->text(), label->minimumSizeHint())
                                                     : complaint(*label, label->text(), "has no tool tip")};
  if (const auto* label = dynamic_cast<const PartsLabel*>(&widget))
    return {label->toolTip().contains(label->text()) ? too_small(*label, label->text(), label->minimumSizeHint())
                                                     : complaint(*label, label->text(), "has no tool tip")};
  return {};
}

bool is_inside_an_editor(const QWidget& widget) {
  const QWidget* parent = widget.parentWidget();
  return qobject_cast<const QComboBox*>(parent) != nullptr || qobject_cast<const QLineEdit*>(parent) != nullptr;
}

QStringList overlaps(const QList<const QWidget*>& texts) {
  QStringList problems;
  for (qsizetype i = 0; i < texts.size(); ++i)
    for (qsizetype j = i + 1; j < texts.size(); ++j) {
      if (texts[i]->parentWidget() != texts[j]->parentWidget()) continue;
      const QRect both = texts[i]->geometry() & texts[j]->geometry();
      if (both.width() > rounding && both.height() > rounding)
        problems << complaint(*texts[i], text_of(*texts[i]), "lies over \"" + text_of(*texts[j]).left(40) + "\"");
    }
  return problems;
}

}  // namespace

QStringList clipped_texts(const QWidget& window) {
  QStringList problems;
  QList<const QWidget*> texts;
  for (const QWidget* widget : window.findChildren<QWidget*>()) {
    if (!widget->isVisible() || widget->window() != &window || is_inside_an_editor(*widget)) continue;
    problems << own_problems(*widget);
    const QString text = text_of(*widget);
    if (text.isEmpty()) continue;
    texts << widget;
    problems << problem_of_place(*widget, text);
  }
  problems << overlaps(texts);
  problems.removeAll(QString());
  return problems;
}

}  // namespace imprint::test
