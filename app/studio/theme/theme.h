// SPDX-License-Identifier: GPL-3.0-or-later
// Colours, fonts and spacing, in a light and a dark dress.
#pragma once

#include <QColor>
#include <QFont>
#include <QString>
#include <QStringList>

class QApplication;

namespace imprint::studio {

enum class ThemeChoice { system, light, dark };

struct Theme {
  bool dark;
  QColor window;   // behind everything
  QColor surface;  // cards and charts
  QColor field;    // where one types
  QColor line;     // borders and separators
  QColor grid;     // inside charts
  QColor text;
  QColor muted;  // second in rank
  QColor faint;  // third in rank, disabled
  QColor accent;
  QColor on_accent;
  QColor problem;
  QColor good;      // safe, in a verdict
  QColor done;      // ended, whatever came out
  QColor deficit;   // the arm with the deficit
  QColor baseline;  // the arm without
  QColor backward;  // the curve of the gradients' bits
};

/// The spacing grid, in pixels.
inline constexpr int grid_unit = 8;

/// The theme in use. Widgets that paint read it anew at every paint event.
const Theme& theme();

/// Dresses the application; `system` follows the desktop's palette as it was at the start.
void apply_theme(QApplication& application, ThemeChoice choice);

/// Picks the interface font: Inter where it is installed and the desktop asks for no other.
void choose_font(QApplication& application);

/// The interface font, `points` larger, or smaller when negative.
QFont sized_font(double points, QFont::Weight weight = QFont::Normal);

/// What a text takes in that font, in whole pixels.
int text_width(const QFont& font, const QString& text);
/// The widest of several.
int text_width(const QFont& font, const QStringList& texts);

/// What a line edit, a spin box or a combo box takes beside its text: padding, borders, and the arrow of the latter.
inline constexpr int field_room = 24;

/// `colour` with its strength reduced: share 1 = itself, 0 = the surface. Opaque, so that crossing lines do not add up.
QColor faded(const QColor& colour, double share);

ThemeChoice theme_choice_from(const QString& name);  // "light", "dark", else system
QString to_string(ThemeChoice choice);

}  // namespace imprint::studio
