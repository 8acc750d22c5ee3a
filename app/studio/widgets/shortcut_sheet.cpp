// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/widgets/shortcut_sheet.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

struct Gesture {
  const char* keys;
  const char* meaning;
};

constexpr Gesture chart_gestures[] = {
    {"Move the mouse, Left, Right", "Crosshair in all four charts"},
    {"Drag", "Zoom to the stretch"},
    {"Wheel, + and −", "Zoom along the axis"},
    {"Ctrl+Wheel", "Zoom the heights"},
    {"Shift+Drag, Shift+Left, Shift+Right", "Move along the axis"},
    {"Home, double-click", "Show everything and follow the run"},
    {"L, Shift+L", "Logarithmic, symmetric logarithmic heights"},
    {"Esc", "Hide the crosshair"},
};

constexpr Gesture form_gestures[] = {
    {"Up, Down in a whole number", "One more, one less; with Shift ten"},
    {"Tab, Shift+Tab", "Next field, previous field"},
};

constexpr Gesture list_gestures[] = {
    {"Ctrl+F, Esc", "Filter; see all runs again"},
    {"Ctrl+Click, Shift+Click, Shift+Up, Shift+Down", "Lay several runs over each other"},
    {"Enter, Ctrl+Shift+N", "Open the run; a new one with its spec"},
    {"Ctrl+G; Right, Left", "One row a condition; open it, close it"},
    {"Ctrl+Shift+D", "Compare the chosen runs"},
    {"Ctrl+Shift+T", "Write tags"},
    {"Delete", "To the trash, or out of it"},
    {"Alt+M", "Columns, trash, index, folder"},
    {"F5, Shift+F5", "Look what has changed; read everything anew"},
};

constexpr Gesture schedule_gestures[] = {
    {"Double-click on the line, Ctrl+Click, Insert", "A point more; the curve stays as it was"},
    {"Drag; Shift, Ctrl, Alt", "Move; along one axis, finely, off the grid"},
    {"Delete, Backspace, drag far out", "Delete the selected points"},
    {"Click, Shift+Click, drag a frame, Ctrl+A", "Select"},
    {"Tab, Shift+Tab", "Next point, previous point"},
    {"Arrows; with Shift, with Ctrl", "Nudge; by ten, by a tenth"},
    {"1 to 6", "Hold, linear, cosine, exponential, rex, bezier"},
    {"P, V", "Pencil, selection"},
    {"Alt+Arrows, Alt+Shift+Arrows", "Bend a bezier segment at its near, its far end"},
    {"Drag a band, its edges", "Onset of a deficit, its length"},
    {"D, then arrows", "Next deficit; its onset and length"},
    {"Wheel, + and −; Ctrl+Wheel", "Zoom along time; along bits"},
    {"Middle drag, Space+Drag", "Move what is shown"},
    {"Home, double-click beside the curve", "Show everything"},
    {"Ctrl+C, Ctrl+V", "Copy the curve as text, paste one"},
    {"Esc", "Take the drag back; select nothing"},
};

void add_title(QGridLayout& grid, int& row, const QString& text) {
  auto* title = new QLabel(text);
  title->setFont(sized_font(0.5, QFont::DemiBold));
  title->setContentsMargins(0, row == 0 ? 0 : 10, 0, 2);
  grid.addWidget(title, row++, 0, 1, 2);
}

void add_row(QGridLayout& grid, int& row, const QString& keys, const QString& meaning) {
  auto* left = new QLabel(meaning);
  auto* right = new QLabel(keys);
  right->setObjectName("muted");
  right->setAlignment(Qt::AlignRight);
  grid.addWidget(left, row, 0);
  grid.addWidget(right, row++, 1);
}

template <std::size_t count>
void add_gestures(QGridLayout& grid, int& row, const QString& title, const Gesture (&gestures)[count]) {
  add_title(grid, row, title);
  for (const Gesture& gesture : gestures)
    add_row(grid, row, QString::fromUtf8(gesture.keys), QString::fromUtf8(gesture.meaning));
}

QGridLayout* sheet_column() {
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(28);
  grid->setVerticalSpacing(5);
  return grid;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const QList<QAction*>& actions, QWidget* parent) : QDialog(parent) {
  setWindowTitle("Keys and gestures");
  auto* columns = new QHBoxLayout(this);
  columns->setContentsMargins(28, 24, 28, 24);
  columns->setSpacing(48);
  QGridLayout* left = sheet_column();
  int row = 0;
  add_title(*left, row, "Commands");
  for (const QAction* action : actions) {
    if (action->shortcut().isEmpty()) continue;
    add_row(*left, row, action->shortcut().toString(QKeySequence::NativeText), action->text().remove('&').remove("…"));
  }
  add_gestures(*left, row, "In the list of runs", list_gestures);
  left->setRowStretch(row, 1);
  QGridLayout* right = sheet_column();
  row = 0;
  add_gestures(*right, row, "In a chart", chart_gestures);
  add_gestures(*right, row, "In the schedule", schedule_gestures);
  add_gestures(*right, row, "In the form", form_gestures);
  right->setRowStretch(row, 1);
  columns->addLayout(left);
  columns->addLayout(right);
}

}  // namespace imprint::studio
