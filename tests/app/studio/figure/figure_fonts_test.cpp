// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/figure/figure_fonts.h"

#include <gtest/gtest.h>

#include <QFontDatabase>

#include "app/studio/figure/qt_figure_painter.h"

namespace imprint::studio {
namespace {

FigureStyle asking_for(const std::string& family, bool serif) {
  FigureStyle style;
  style.font_family = family;
  style.serif = serif;
  return style;
}

bool any_installed(const QStringList& families) {
  for (const QString& family : families)
    if (QFontDatabase::families().contains(family)) return true;
  return false;
}

TEST(FigureFont, OfThePresetsNeedsNoWordWhenItsWidthsAreThere) {
  if (!any_installed({"Times New Roman", "Nimbus Roman", "TeX Gyre Termes", "Liberation Serif"}))
    GTEST_SKIP() << "no font with the widths of Times is installed; fonts-liberation brings one";
  const FigureFont font = figure_font(asking_for("Times", true));
  EXPECT_TRUE(QFontDatabase::families().contains(font.family));
  EXPECT_EQ(font.note, "");
}

TEST(FigureFont, ThatIsInstalledIsTaken) {
  const QStringList families = QFontDatabase::families();
  ASSERT_FALSE(families.isEmpty());
  const FigureFont font = figure_font(asking_for(families.front().toLower().toStdString(), false));
  EXPECT_EQ(font.family.toLower(), families.front().toLower());
  EXPECT_EQ(font.note, "");
}

TEST(FigureFont, ThatIsMissingIsReplacedWithAWord) {
  std::vector<std::string> notes;
  qt_figure_painter()->measure(asking_for("No Such Font", true), notes);
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_NE(notes[0].find("\"No Such Font\" is not installed; "), std::string::npos);
  EXPECT_NE(notes[0].find(" replaces it"), std::string::npos);
}

TEST(FigureFont, WidthsScaleExactly) {
  const QtTextMeasure measure(figure_font(asking_for("Times", true)));
  const double at_seven = measure.width("Damage (points)", 7, false);
  EXPECT_NEAR(measure.width("Damage (points)", 14, false), 2 * at_seven, 1e-9);
  EXPECT_GT(measure.width("Damage (points)", 7, true), at_seven);
  EXPECT_GT(measure.ascent(10), 5);
  EXPECT_GT(measure.descent(10), 1);
}

}  // namespace
}  // namespace imprint::studio
