// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <algorithm>
#include <array>
#include <cmath>

#include "app/studio/theme/style_sheet.h"

namespace imprint::studio {
namespace {

const Theme light = {.dark = false,
                     .window = "#f3f4f5",
                     .surface = "#ffffff",
                     .field = "#ffffff",
                     .line = "#d9dcdf",
                     .grid = "#ebedef",
                     .text = "#1b1f24",
                     .muted = "#5b636c",
                     .faint = "#8f979f",
                     .accent = "#0072b2",
                     .on_accent = "#ffffff",
                     .problem = "#ad1140",
                     .good = "#00795a",
                     .done = "#6d5f93",
                     .deficit = "#d55e00",
                     .baseline = "#0072b2",
                     .backward = "#00795a"};

const Theme dark = {.dark = true,
                    .window = "#15181b",
                    .surface = "#1d2125",
                    .field = "#16191c",
                    .line = "#363c42",
                    .grid = "#2a2f34",
                    .text = "#e6e8ea",
                    .muted = "#a3abb3",
                    .faint = "#737b83",
                    .accent = "#56b4e9",
                    .on_accent = "#0d1114",
                    .problem = "#ff8f84",
                    .good = "#35c79c",
                    .done = "#b3a4da",
                    .deficit = "#e8762b",
                    .baseline = "#56b4e9",
                    .backward = "#35c79c"};

const Theme* current = &light;

QPalette palette_of(const Theme& theme) {
  QPalette palette;
  palette.setColor(QPalette::Window, theme.window);
  palette.setColor(QPalette::WindowText, theme.text);
  palette.setColor(QPalette::Base, theme.field);
  palette.setColor(QPalette::AlternateBase, theme.window);
  palette.setColor(QPalette::Text, theme.text);
  palette.setColor(QPalette::PlaceholderText, theme.faint);
  palette.setColor(QPalette::Button, theme.surface);
  palette.setColor(QPalette::ButtonText, theme.text);
  palette.setColor(QPalette::BrightText, theme.problem);
  palette.setColor(QPalette::ToolTipBase, theme.surface);
  palette.setColor(QPalette::ToolTipText, theme.text);
  palette.setColor(QPalette::Highlight, theme.accent);
  palette.setColor(QPalette::HighlightedText, theme.on_accent);
  palette.setColor(QPalette::Link, theme.accent);
  palette.setColor(QPalette::Mid, theme.line);
  // What is locked during a run shall still be read; only buttons that can't be pressed fade further.
  for (const auto role : {QPalette::WindowText, QPalette::Text})
    palette.setColor(QPalette::Disabled, role, theme.muted);
  palette.setColor(QPalette::Disabled, QPalette::ButtonText, theme.faint);
  return palette;
}

/// Whether the desktop was dark before the application dressed itself.
bool desktop_is_dark() {
  static const bool is_dark = QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
  return is_dark;
}

bool desktop_names_a_font() {
  // Only these desktops hand their font to Qt; everywhere else Qt falls back on whatever "Sans" happens to be.
  const QByteArray desktop = qgetenv("XDG_CURRENT_DESKTOP").toLower();
  return desktop.contains("kde") || desktop.contains("gnome") || desktop.contains("lxqt");
}

}  // namespace

const Theme& theme() { return *current; }

void apply_theme(QApplication& application, ThemeChoice choice) {
  const bool use_dark = choice == ThemeChoice::dark || (choice == ThemeChoice::system && desktop_is_dark());
  current = use_dark ? &dark : &light;
  if (QApplication::style()->name() != "fusion") QApplication::setStyle(QStyleFactory::create("Fusion"));
  application.setStyleSheet({});
  QApplication::setPalette(palette_of(*current));
  application.setStyleSheet(style_sheet(*current));
}

void choose_font(QApplication& application) {
  QFont font = QApplication::font();
  if (!desktop_names_a_font() && QFontDatabase::families().contains("Inter")) font.setFamily("Inter");
  font.setPointSizeF(std::max(9.5, std::min(font.pointSizeF(), 11.0)));
  application.setFont(font);
}

QFont sized_font(double points, QFont::Weight weight) {
  QFont font = QApplication::font();
  font.setPointSizeF(font.pointSizeF() + points);
  font.setWeight(weight);
  return font;
}

int text_width(const QFont& font, const QString& text) {
  return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

int text_width(const QFont& font, const QStringList& texts) {
  int width = 0;
  for (const QString& text : texts) width = std::max(width, text_width(font, text));
  return width;
}

QColor faded(const QColor& colour, double share) {
  const QColor back = theme().surface;
  const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(share * a + (1 - share) * b)); };
  return {mix(colour.red(), back.red()), mix(colour.green(), back.green()), mix(colour.blue(), back.blue())};
}

ThemeChoice theme_choice_from(const QString& name) {
  if (name == "light") return ThemeChoice::light;
  return name == "dark" ? ThemeChoice::dark : ThemeChoice::system;
}

QString to_string(ThemeChoice choice) {
  switch (choice) {
    case ThemeChoice::light: return "light";
    case ThemeChoice::dark: return "dark";
    case ThemeChoice::system: break;
  }
  return "system";
}

}  // namespace imprint::studio
