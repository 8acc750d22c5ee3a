// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/style_sheet.h"

#include <QHash>
#include <cmath>

namespace imprint::studio {
namespace {

// $name stands for a colour of the theme. Sizes follow the 8 px grid.
constexpr char sheet[] = R"(
QMainWindow, QDialog { background: $window; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 6px 8px; }

QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 1px 8px; }
QMenuBar::item { padding: 5px 9px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: $hover; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::indicator { left: 4px; width: 14px; height: 14px; }

QCheckBox::indicator:unchecked { width: 13px; height: 13px; border: 1px solid $muted; border-radius: 3px; }

QStatusBar { background: $surface; border-top: 1px solid $line; color: $muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $muted; padding: 0 8px; }

#topBar { background: $surface; border-bottom: 1px solid $line; }
#formPane { background: $surface; border-right: 1px solid $line; }
#formHeader { border-bottom: 1px solid $line; }
#formFooter { border-top: 1px solid $line; }
#card { background: $surface; border: 1px solid $line; border-radius: 6px; }
#deficitCard { background: $window; border: 1px solid $line; border-radius: 6px; }
#muted, #hint, #unit { color: $muted; }
#problem { color: $problem; }
#cardTitle, #sectionTitle, #pageTitle { color: $text; }

QLineEdit { background: $field; color: $text; border: 1px solid $line; border-radius: 4px; padding: 3px 7px;
            min-height: 20px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover { border-color: $faint; }
QLineEdit:focus { border: 1px solid $accent; }
QLineEdit[wrong="true"] { border: 1px solid $problem; }
QLineEdit:disabled { color: $muted; background: $window; }

QSpinBox, QDoubleSpinBox { background: $field; color: $text; border: 1px solid $line; border-radius: 4px;
            padding: 3px 6px; min-height: 20px; selection-background-color: $accent; selection-color: $on_accent; }
QSpinBox:hover, QDoubleSpinBox:hover { border-color: $faint; }
QSpinBox:focus, QDoubleSpinBox:focus { border: 1px solid $accent; }
QSpinBox:disabled, QDoubleSpinBox:disabled { color: $muted; background: $window; }

QComboBox { background: $field; color: $text; border: 1px solid $line; border-radius: 4px; padding: 3px 7px;
            min-height: 20px; combobox-popup: 0; }
QComboBox:hover { border-color: $faint; }
QComboBox:focus { border: 1px solid $accent; }
QComboBox[wrong="true"] { border: 1px solid $problem; }
QComboBox:disabled { color: $muted; background: $window; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron-$shade.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; padding: 4px; outline: 0;
            selection-background-color: $hover; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 24px; }

QPushButton, QToolButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 4px;
            padding: 5px 12px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QToolButton[popupMode="2"]::menu-indicator { image: none; }
QToolButton#flat { border: 1px solid transparent; background: transparent; padding: 4px 7px; }
QToolButton#flat:hover { background: $hover; }
QToolButton#flat:focus { border: 1px solid $accent; }
QToolButton#flat:checked { background: $hover; }
QToolButton#link { border: 1px solid transparent; background: transparent; padding: 2px 1px; color: $muted; }
QToolButton#link:hover { color: $text; }
QToolButton#link:focus { border: 1px solid $accent; }
QToolButton#primary, QPushButton#primary { background: $accent; color: $on_accent; border: 1px solid $accent; }
QToolButton#primary:hover, QPushButton#primary:hover { background: $accent_hover; }
QToolButton#primary:focus { border: 1px solid $text; }
QToolButton#primary:disabled { background: $hover; color: $faint; border: 1px solid $line; }
QToolButton#segmentLeft, QToolButton#segmentMiddle, QToolButton#segmentRight
  { padding: 4px 12px; color: $muted; background: $surface; }
QToolButton#segmentLeft { border-top-right-radius: 0; border-bottom-right-radius: 0; }
QToolButton#segmentRight { border-top-left-radius: 0; border-bottom-left-radius: 0; border-left: none; }
QToolButton#segmentMiddle { border-radius: 0; border-left: none; }
QToolButton#segmentLeft:checked, QToolButton#segmentMiddle:checked, QToolButton#segmentRight:checked {
            background: $hover; color: $text; }
QToolButton#segmentLeft:focus, QToolButton#segmentMiddle:focus, QToolButton#segmentRight:focus {
            border: 1px solid $accent; }

QProgressBar { background: $hover; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 4px; min-height: 32px; margin: 1px 2px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 4px; min-width: 32px; margin: 2px 1px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
            width: 0; height: 0; }

QTableView { background: $surface; border: none; gridline-color: transparent; outline: 0;
            selection-background-color: $selected; selection-color: $text; }
QTreeView { background: $surface; border: none; outline: 0; selection-background-color: $selected;
  selection-color: $text; }
QTreeView::item { padding: 0 8px; border: none; height: 28px; }
QTreeView::item:selected { background: $selected; color: $text; }
QTreeView::branch:selected { background: $selected; }
QTreeView::branch:has-children:closed { image: url(:/icons/chevron-right-$shade.svg); }
QTreeView::branch:has-children:open { image: url(:/icons/chevron-$shade.svg); }
QPlainTextEdit { background: $field; color: $text; border: 1px solid $line; border-radius: 4px; padding: 3px;
            selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus { border: 1px solid $accent; }
QPlainTextEdit:disabled { background: $window; }
#messageBar { background: $surface; border: none; border-bottom: 1px solid $line; }
QTableView::item { padding: 0 8px; border: none; }
QTableCornerButton::section { background: $surface; border: none; border-bottom: 1px solid $line; }
QHeaderView::section:vertical { border-bottom: none; padding: 0 8px; }
QTableView QLineEdit { border-radius: 0; padding: 0 6px; min-height: 0; }
QListWidget#gallery { background: $surface; color: $text; border: none; outline: 0; }
QListWidget#gallery::item { border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QListWidget#gallery::item:hover { background: $hover; }
QListWidget#gallery::item:selected { background: $selected; color: $text; }
QListWidget#gallery:focus { border: none; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
            padding: 6px 11px; }
QSplitter::handle { background: transparent; }
)";

QString mixed(const QColor& a, const QColor& b, double share) {
  const auto mix = [share](int x, int y) { return static_cast<int>(std::lround(share * x + (1 - share) * y)); };
  return QColor(mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())).name();
}

}  // namespace

QString style_sheet(const Theme& theme) {
  // Longer names first: $accent is a beginning of $accent_hover.
  const QList<std::pair<QString, QString>> values = {
      {"$accent_hover", mixed(theme.accent, theme.text, 0.85)},
      {"$on_accent", theme.on_accent.name()},
      {"$selected", mixed(theme.accent, theme.surface, 0.16)},
      {"$surface", theme.surface.name()},
      {"$problem", theme.problem.name()},
      {"$accent", theme.accent.name()},
      {"$window", theme.window.name()},
      {"$field", theme.field.name()},
      {"$hover", mixed(theme.text, theme.surface, 0.07)},
      {"$muted", theme.muted.name()},
      {"$faint", theme.faint.name()},
      {"$shade", theme.dark ? "dark" : "light"},
      {"$line", theme.line.name()},
      {"$text", theme.text.name()},
  };
  QString result = QString::fromLatin1(sheet);
  for (const auto& [name, value] : values) result.replace(name, value);
  return result;
}

}  // namespace imprint::studio
