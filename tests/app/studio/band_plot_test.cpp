// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of intervals is what is drawn of them.
#include "app/studio/sweep/results/band_plot.h"

#include <gtest/gtest.h>

#include "app/studio/sweep/results/curves_view.h"
#include "app/studio/sweep/results/table_view.h"
#include "tests/app/studio/made_up_sweep.h"

namespace imprint::studio {
namespace {

BandLine line_of(int points, int intervals) {
  BandLine line;
  for (int i = 0; i < points; ++i) {
    BandPoint point{static_cast<double>(i), 1.0, {}, 3};
    if (i < intervals) point.interval = ConfidenceInterval{0.5, 1.5, 0.95};
    line.points.push_back(point);
  }
  return line;
}

TEST(DrawnIntervals, AreNamedAsTheyAreDrawn) {
  BandPlotContent content;
  content.lines = {line_of(3, 0)};
  EXPECT_EQ(drawn_words(content), "no interval: too few seeds");
  content.lines = {line_of(3, 3)};
  EXPECT_TRUE(drawn_words(content).startsWith("bars and band: 95 %"));
  content.lines = {line_of(3, 1)};
  EXPECT_TRUE(drawn_words(content).startsWith("bars: 95 %")) << "a band needs two ends";
  content.bands = false;
  content.lines = {line_of(3, 3)};
  EXPECT_TRUE(drawn_words(content).startsWith("bars: 95 %"));
  content.bands = true;
  content.lines = {line_of(60, 60)};
  EXPECT_TRUE(drawn_words(content).startsWith("band: 95 %")) << "so many points have no markers, and no bars";
}

TEST(DrawnIntervals, ThinLinesAndUnshownPointsDrawNone) {
  BandPlotContent content;
  content.lines = {line_of(3, 1)};
  content.lines[0].thin = true;
  EXPECT_EQ(drawn_words(content), "no interval: too few seeds");
  content.lines = {line_of(2, 1)};
  content.lines[0].points[0].mean = -1;
  content.scale = ScaleKind::logarithmic;
  EXPECT_EQ(drawn_words(content), "no interval: too few seeds");
}

TEST(CurvesView, ASweepOfTwoSeedsPromisesNoIntervals) {
  SweepReport report = test::made_up_report();
  for (ConditionReport& condition : report.conditions) {
    condition.damage.interval.reset();
    for (BandPoint& point : condition.recovery) point.interval.reset();
  }
  CurvesView view;
  view.set_report(report);
  for (BandPlot* plot : {&view.damage(), &view.recovery()}) {
    EXPECT_FALSE(plot->content().title.contains("95 %")) << plot->content().title.toStdString();
    EXPECT_TRUE(plot->content().title.contains("no interval"));
  }
  view.set_report(test::made_up_report());
  EXPECT_TRUE(view.damage().content().title.contains("95 %"));
}

TEST(ConditionTable, HasADashForTheEffectOfTwoSeeds) {
  SweepReport report = test::made_up_report();
  report.conditions = {test::condition("0", "2", 0.01, 1, 2)};
  report.conditions[0].damage.effect_size = 0;
  ConditionTable table;
  table.set_report(report);
  int column = 0;
  while (table.table().horizontalHeaderItem(column)->text() != "Hedges' g") ++column;
  EXPECT_EQ(table.table().item(0, column)->text(), "–");
}

}  // namespace
}  // namespace imprint::studio
