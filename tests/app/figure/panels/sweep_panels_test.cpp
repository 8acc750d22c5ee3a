// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/workflow/report/sweep_views.h"
#include "tests/app/figure/panels/figure_runs.h"
#include "tests/app/figure/panels/made_up_sweep_runs.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::labels_of;
using test::series_called;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SweepPanels : public ::testing::Test {
 protected:
  void store(const std::string& but = {}) {
    // Written once and copied: every file of a run is forced to the disk.
    static const test::TemporaryFolder all;
    static const SweepDirectory whole = test::store_sweep(all / "sweep");
    static const SweepReport report = report_sweep(whole.root());
    std::filesystem::copy(whole.root(), runs_.folder() / "sweep", std::filesystem::copy_options::recursive);
    if (!but.empty()) std::filesystem::remove_all(runs_.folder() / "sweep/runs" / but);
    report_ = report;
  }

  FigureContent drawn(PanelRecipe panel) const {
    panel.sources = {"sweep"};
    return runs_.drawn(panel);
  }
  FigurePanel panel_of(const PanelRecipe& panel) const { return drawn(panel).panels.front(); }

  const ConditionReport& condition(const std::string& onset, const std::string& length) const {
    for (const ConditionReport& candidate : report_.conditions)
      if (coordinate_of(candidate, "deficit.0.onset") == onset &&
          coordinate_of(candidate, "deficit.0.length") == length)
        return candidate;
    throw InputError("no condition " + onset + " " + length);
  }

  test::FigureRuns runs_;
  SweepReport report_;
};

TEST_F(SweepPanels, DamageIsThatOfTheReportWithItsIntervals) {
  store();
  const FigurePanel panel = panel_of({.kind = "damage"});
  EXPECT_THAT(labels_of(panel), ElementsAre("length 10 (N = 8)", "length 20 (N = 8)"));
  EXPECT_EQ(panel.x.label, "Onset (iterations)");
  EXPECT_EQ(panel.y.label, "Damage (accuracy points)");
  const FigurePiece& points = series_called(panel, "length 20 (N = 8)")->pieces.front();
  const DamageStatistics& damage = condition("0", "20").damage;
  EXPECT_EQ(points[0].x, 0);
  EXPECT_NEAR(points[0].y, 100 * damage.mean, 1e-9);
  EXPECT_NEAR(points[0].low, 100 * damage.interval->low, 1e-9);
  EXPECT_NEAR(points[0].high, 100 * damage.interval->high, 1e-9);
  EXPECT_NEAR(points[0].y, 19, 1e-9);
  EXPECT_EQ(points[1].x, 40);
  ASSERT_THAT(panel.rules, SizeIs(1));
  EXPECT_EQ(panel.rules.front().at, 0);
  EXPECT_THAT(panel.caption, HasSubstr("; bars: 95 % Student t intervals"));
  const FigurePanel named = panel_of({.kind = "damage", .interval = "bca"});
  EXPECT_THAT(named.caption, HasSubstr("; bars: 95 % BCa bootstrap intervals"));
  EXPECT_NE(series_called(named, "length 20 (N = 8)")->pieces.front()[0].low, points[0].low);
}

TEST_F(SweepPanels, DamageRunsAlongTheFieldThatIsAskedFor) {
  store();
  const FigurePanel panel = panel_of({.kind = "damage", .x_axis = "length", .at = {"onset=40"}});
  EXPECT_EQ(panel.x.label, "Length (iterations)");
  EXPECT_THAT(labels_of(panel), ElementsAre("(N = 8)"));
  EXPECT_THAT(panel.caption, HasSubstr("; here onset 40."));
  EXPECT_NEAR(series_called(panel, "(N = 8)")->pieces.front()[1].y, 100 * condition("40", "20").damage.mean, 1e-9);
}

TEST_F(SweepPanels, WrongAxesAndValuesNameTheRightOnes) {
  store();
  EXPECT_THAT(test::input_error_of([&] { drawn({.kind = "damage", .x_axis = "bits"}); }),
              HasSubstr("panel.0.x_axis must be onset or length, which the sweep varies, but is \"bits\""));
  EXPECT_THAT(test::input_error_of([&] { drawn({.kind = "heat-map", .at = {"onset=7"}}); }),
              HasSubstr("panel.0.at: onset must be 0 or 40, but is 7"));
}

TEST_F(SweepPanels, TheHeatMapHoldsTheReportsCellsAndFramesSignificantOnes) {
  store();
  const FigurePanel panel = panel_of({.kind = "heat-map"});
  ASSERT_TRUE(panel.map.has_value());
  const FigureMap& map = *panel.map;
  EXPECT_THAT(map.columns, ElementsAre("0", "40"));
  EXPECT_THAT(map.rows, ElementsAre("10", "20"));
  ASSERT_THAT(map.values, SizeIs(4));
  EXPECT_NEAR(map.values[0], 100 * condition("0", "10").damage.mean, 1e-9);
  EXPECT_NEAR(map.values[2], 100 * condition("0", "20").damage.mean, 1e-9);
  EXPECT_EQ(map.texts[2], "+19.0");
  for (std::size_t i = 0; i < 4; ++i) {
    const bool significant = condition(i % 2 == 0 ? "0" : "40", i < 2 ? "10" : "20").damage.adjusted_p_value < 0.05;
    EXPECT_EQ(map.framed[i], significant) << i;
  }
  EXPECT_THAT(map.framed, ElementsAre(true, false, true, false));
  EXPECT_TRUE(map.diverging);
  EXPECT_EQ(map.label, "Damage (accuracy points)");
  EXPECT_EQ(panel.x.categories, map.columns);
  EXPECT_EQ(panel.y.categories, map.rows);
}

TEST_F(SweepPanels, RecoveryIsTheReportsGapInEpochs) {
  store();
  const FigurePanel panel = panel_of({.kind = "recovery", .at = {"length=20"}});
  EXPECT_THAT(labels_of(panel), ElementsAre("onset 0 (N = 8)", "onset 40 (N = 8)"));
  const FigurePiece& line = panel.series.front().pieces.front();
  const auto& recovery = condition("0", "20").recovery;
  ASSERT_EQ(line.size(), recovery.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    EXPECT_NEAR(line[i].x, recovery[i].x / 10, 1e-12);
    EXPECT_NEAR(line[i].y, 100 * recovery[i].mean, 1e-9);
    EXPECT_EQ(std::isnan(line[i].low), !recovery[i].interval);
    if (recovery[i].interval) {
      EXPECT_NEAR(line[i].low, 100 * recovery[i].interval->low, 1e-9);
    }
  }
  EXPECT_EQ(panel.rules.front().at, 0);
}

TEST_F(SweepPanels, CurvesTakeLeavesAndTheirBaselines) {
  store();
  const FigurePanel panel = panel_of({.kind = "curves"});
  EXPECT_THAT(labels_of(panel),
              ElementsAre("baseline (N = 8)", "onset 0, length 10 (N = 8)", "onset 0, length 20 (N = 8)",
                          "onset 40, length 10 (N = 8)", "onset 40, length 20 (N = 8)"));
  EXPECT_NEAR(series_called(panel, "onset 0, length 20 (N = 8)")->pieces.front().back().y, 71, 1e-9);
}

TEST_F(SweepPanels, LayerSharesAddUpToTheWhole) {
  store();
  const FigurePanel panel = panel_of({.kind = "curvature", .layer_shares = true});
  EXPECT_THAT(labels_of(panel), ElementsAre("conv1", "conv2", "fc"));  // in the order of the network
  EXPECT_EQ(panel.y.label, "Share of the Fisher trace (%)");
  for (std::size_t i = 0; i < panel.series.front().pieces.front().size(); ++i) {
    double below = 0;
    for (const FigureSeries& series : panel.series) {
      EXPECT_EQ(series.shape, SeriesShape::area);
      EXPECT_DOUBLE_EQ(series.pieces.front()[i].low, below);
      below = series.pieces.front()[i].high;
    }
    EXPECT_DOUBLE_EQ(below, 100);
  }
  EXPECT_NEAR(panel.series[1].pieces.front()[0].high, 50, 1e-12);  // conv2 is -1: a quarter by its magnitude
  EXPECT_THAT(panel.caption, HasSubstr("Negative contributions count by their magnitude"));
}

TEST_F(SweepPanels, CostAndAccuracyAreAPointACondition) {
  store();
  const FigurePanel panel = panel_of({.kind = "cost-accuracy", .band = "std"});
  ASSERT_THAT(panel.series, SizeIs(5));
  const FigureSeries& baseline = panel.series.front();
  EXPECT_THAT(baseline.names, ElementsAre("baseline"));
  EXPECT_NEAR(baseline.pieces.front().front().x, 6.25, 1e-12);
  EXPECT_NEAR(baseline.pieces.front().front().y, 90, 1e-9);
  const FigurePoint damaged = panel.series[2].pieces.front().front();  // onset 0, length 20: 78 76 ... 64
  EXPECT_NEAR(damaged.x, 5, 1e-12);
  EXPECT_NEAR(damaged.y, 71, 1e-9);
  EXPECT_NEAR(damaged.high - damaged.y, std::sqrt(24), 1e-9);
  EXPECT_THAT(panel.caption, HasSubstr("last evaluation after the deficit"));
}

TEST_F(SweepPanels, WhatIsMissingIsNamedAndTheRestDrawn) {
  store("onset=0_length=20_seed=3");
  const FigureContent damage = drawn({.kind = "damage"});
  EXPECT_THAT(damage.notes, Contains(HasSubstr("1 of 40 runs are not finished")));
  EXPECT_THAT(labels_of(damage.panels.front()), Contains("length 20 (N = 7 to 8)"));
  EXPECT_THAT(drawn({.kind = "curves"}).notes, Contains("sweep: 1 runs of the sweep have not begun"));
}

TEST_F(SweepPanels, AFolderWithoutASweepIsAnEmptyPanelThatSaysSo) {
  for (const char* kind : {"damage", "heat-map", "recovery"}) {
    const FigureContent figure = drawn({.kind = kind});
    EXPECT_EQ(figure.panels.front().empty_text, "No sweep in sweep") << kind;
    EXPECT_THAT(figure.notes, Contains(HasSubstr("holds no sweep"))) << kind;
    EXPECT_THAT(figure.panels.front().series, IsEmpty()) << kind;
  }
}

TEST_F(SweepPanels, ASweepThatHasNotBegunIsEmptyToo) {
  const SweepSpec sweep = test::window_grid();
  SweepDirectory(runs_.folder() / "sweep")
      .create(sweep, plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1}));
  for (const char* kind : {"damage", "heat-map"})
    EXPECT_EQ(panel_of({.kind = kind}).empty_text, "No condition of the sweep has a finished run yet");
  EXPECT_EQ(panel_of({.kind = "curves"}).empty_text, "No stored runs in sweep");
}

}  // namespace
}  // namespace imprint
