// SPDX-License-Identifier: GPL-3.0-or-later
// What LuaTeX makes of the pgfplots source and data.csv, against what the painter paints.
#include <gtest/gtest.h>

#include <cmath>

#include "app/figure/figure_job.h"
#include "app/studio/figure/qt_figure_painter.h"
#include "core/base/atomic_file.h"
#include "tests/app/figure/layout/made_up_figures.h"
#include "tests/app/studio/figure/painted_figures.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

constexpr int dpi = 100;
constexpr int smoothing = 1;              // dots to each side: a line that lies elsewhere still shows
constexpr double most_of_a_plot = 0.005;  // of its dots may differ clearly: letters of another font, ends of dashes

bool has_tex() {
  return test::installed("lualatex") && std::system("kpsewhich pgfplots.sty xfp.sty >/dev/null 2>&1") == 0;
}

QImage typeset(const FigureDrawing& drawing, const std::string& csv, const std::filesystem::path& folder) {
  write_file_atomically(folder / "figure.tex", figure_tex(drawing));
  write_file_atomically(folder / "data.csv", csv);
  test::output_of("cd '" + folder.string() + "' && lualatex -interaction=nonstopmode -halt-on-error figure.tex");
  test::output_of("cd '" + folder.string() + "' && pdftoppm -r " + std::to_string(dpi) +
                  " -png -singlefile figure.pdf page");
  return QImage(QString::fromStdString((folder / "page.png").string()));
}

/// The inside of a plot, away from its frame and ticks.
QImage inside(const QImage& page, const FigureBox& plot) {
  const double scale = dpi / points_per_inch;
  constexpr int edge = 4;
  return page.copy(static_cast<int>(std::lround(plot.left * scale)) + edge,
                   static_cast<int>(std::lround(plot.top * scale)) + edge,
                   static_cast<int>(plot.width * scale) - 2 * edge, static_cast<int>(plot.height * scale) - 2 * edge);
}

double largest_share(const FigureDrawing& drawing, const QImage& page) {
  const QImage own = figure_image(drawing, dpi);
  double largest = 0;
  for (const PanelLayout& panel : drawing.layout.panels)
    largest = std::max(largest, test::differing_share(inside(own, panel.plot), inside(page, panel.plot), smoothing));
  return largest;
}

TEST(TexPages, ShowTheDataThatThePainterShows) {
  if (!has_tex() || !test::installed("pdftoppm"))
    GTEST_SKIP() << "lualatex with pgfplots, or pdftoppm, is not installed; texlive-luatex, texlive-pictures and "
                    "poppler-utils bring them";
  for (const test::MadeUpFigure& figure : test::figures_of_all_kinds()) {
    SCOPED_TRACE(figure.name);
    const test::TemporaryFolder folder;
    const FigureDrawing drawing = test::drawn(figure.content, test::style_for(figure.content));
    const QImage page = typeset(drawing, figure_csv(drawing.content), folder.path());
    EXPECT_NEAR(page.width(), drawing.style.width_points * dpi / points_per_inch, 1.5);
    EXPECT_NEAR(page.height(), drawing.style.height_points * dpi / points_per_inch, 1.5);
    EXPECT_LE(largest_share(drawing, page), most_of_a_plot);
  }
}

/// The comparison would notice: the same source over other numbers is another picture.
TEST(TexPages, ShowOtherDataWhereTheFileHoldsOthers) {
  if (!has_tex() || !test::installed("pdftoppm"))
    GTEST_SKIP() << "lualatex with pgfplots, or pdftoppm, is not installed";
  const test::MadeUpFigure figure = test::figures_of_all_kinds().front();
  FigureDrawing drawing = test::drawn(figure.content, test::style_for(figure.content));
  FigureContent other = drawing.content;
  for (FigureSeries& series : other.panels.front().series)
    for (FigurePiece& piece : series.pieces)
      for (FigurePoint& point : piece)
        for (double* value : {&point.y, &point.low, &point.high}) *value *= 0.8;
  const test::TemporaryFolder folder;
  EXPECT_GT(largest_share(drawing, typeset(drawing, figure_csv(other), folder.path())), most_of_a_plot);
}

}  // namespace
}  // namespace imprint::studio
