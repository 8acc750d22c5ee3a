// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "app/figure/figure_job.h"
#include "app/figure/tex/tex_words.h"
#include "core/base/atomic_file.h"
#include "tests/app/figure/layout/made_up_figures.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

FigureDrawing drawn(const FigureContent& content) {
  const FigureStyle style = test::style_for(content);
  return {content, style, lay_out(content, style, {}, approximate_measure())};
}

bool installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

/// Whether pgfplots and the rest can be found.
bool tex_installed(const std::string& engine) {
  return installed(engine) && std::system("kpsewhich pgfplots.sty xfp.sty >/dev/null 2>&1") == 0;
}

std::string output_of(const std::string& command, int& status) {
  std::string output;
  std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer;
  for (std::size_t count = 0; pipe && (count = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    output.append(buffer.data(), count);
  status = pipe ? pclose(pipe) : -1;
  return output;
}

/// Typesets the figure in the folder; a page of the right size and no error is what is asked for.
void expect_typeset(const std::string& engine, const FigureDrawing& drawing, const std::string& name) {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "figure.tex", figure_tex(drawing));
  write_file_atomically(folder / "data.csv", figure_csv(drawing.content));
  int status = 0;
  const std::string log = output_of(
      "cd '" + folder.path().string() + "' && " + engine + " -interaction=nonstopmode -halt-on-error figure.tex",
      status);
  EXPECT_EQ(status, 0) << name << ": " << log.substr(log.size() > 1500 ? log.size() - 1500 : 0);
  EXPECT_NE(log.find("(1 page"), std::string::npos) << name;
  if (!installed("pdfinfo")) return;
  const std::string info = output_of("pdfinfo '" + (folder / "figure.pdf").string() + "'", status);
  const std::size_t at = info.find("Page size:");
  ASSERT_NE(at, std::string::npos) << name;
  EXPECT_NEAR(std::strtod(info.c_str() + at + 10, nullptr), drawing.style.width_points, 0.1) << name;
}

TEST(FigureTex, CompilesForDifficultFiguresWithTheOtherEngine) {
  if (!tex_installed("pdflatex"))
    GTEST_SKIP() << "pdflatex with pgfplots is not installed; texlive-latex-base and texlive-pictures bring it";
  for (const test::MadeUpFigure& figure : test::difficult_figures())
    expect_typeset("pdflatex", drawn(figure.content), figure.name);
}

TEST(FigureTex, HasNoValueOfTheDataItself) {
  const test::MadeUpFigure curves = test::figures_of_all_kinds()[0];
  const std::string tex = figure_tex(drawn(curves.content));
  // A point in the middle of a line is in the csv alone.
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.6g", curves.content.panels[0].series[5].pieces[0][40].y);
  EXPECT_EQ(tex.find(digits), std::string::npos);
  EXPECT_NE(tex.find("\\readdata{data.csv}"), std::string::npos);
}

TEST(FigureTex, HasThePlotWhereThePainterHasIt) {
  const FigureDrawing drawing = drawn(test::figures_of_all_kinds()[2].content);
  const FigureBox& plot = drawing.layout.panels[0].plot;
  const std::string tex = figure_tex(drawing);
  EXPECT_NE(tex.find("at={" + TexPage(drawing.style.height_points).at(plot.left, plot.bottom()) + "}"),
            std::string::npos);
  EXPECT_NE(tex.find("width=" + tex_length(plot.width)), std::string::npos);
}

TEST(TexText, EscapesWhatTexTakesForCommands) {
  EXPECT_EQ(tex_text("50 % & #1 $x_2^3$ ~\\{}"),
            "50 \\% \\& \\#1 \\$x\\_2\\textasciicircum{}3\\$ \\textasciitilde{}\\textbackslash{}\\{\\}");
  EXPECT_EQ(tex_text("−2×10⁻³"), "$-$2$\\times$10\\textsuperscript{$-$3}");
}

TEST(TexLength, IsShortAndInTheCLocale) {
  EXPECT_EQ(tex_length(0.5), "0.5bp");
  EXPECT_EQ(tex_length(-0.00001), "0bp");
  EXPECT_EQ(tex_number(1.0 / 3), "0.3333");
}

}  // namespace
}  // namespace imprint
