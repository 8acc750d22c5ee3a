// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/app/figure/panels/figure_runs.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using test::labels_of;
using test::series_called;
using test::Written;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Written accuracy(double level, std::int64_t last = 1000) {
  return {.value = [=](std::int64_t step) { return level * static_cast<double>(step) / 1000; }, .last = last};
}

class Curves : public ::testing::Test {
 protected:
  void five_seeds(const std::string& prefix, int bits, double level) {
    for (int seed = 1; seed <= 5; ++seed)
      runs_.add(prefix + std::to_string(seed),
                {.name = prefix, .seed = static_cast<std::uint64_t>(seed), .deficit_bits = bits},
                {accuracy(level + 0.01 * seed)});
  }
  static long count_of(const FigurePanel& panel, SeriesRole role) {
    return std::ranges::count(panel.series, role, &FigureSeries::role);
  }

  test::FigureRuns runs_;
};

TEST_F(Curves, SeedsOfOneConditionAreOneLineWithItsBandAndN) {
  five_seeds("a", 2, 0.5);
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  const FigurePanel& panel = figure.panels.front();
  EXPECT_THAT(labels_of(panel), ElementsAre("early 2 bits (N = 5)"));
  EXPECT_EQ(count_of(panel, SeriesRole::single), 5);
  const FigurePoint end = series_called(panel, "early 2 bits (N = 5)")->pieces.front().back();
  EXPECT_DOUBLE_EQ(end.x, 20);
  EXPECT_NEAR(end.y, 53, 1e-9);                                 // per cent
  EXPECT_NEAR(end.high - end.y, 2.776 * std::sqrt(0.5), 2e-3);  // t(.975, 4) times the standard error of 51 ... 55
  EXPECT_EQ(panel.y.label, "Test accuracy (%)");
  EXPECT_EQ(panel.x.label, "Epoch");
  EXPECT_THAT(panel.caption, HasSubstr("N = 5"));
  EXPECT_THAT(panel.caption, HasSubstr("95 % Student t interval"));
  EXPECT_THAT(figure.notes, IsEmpty());
}

TEST_F(Curves, GroupsAreNamedByWhatSetsThemApart) {
  five_seeds("a", 2, 0.5);
  five_seeds("b", 4, 0.6);
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}}).panels.front()),
              ElementsAre("early 2 bits (N = 5)", "early 4 bits (N = 5)"));
  for (int seed = 1; seed <= 5; ++seed)
    runs_.change("b" + std::to_string(seed), [](ExperimentSpec& spec) {
      spec.deficits[0].bits = 2;
      spec.training.learning_rate = 0.05;
    });
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}}).panels.front()),
              ElementsAre("learning rate 0.1 (N = 5)", "learning rate 0.05 (N = 5)"));
}

TEST_F(Curves, SchedulesAreNamedByThemselves) {
  runs_.add("a", {.schedule = "CR", .deficit_bits = 0}, {accuracy(0.5)});
  runs_.add("b", {.schedule = "static", .deficit_bits = 0}, {accuracy(0.6)});
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}}).panels.front()),
              ElementsAre("CR (N = 1)", "static 8 bits (N = 1)"));
}

TEST_F(Curves, TheBaselineIsNeutralAndDrawnOnceASeed) {
  runs_.add("a", {.seed = 1, .damage = 0.1}, {});
  runs_.add("b", {.seed = 2, .damage = 0.1}, {});
  const FigurePanel panel = runs_.drawn({.sources = {"."}}).panels.front();
  const FigureSeries* baseline = series_called(panel, "baseline (N = 2)");
  ASSERT_NE(baseline, nullptr);
  EXPECT_EQ(baseline->role, SeriesRole::reference);
  EXPECT_LT(baseline->look, 0);
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}, .baseline = false}).panels.front()),
              ElementsAre("early 2 bits (N = 2)"));
}

TEST_F(Curves, DeficitsAreShadedWithTheirNames) {
  five_seeds("a", 2, 0.5);
  const FigurePanel panel = runs_.drawn({.sources = {"."}}).panels.front();
  ASSERT_THAT(panel.spans, SizeIs(1));
  EXPECT_EQ(panel.spans[0].begin, 0);
  EXPECT_EQ(panel.spans[0].end, 5);
  EXPECT_EQ(panel.spans[0].label, "2 bits");
  EXPECT_THAT(runs_.drawn({.sources = {"."}, .windows = false}).panels.front().spans, IsEmpty());
}

TEST_F(Curves, XCountsWhatIsAskedFor) {
  five_seeds("a", 2, 0.5);
  const auto ends = [&](const char* x) {
    const FigurePanel panel = runs_.drawn({.sources = {"."}, .x = x, .single_runs = false}).panels.front();
    const FigurePiece& piece = panel.series.front().pieces.front();
    return std::pair(piece.front().x, piece.back().x);
  };
  EXPECT_EQ(ends("step"), std::pair(0.0, 1000.0));
  EXPECT_EQ(ends("epoch"), std::pair(0.0, 20.0));
  EXPECT_EQ(ends("since-deficit"), std::pair(-5.0, 15.0));
  EXPECT_EQ(ends("seconds"), std::pair(0.0, 10.0));
}

TEST_F(Curves, ARunThatEndsEarlyEndsTheMeanAndIsNamed) {
  five_seeds("a", 2, 0.5);
  runs_.add("a3", {.name = "a", .seed = 3}, {accuracy(0.53, 400)});
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  const FigurePanel& panel = figure.panels.front();
  EXPECT_EQ(series_called(panel, "early 2 bits (N = 5)")->pieces.front().back().x, 8);
  EXPECT_THAT(figure.notes, Contains("a3 ends at epoch 8, others at epoch 20: the mean of early 2 bits ends with it"));
}

TEST_F(Curves, RunsMeasuredAtOtherStepsMeetWhereAllHaveAValue) {
  runs_.add("a", {.seed = 1}, {accuracy(0.5)});
  runs_.add("b", {.seed = 2}, {});
  std::string rows(metrics_header);
  for (int step = 0; step <= 1000; step += 100)
    rows += metric_line({.step = step, .metric = "test/accuracy", .value = 0.4});
  write_file_atomically(runs_.folder() / "b" / "metrics.csv", rows);
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  EXPECT_THAT(series_called(figure.panels.front(), "early 2 bits (N = 2)")->pieces.front(), SizeIs(11));
  EXPECT_THAT(figure.notes, Contains(HasSubstr("not measured at the same steps: its mean stands at the 11 steps")));
}

TEST_F(Curves, ANotFiniteValueOfOneRunIsAGapInTheMean) {
  five_seeds("a", 2, 0.5);
  runs_.add("a2", {.name = "a", .seed = 2},
            {{.value = [](std::int64_t step) { return step == 500 ? no_value : 0.5; }}});
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  EXPECT_THAT(series_called(figure.panels.front(), "early 2 bits (N = 5)")->pieces, SizeIs(2));
  EXPECT_THAT(figure.notes, Contains(HasSubstr("Test accuracy (%): 1 value not finite")));
}

TEST_F(Curves, NothingButNotANumberSaysSo) {
  runs_.add("a", {}, {{.value = [](std::int64_t) { return no_value; }}});
  EXPECT_EQ(runs_.drawn({.sources = {"."}}).panels.front().empty_text, "No value of test/accuracy is finite");
}

TEST_F(Curves, NegativeTracesLeaveALogarithmicAxisAndAreCounted) {
  runs_.add("a", {},
            {{.metric = "hessian/trace", .value = [](std::int64_t step) { return step == 500 ? -1.0 : 10.0; }}});
  const PanelRecipe log{.sources = {"."}, .metrics = {"hessian/trace"}, .y_scale = "log"};
  const FigureContent figure = runs_.drawn(log);
  EXPECT_THAT(figure.panels.front().series.front().pieces, SizeIs(2));
  EXPECT_THAT(figure.notes, Contains(HasSubstr("1 value at or below 0 can't stand on a logarithmic axis")));
  PanelRecipe symlog = log;
  symlog.y_scale = "symlog";
  const FigurePanel panel = runs_.drawn(symlog).panels.front();
  EXPECT_THAT(panel.series.front().pieces, SizeIs(1));
  EXPECT_EQ(panel.y.scale.threshold, symlog_threshold(10));
}

TEST_F(Curves, ASingleRunHasTheErrorsOfItsEstimates) {
  runs_.add("a", {}, {{.metric = "fisher/trace", .value = [](std::int64_t) { return 10.0; }, .standard_error = 0.5}});
  const FigurePanel panel = runs_.drawn({.kind = "curvature", .sources = {"."}}).panels.front();
  const FigurePoint point = panel.series.front().pieces.front().front();
  EXPECT_EQ(point.low, 9.5);
  EXPECT_EQ(point.high, 10.5);
  EXPECT_THAT(panel.caption, HasSubstr("1 standard error of the estimate"));
}

TEST_F(Curves, SmoothingLeavesTheRawCurveFaintBehind) {
  runs_.add("a", {}, {{.value = [](std::int64_t step) { return step % 100 == 0 ? 0.4 : 0.6; }}});
  const FigurePanel panel = runs_.drawn({.sources = {"."}, .smoothing = 0.9}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(2));
  EXPECT_EQ(panel.series[0].role, SeriesRole::single);
  EXPECT_EQ(panel.series[0].pieces.front()[1].y, 60);
  EXPECT_NEAR(panel.series[1].pieces.front().back().y, 50, 1.5);
  EXPECT_THAT(panel.caption, HasSubstr("Exponential smoothing of weight 0.9"));
}

TEST_F(Curves, UngroupedRunsAreLinesWithTheirSeeds) {
  five_seeds("a", 2, 0.5);
  const FigurePanel panel = runs_.drawn({.sources = {"."}, .group = false}).panels.front();
  EXPECT_THAT(labels_of(panel), ElementsAre("early 2 bits, seed 1 (N = 1)", "early 2 bits, seed 2 (N = 1)",
                                            "early 2 bits, seed 3 (N = 1)", "early 2 bits, seed 4 (N = 1)",
                                            "early 2 bits, seed 5 (N = 1)"));
}

TEST_F(Curves, SeveralMetricsShareAnAxisByTheirTags) {
  runs_.add("a", {}, {accuracy(0.5), {.metric = "train/accuracy", .value = [](std::int64_t) { return 0.9; }}});
  const FigurePanel panel =
      runs_.drawn({.sources = {"."}, .metrics = {"train/accuracy", "test/accuracy"}}).panels.front();
  EXPECT_EQ(panel.y.label, "Accuracy (%)");
  EXPECT_THAT(labels_of(panel), ElementsAre("training, early 2 bits (N = 1)", "test, early 2 bits (N = 1)"));
}

TEST_F(Curves, FiltersAndFixedFieldsChooseRuns) {
  five_seeds("a", 2, 0.5);
  five_seeds("b", 4, 0.6);
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}, .at = {"bits=4"}}).panels.front()),
              ElementsAre("early 4 bits (N = 5)"));
  EXPECT_THAT(labels_of(runs_.drawn({.sources = {"."}, .filter = "seed>3 name=a"}).panels.front()),
              ElementsAre("early 2 bits (N = 2)"));
  EXPECT_EQ(runs_.drawn({.sources = {"."}, .filter = "seed>9"}).panels.front().empty_text,
            "No run of . passes the filter");
  EXPECT_THAT(test::input_error_of([&] { runs_.drawn({.sources = {"."}, .at = {"bit=4"}}); }),
              HasSubstr("panel.0.at: unknown key bit"));
}

TEST_F(Curves, WhatCanNotBeReadIsLeftOutAndNamed) {
  five_seeds("a", 2, 0.5);
  write_file_atomically(runs_.folder() / "a2" / "metrics.csv", std::string(metrics_header) + "rubbish\n");
  write_file_atomically(runs_.folder() / "a3" / "config.json", "{");
  const FigureContent figure = runs_.drawn({.sources = {".", "nowhere"}});
  EXPECT_THAT(figure.notes, Contains(HasSubstr("left out nowhere: there is no such folder")));
  EXPECT_THAT(figure.notes, Contains(HasSubstr("left out a3/config.json: ")));
  EXPECT_THAT(figure.notes, Contains(HasSubstr("metrics.csv:2: \"rubbish\" is no row of metrics")));
  EXPECT_THAT(figure.notes, SizeIs(3));
  EXPECT_THAT(labels_of(figure.panels.front()), ElementsAre("early 2 bits (N = 3)"));
}

TEST_F(Curves, WithoutRunsThePanelSaysWhatIsMissing) {
  EXPECT_EQ(runs_.drawn({.sources = {"nowhere"}}).panels.front().empty_text, "No stored runs in nowhere");
  runs_.add("a", {}, {accuracy(0.5)});
  EXPECT_EQ(runs_.drawn({.sources = {"."}, .metrics = {"weight/norm"}}).panels.front().empty_text,
            "None of the runs has recorded weight/norm");
}

TEST_F(Curves, ARunThatIsNotOverIsDrawnAsFarAsItGoes) {
  runs_.add("a", {.state = RunState::cancelled}, {accuracy(0.5, 500)});
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  EXPECT_THAT(figure.notes, ElementsAre("a is cancelled at step 500 of 1000: drawn as far as it goes"));
  EXPECT_EQ(figure.panels.front().series.front().pieces.front().back().x, 10);
}

TEST_F(Curves, ASeedThatIsThereTwiceCountsOnce) {
  five_seeds("a", 2, 0.5);
  runs_.add("copy", {.name = "a", .seed = 3}, {accuracy(0.9)});
  const FigureContent figure = runs_.drawn({.sources = {"."}});
  EXPECT_THAT(labels_of(figure.panels.front()), ElementsAre("early 2 bits (N = 5)"));
  EXPECT_THAT(figure.notes, ElementsAre("left out copy: has the seed of a3"));
}

TEST_F(Curves, RangesAndBreaksOfTheRecipeAreTheAxes) {
  five_seeds("a", 2, 0.5);
  const FigurePanel panel = runs_
                                .drawn({.sources = {"."},
                                        .y_scale = "broken",
                                        .x_range = {5, 20},
                                        .y_break = {10, 30},
                                        .x_label = "Epochs",
                                        .y_label = "Accuracy"})
                                .panels.front();
  EXPECT_EQ(panel.y.scale.kind, ScaleKind::broken);
  EXPECT_EQ(panel.y.scale.break_high, 30);
  EXPECT_EQ(panel.x.range, (ValueRange{5, 20}));
  EXPECT_EQ(panel.x.label, "Epochs");
  EXPECT_EQ(panel.y.label, "Accuracy");
}

}  // namespace
}  // namespace imprint
