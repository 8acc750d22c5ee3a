// SPDX-License-Identifier: GPL-3.0-or-later
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/figure/figure_job.h"
#include "core/base/text.h"
#include "tests/app/figure/layout/made_up_figures.h"

namespace imprint {
namespace {

std::vector<std::vector<std::string>> rows_of(const FigureContent& content) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : split(figure_csv(content), '\n'))
    if (!line.empty()) rows.push_back(split(line, ','));
  return rows;
}

FigureContent content_of(const std::string& name) {
  const auto figures = test::all_made_up_figures();
  return std::ranges::find(figures, name, &test::MadeUpFigure::name)->content;
}

double value_of(const std::string& field) { return field.empty() ? no_value : parse_double(field); }

TEST(FigureCsv, HoldsExactlyWhatIsDrawn) {
  const FigureContent content = content_of("gaps");
  const auto rows = rows_of(content);
  std::size_t at = 1;
  int pieces = 0;
  for (std::size_t s = 0; s < content.panels[0].series.size(); ++s) {
    for (const FigurePiece& piece : content.panels[0].series[s].pieces) {
      for (const FigurePoint& point : piece) {
        const auto& row = rows.at(at++);
        EXPECT_EQ(row[1], "series");
        EXPECT_EQ(row[2], std::to_string(s));
        EXPECT_EQ(row[3], std::to_string(pieces));
        EXPECT_EQ(value_of(row[4]), point.x);
        EXPECT_EQ(value_of(row[5]), point.y);
        EXPECT_EQ(std::isnan(value_of(row[6])), std::isnan(point.low));
      }
      ++pieces;
    }
  }
  EXPECT_EQ(at, rows.size());
}

TEST(FigureCsv, NamesItsColumnsAndQuotesLabels) {
  const std::string csv = figure_csv(content_of("curves"));
  EXPECT_TRUE(csv.starts_with("panel,kind,series,piece,x,y,low,high,label\n"));
  EXPECT_NE(csv.find("\"2 bits, late (N = 5)\""), std::string::npos);
  EXPECT_NE(csv.find("0,span,1,,,,80,100,2 bits\n"), std::string::npos);
}

TEST(FigureCsv, HoldsCellsNamesAndRules) {
  EXPECT_NE(figure_csv(content_of("heat-map")).find("0,cell,0,,0,3,"), std::string::npos);
  EXPECT_NE(figure_csv(content_of("heat-map")).find("0,cell,0,,5,3,,0,\n"),
            std::string::npos);  // the missing one
  EXPECT_NE(figure_csv(content_of("cost-accuracy")).find("0,name,0,0,0.42,91.8,,,CR\n"), std::string::npos);
  EXPECT_NE(figure_csv(content_of("range-test")).find("0,rule,0,,,64,,,threshold\n"), std::string::npos);
}

}  // namespace
}  // namespace imprint
