// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/figure_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/figure/layout/obstacles.h"
#include "app/figure/layout/panel_shapes.h"
#include "core/base/error.h"
#include "tests/app/figure/layout/made_up_figures.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::MadeUpFigure;

FigureLayout laid_out(const FigureContent& content, const LayoutChoices& choices = {}) {
  return lay_out(content, test::style_for(content), choices, approximate_measure());
}

std::vector<PlacedText> texts_of(const PanelLayout& panel) {
  std::vector<PlacedText> texts = panel.texts;
  if (panel.letter) texts.push_back(*panel.letter);
  if (panel.legend)
    for (const LegendEntry& entry : panel.legend->entries) texts.push_back(entry.label);
  return texts;
}

const FigureContent& content_of(const std::string& name) {
  static const auto figures = test::all_made_up_figures();
  return std::ranges::find(figures, name, &MadeUpFigure::name)->content;
}

TEST(Layout, KeepsEverythingOnThePage) {
  for (const MadeUpFigure& figure : test::all_made_up_figures()) {
    for (const test::MadeUpVenue& venue : test::made_up_venues()) {
      FigureStyle style = venue.style;
      const std::size_t panels = figure.content.panels.size();
      if (panels > 1) style.height_points = style.width_points < 300 && panels > 2 ? 560 : 0.8 * style.width_points;
      const FigureLayout layout = lay_out(figure.content, style, {}, approximate_measure());
      const FigureBox page{0, 0, layout.width, layout.height};
      EXPECT_EQ(layout.width, style.width_points);
      for (const PanelLayout& panel : layout.panels) {
        EXPECT_TRUE(page.contains(panel.plot)) << figure.name;
        for (const PlacedText& text : texts_of(panel))
          EXPECT_TRUE(page.contains(text.box)) << figure.name << " " << venue.name << ": " << text.text;
        const FigureBox legend = panel.legend ? panel.legend->box : panel.plot;
        EXPECT_TRUE(page.contains(legend)) << figure.name << " " << venue.name;
      }
    }
  }
}

TEST(Layout, LetsNoTextsOverlap) {
  for (const MadeUpFigure& figure : test::all_made_up_figures()) {
    const FigureLayout layout = laid_out(figure.content);
    std::vector<PlacedText> texts;
    for (const PanelLayout& panel : layout.panels) {
      const auto more = texts_of(panel);
      texts.insert(texts.end(), more.begin(), more.end());
    }
    for (std::size_t i = 0; i < texts.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        EXPECT_FALSE(texts[i].box.overlaps(texts[j].box))
            << figure.name << ": " << texts[i].text << " / " << texts[j].text;
  }
}

TEST(Layout, AlignsThePlotsOfARow) {
  const FigureLayout layout = laid_out(content_of("panels"));
  ASSERT_EQ(layout.panels.size(), 4U);
  EXPECT_DOUBLE_EQ(layout.panels[0].plot.top, layout.panels[1].plot.top);
  EXPECT_NEAR(layout.panels[0].plot.bottom(), layout.panels[1].plot.bottom(), 1e-9);
  EXPECT_DOUBLE_EQ(layout.panels[0].plot.left, layout.panels[2].plot.left);
  EXPECT_EQ(layout.panels[3].letter->text, "(d)");
}

TEST(Legend, HidesNoData) {
  for (const MadeUpFigure& figure : test::all_made_up_figures()) {
    const FigureStyle style = test::style_for(figure.content);
    const FigureLayout layout = laid_out(figure.content);
    for (std::size_t i = 0; i < layout.panels.size(); ++i) {
      if (!layout.panels[i].legend) continue;
      const Obstacles obstacles(figure.content.panels[i], layout.panels[i], style);
      EXPECT_TRUE(obstacles.free(layout.panels[i].legend->box)) << figure.name;
    }
  }
}

TEST(Legend, StandsInsideWhereThereIsRoomAndAboveWhereThereIsNone) {
  EXPECT_TRUE(laid_out(content_of("curves")).panels[0].legend->framed);
  const PanelLayout crowded = laid_out(content_of("many-entries")).panels[0];
  EXPECT_FALSE(crowded.legend->framed);
  EXPECT_LE(crowded.legend->box.bottom(), crowded.plot.top);
  EXPECT_EQ(crowded.legend->entries.size(), 14U);
}

TEST(Legend, StandsWhereItIsTold) {
  const PanelLayout right = laid_out(content_of("curves"), {0, "right", true}).panels[0];
  EXPECT_GE(right.legend->box.left, right.plot.right());
  EXPECT_FALSE(laid_out(content_of("curves"), {0, "none", true}).panels[0].legend);
  const FigureLayout inside = laid_out(content_of("many-entries"), {0, "inside", true});
  EXPECT_TRUE(inside.panels[0].legend->framed);
  ASSERT_EQ(inside.notes.size(), 1U);
  EXPECT_NE(inside.notes[0].find("covers data"), std::string::npos);
}

TEST(Legend, IsSharedByPanelsThatHaveTheSame) {
  const FigureLayout layout = laid_out(content_of("side-by-side"));
  ASSERT_TRUE(layout.panels[0].legend);
  EXPECT_FALSE(layout.panels[1].legend);
  EXPECT_LT(layout.panels[0].legend->box.bottom(), layout.panels[0].plot.top);
}

TEST(Layout, NamesSpansAwayFromTheData) {
  for (const char* name : {"curves", "curvature", "broken", "panels"}) {
    const FigureContent& content = content_of(name);
    const FigureLayout layout = laid_out(content);
    const Obstacles obstacles(content.panels[0], layout.panels[0], test::style_for(content));
    for (const PlacedText& text : layout.panels[0].texts)
      EXPECT_TRUE(text.role != TextRole::span_name || obstacles.free(text.box)) << name;
  }
}

TEST(Layout, SaysWhatAnEmptyPlotLacks) {
  const PanelLayout panel = laid_out(content_of("no-runs")).panels[0];
  EXPECT_GE(std::ranges::count(panel.texts, TextRole::message, &PlacedText::role), 2);
  const PanelLayout nan_only = laid_out(content_of("nan-only")).panels[0];
  EXPECT_EQ(std::ranges::count(nan_only.texts, TextRole::message, &PlacedText::role), 1);
  EXPECT_FALSE(nan_only.legend);
}

TEST(Layout, OfAPageTooSmallForItsTextsSaysSo) {
  FigureStyle style = test::style_for(content_of("curves"));
  style.height_points = 30;
  const std::string error =
      test::input_error_of([&] { lay_out(content_of("curves"), style, {}, approximate_measure()); });
  EXPECT_NE(error.find("height of 0.42 in"), std::string::npos) << error;
}

TEST(Layout, OfABrokenAxisDrawsNothingInTheGap) {
  const FigureContent& content = content_of("broken");
  const PanelLayout panel = laid_out(content).panels[0];
  const FigureBox gap = gap_of(panel);
  EXPECT_NEAR(gap.height, 7, 1e-6);
  for (std::size_t i = 0; i < content.panels[0].series.size(); ++i) {
    const SeriesShapes shapes = series_shapes(content.panels[0], i, panel, test::style_for(content));
    for (const PagePath& line : shapes.lines)
      for (const PagePoint& p : line) EXPECT_FALSE(p.y > gap.top + 1e-6 && p.y < gap.bottom() - 1e-6);
  }
}

TEST(Layout, KeepsGapsGaps) {
  const FigureContent& content = content_of("gaps");
  const PanelLayout panel = laid_out(content).panels[0];
  const SeriesShapes shapes = series_shapes(content.panels[0], 0, panel, test::style_for(content));
  for (const PagePath& line : shapes.lines)
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      EXPECT_FALSE(line[i].x < panel.page_x(310) && line[i + 1].x > panel.page_x(490));
  const double lone = panel.page_x(400);
  EXPECT_TRUE(std::ranges::any_of(shapes.markers, [&](const PagePoint& p) { return std::abs(p.x - lone) < 1e-9; }));
}

TEST(Markers, StandAtTruePointsAndAreFew) {
  const FigureContent& content = content_of("curves");
  const PanelLayout panel = laid_out(content).panels[0];
  for (std::size_t i = 0; i < content.panels[0].series.size(); ++i) {
    const FigureSeries& series = content.panels[0].series[i];
    const auto markers = series_shapes(content.panels[0], i, panel, test::style_for(content)).markers;
    if (series.role != SeriesRole::main) {
      EXPECT_TRUE(markers.empty());
      continue;
    }
    EXPECT_GE(markers.size(), 6U);
    EXPECT_LE(markers.size(), 10U);
    for (const PagePoint& marker : markers)
      EXPECT_TRUE(std::ranges::any_of(series.pieces[0], [&](const FigurePoint& p) {
        return panel.page_x(p.x) == marker.x && panel.page_y(p.y) == marker.y;
      }));
  }
}

TEST(PanelColumns, FillRowsEvenly) {
  EXPECT_EQ(panel_columns(1, 396, 0), 1);
  EXPECT_EQ(panel_columns(3, 396, 0), 3);
  EXPECT_EQ(panel_columns(4, 396, 0), 2);
  EXPECT_EQ(panel_columns(2, 234, 0), 1);
  EXPECT_EQ(panel_columns(2, 396, 5), 2);
}

}  // namespace
}  // namespace imprint
