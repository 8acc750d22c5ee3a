// SPDX-License-Identifier: GPL-3.0-or-later
// The files as other programs see them: every kind of figure at every venue's size and font.
#include <gtest/gtest.h>

#include <QImage>
#include <cmath>
#include <sstream>

#include "app/studio/figure/qt_figure_painter.h"
#include "core/base/atomic_file.h"
#include "core/base/text.h"
#include "tests/app/figure/layout/made_up_figures.h"
#include "tests/app/studio/figure/painted_figures.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

using test::drawn;
using test::output_of;

/// Every kind at every venue, and what is difficult at the first.
template <class Check>
void each_figure(const FigureOutput& output, Check check) {
  const test::TemporaryFolder folder;
  const auto painter = qt_figure_painter();
  const auto paint = [&](const test::MadeUpFigure& figure, const FigureStyle& style, const std::string& venue) {
    SCOPED_TRACE(figure.name + " " + venue);
    const FigureDrawing drawing = drawn(figure.content, style);
    const auto files = painter->paint(drawing, output, folder / (figure.name + "-" + venue));
    check(drawing, files);
  };
  for (const test::MadeUpVenue& venue : test::made_up_venues())
    for (const test::MadeUpFigure& figure : test::figures_of_all_kinds()) paint(figure, venue.style, venue.name);
  for (const test::MadeUpFigure& figure : test::difficult_figures())
    paint(figure, test::style_for(figure.content), "difficult");
}

FigureOutput only(bool pdf, bool svg, bool png) {
  FigureOutput output;
  output.pdf = pdf, output.svg = svg, output.png = png;
  return output;
}

double number_after(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word);
  return at == std::string::npos ? no_value : std::strtod(text.c_str() + at + word.size(), nullptr);
}

TEST(FigurePdf, EmbedsAllItsFontsAndHasNoPicture) {
  for (const char* program : {"pdffonts", "pdfimages", "pdfinfo"})
    if (!test::installed(program)) GTEST_SKIP() << program << " is not installed; poppler-utils brings it";
  each_figure(only(true, false, false), [](const FigureDrawing& drawing, const auto& files) {
    const std::string file = "'" + files.at(0).string() + "'";
    std::istringstream fonts(output_of("pdffonts " + file));
    std::string line;
    int count = 0;
    for (int row = 0; std::getline(fonts, line); ++row) {
      if (row < 2) continue;
      ++count;
      EXPECT_EQ(line.find("Type 3"), std::string::npos) << line;
      EXPECT_NE(line.find("yes"), std::string::npos) << line;  // emb is the first of the three answers
      EXPECT_EQ(line.find(" no  no "), std::string::npos) << line;
    }
    EXPECT_GE(count, 1);
    std::istringstream images(output_of("pdfimages -list " + file));
    int rows = 0;
    while (std::getline(images, line)) ++rows;
    EXPECT_EQ(rows, 2);  // the table's head alone
    const std::string info = output_of("pdfinfo " + file);
    EXPECT_NEAR(number_after(info, "Page size:"), drawing.style.width_points, 0.1);
    EXPECT_NEAR(number_after(info, " x "), drawing.style.height_points, 0.1);
    EXPECT_EQ(info.find("rror"), std::string::npos) << info;
  });
}

/// All numbers of the attribute's value.
std::vector<double> numbers_in(const std::string& text) {
  std::vector<double> numbers;
  const char* at = text.c_str();
  while (*at != '\0') {
    char* end = nullptr;
    const double value = std::strtod(at, &end);
    if (end == at) {
      ++at;
      continue;
    }
    numbers.push_back(value);
    at = end;
  }
  return numbers;
}

TEST(FigureSvg, HasEveryCoordinateOnThePage) {
  FigureOutput output = only(false, true, false);
  output.svg_text_as_paths = true;  // letters are coordinates, too; none of the shapes is transformed
  each_figure(output, [](const FigureDrawing& drawing, const auto& files) {
    const std::string svg = read_whole_file(files.at(0));
    EXPECT_EQ(svg.find("transform"), std::string::npos);
    EXPECT_NE(svg.find("width=\"" + shortest_text(drawing.style.width_points) + "pt\""), std::string::npos);
    std::size_t paths = 0;
    for (std::size_t at = svg.find(" d=\""); at != std::string::npos; at = svg.find(" d=\"", at + 4), ++paths) {
      const auto numbers = numbers_in(svg.substr(at + 4, svg.find('"', at + 4) - at - 4));
      ASSERT_EQ(numbers.size() % 2, 0U);
      for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) {
        EXPECT_TRUE(numbers[i] >= 0 && numbers[i] <= drawing.style.width_points) << numbers[i];
        EXPECT_TRUE(numbers[i + 1] >= 0 && numbers[i + 1] <= drawing.style.height_points) << numbers[i + 1];
      }
    }
    EXPECT_GT(paths, 3U);
  });
}

TEST(FigureSvg, HasEveryTextOnThePageAndClosesWhatItOpens) {
  each_figure(only(false, true, false), [](const FigureDrawing& drawing, const auto& files) {
    const std::string svg = read_whole_file(files.at(0));
    for (std::size_t at = svg.find("<text "); at != std::string::npos; at = svg.find("<text ", at + 1)) {
      const std::string tag = svg.substr(at, svg.find('>', at) - at);
      EXPECT_LE(number_after(tag, " x=\""), drawing.style.width_points);
      EXPECT_LE(number_after(tag, " y=\""), drawing.style.height_points);
      EXPECT_GE(number_after(tag, " x=\""), 0);
      EXPECT_GE(number_after(tag, " y=\""), 0);
    }
    const auto count = [&](const std::string& word) {
      int found = 0;
      for (std::size_t at = svg.find(word); at != std::string::npos; at = svg.find(word, at + 1)) ++found;
      return found;
    };
    EXPECT_EQ(count("<g "), count("</g>"));
    EXPECT_EQ(count("<text "), count("</text>"));
  });
}

/// After smoothing over 5 dots at 200 dpi (1.8 points): letters of other rasterisers may lie a dot apart,
/// shapes not.
constexpr int smoothing = 2;
constexpr int pdf_bound = 64;  // poppler widens hair lines to whole dots
constexpr int svg_bound = 48;
constexpr int dpi = 200;

TEST(FigureFiles, ShowTheSamePicture) {
  for (const char* program : {"pdftoppm", "rsvg-convert"})
    if (!test::installed(program))
      GTEST_SKIP() << program << " is not installed; poppler-utils and librsvg2-bin bring them";
  FigureOutput output;
  output.png_dpi = dpi;
  const test::TemporaryFolder folder;
  const auto painter = qt_figure_painter();
  for (const test::MadeUpFigure& figure : test::all_made_up_figures()) {
    SCOPED_TRACE(figure.name);
    const FigureDrawing drawing = drawn(figure.content, test::style_for(figure.content));
    const auto files = painter->paint(drawing, output, folder / figure.name);
    ASSERT_EQ(files.size(), 3U);
    const std::string resolution = std::to_string(dpi);
    output_of("pdftoppm -r " + resolution + " -png -singlefile '" + files[0].string() + "' '" +
              (folder / "pdf").string() + "'");
    output_of("rsvg-convert -d " + resolution + " -p " + resolution + " '" + files[1].string() + "' -o '" +
              (folder / "svg.png").string() + "'");
    const QImage own(QString::fromStdString(files[2].string()));
    const QImage pdf(QString::fromStdString((folder / "pdf.png").string()));
    const QImage svg(QString::fromStdString((folder / "svg.png").string()));
    // The others round the page up to whole dots.
    EXPECT_LE(std::abs(pdf.width() - own.width()) + std::abs(pdf.height() - own.height()), 2);
    EXPECT_LE(std::abs(svg.width() - own.width()) + std::abs(svg.height() - own.height()), 2);
    EXPECT_LE(test::largest_difference(own, pdf.copy(0, 0, own.width(), own.height()), smoothing), pdf_bound);
    EXPECT_LE(test::largest_difference(own, svg.copy(0, 0, own.width(), own.height()), smoothing), svg_bound);
  }
}

TEST(FigureFiles, AreTheSameBytesEachTime) {
  const test::TemporaryFolder folder;
  const auto painter = qt_figure_painter();
  for (const test::MadeUpFigure& figure : test::all_made_up_figures()) {
    const FigureDrawing drawing = drawn(figure.content, test::style_for(figure.content));
    const auto first = painter->paint(drawing, {}, folder / "first");
    const auto second = painter->paint(drawn(figure.content, test::style_for(figure.content)), {}, folder / "second");
    for (std::size_t i = 0; i < first.size(); ++i)
      EXPECT_EQ(read_whole_file(first[i]), read_whole_file(second[i])) << figure.name << first[i];
  }
}

TEST(FigurePng, HasItsPhysicalSize) {
  const test::TemporaryFolder folder;
  FigureOutput output = only(false, false, true);
  output.png_dpi = 600;
  const FigureDrawing drawing = drawn(test::figures_of_all_kinds()[0].content, test::made_up_venues()[1].style);
  const auto files = qt_figure_painter()->paint(drawing, output, folder / "figure");
  const QImage picture(QString::fromStdString(files.at(0).string()));
  EXPECT_EQ(picture.width(), 1950);  // 3.25 in
  EXPECT_EQ(picture.dotsPerMeterX(), 23622);
}

TEST(FigureMap, AsABitmapIsOnePictureInThePdf) {
  if (!test::installed("pdfimages")) GTEST_SKIP() << "pdfimages is not installed; poppler-utils brings it";
  const test::TemporaryFolder folder;
  FigureOutput output = only(true, true, false);
  output.map_as_bitmap = true;
  const FigureContent content = test::figures_of_all_kinds()[3].content;
  const auto files = qt_figure_painter()->paint(drawn(content, test::style_for(content)), output, folder / "map");
  std::istringstream images(output_of("pdfimages -list '" + files.at(0).string() + "'"));
  int rows = 0;
  for (std::string line; std::getline(images, line);) {
    ++rows;
    EXPECT_EQ(line.find("jpeg"), std::string::npos) << line;  // its losses would show at the cells' edges
  }
  EXPECT_EQ(rows, 3);
  EXPECT_NE(read_whole_file(files.at(1)).find("<image "), std::string::npos);
}

TEST(FigureFiles, OfAFolderThatIsNotThereAreAnErrorWithThePath) {
  const FigureContent content = test::figures_of_all_kinds()[0].content;
  try {
    qt_figure_painter()->paint(drawn(content, test::style_for(content)), {}, "/nonexistent/folder/figure");
    FAIL() << "nothing was thrown";
  } catch (const std::exception& error) {
    EXPECT_NE(std::string(error.what()).find("/nonexistent/folder"), std::string::npos);
  }
}

}  // namespace
}  // namespace imprint::studio
