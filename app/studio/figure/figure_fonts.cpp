// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/figure_fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>

#include "app/figure/layout/text_width.h"

namespace imprint::studio {
namespace {

constexpr int measured_units = 1000;

const QStringList& like_times() {
  static const QStringList names = {"Times New Roman", "Nimbus Roman", "TeX Gyre Termes", "Liberation Serif"};
  return names;
}

const QStringList& like_helvetica() {
  static const QStringList names = {"Arial", "Nimbus Sans", "TeX Gyre Heros", "Liberation Sans", "Helvetica"};
  return names;
}

/// As installed; empty when it is not. Names are compared without case.
QString installed(const QString& family) {
  for (const QString& known : QFontDatabase::families())
    if (known.compare(family, Qt::CaseInsensitive) == 0) return known;
  return {};
}

QString first_installed(const QStringList& families) {
  for (const QString& family : families)
    if (QString found = installed(family); !found.isEmpty()) return found;
  return {};
}

bool among(const QStringList& names, const QString& family) { return names.contains(family, Qt::CaseInsensitive); }

/// Families of the widths of the one asked for.
QStringList equal_widths(const QString& family) {
  if (family.compare("Times", Qt::CaseInsensitive) == 0 || among(like_times(), family)) return like_times();
  if (among(like_helvetica(), family)) return like_helvetica();
  return {};
}

QString any_of_its_kind(bool serif) {
  const QStringList kind =
      serif ? like_times() + QStringList{"DejaVu Serif"} : like_helvetica() + QStringList{"DejaVu Sans"};
  QString found = first_installed(kind);
  if (!found.isEmpty()) return found;
  const QStringList all = QFontDatabase::families();
  return all.isEmpty() ? QString("serif") : all.front();
}

}  // namespace

FigureFont figure_font(const FigureStyle& style) {
  const QString wanted = QString::fromStdString(style.font_family);
  const QStringList equal = equal_widths(wanted);
  FigureFont font{installed(wanted), {}, style.serif, {}};
  for (const QString& name : equal.isEmpty() ? (style.serif ? like_times() : like_helvetica()) : equal)
    font.similar.push_back(name.toStdString());
  if (!font.family.isEmpty()) return font;
  font.family = first_installed(equal);
  const bool generic =
      wanted.compare("Times", Qt::CaseInsensitive) == 0 || wanted.compare("Helvetica", Qt::CaseInsensitive) == 0;
  const bool same_widths = !font.family.isEmpty();
  if (!same_widths) font.family = any_of_its_kind(style.serif);
  if (!generic || !same_widths)
    font.note = "the font \"" + style.font_family + "\" is not installed; " + font.family.toStdString() +
                " replaces it" + (same_widths ? ", which has the same widths" : "");
  return font;
}

QFont sized_font(const FigureFont& font, int units, bool bold) {
  QFont result(font.family);
  result.setPixelSize(units);
  result.setBold(bold);
  result.setHintingPreference(QFont::PreferNoHinting);
  // Too little to be seen, but it keeps Qt from ligatures, which not every reader of an SVG forms: "fi" shall
  // be as wide everywhere.
  result.setLetterSpacing(QFont::PercentageSpacing, 100 + 1.0 / 64);
  return result;
}

QPainterPath text_outlines(const FigureFont& font, const PlacedText& text) {
  const QFont unit_font = sized_font(font, measured_units, text.bold);
  const QFontMetricsF metrics(unit_font);
  QPainterPath outlines;
  outlines.setFillRule(Qt::WindingFill);
  double x = 0;
  for (const TextRun& run : text_runs(text.text)) {
    const QString shown = QString::fromStdString(run.text);
    const double scale = text.points * (run.raised ? raised_size : 1) / measured_units;
    QPainterPath glyphs;
    glyphs.addText(0, 0, unit_font, shown);
    const double lift = run.raised ? raised_by * text.points : 0;
    outlines.addPath(QTransform(scale, 0, 0, scale, x, -lift).map(glyphs));
    x += metrics.horizontalAdvance(shown) * scale;
  }
  outlines.setFillRule(Qt::WindingFill);
  return outlines;
}

double QtTextMeasure::width(const std::string& text, double points, bool bold) const {
  const QFontMetricsF metrics(sized_font(font_, measured_units, bold));
  return metrics.horizontalAdvance(QString::fromStdString(text)) * points / measured_units;
}

double QtTextMeasure::ascent(double points) const {
  const QFontMetricsF metrics(sized_font(font_, measured_units, false));
  return -metrics.tightBoundingRect("H0").top() * points / measured_units;
}

double QtTextMeasure::descent(double points) const {
  const QFontMetricsF metrics(sized_font(font_, measured_units, false));
  return metrics.tightBoundingRect("gpqy()").bottom() * points / measured_units;
}

}  // namespace imprint::studio
