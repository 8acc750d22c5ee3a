// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "core/schedule/precision_plan.h"
#include "tests/app/figure/panels/figure_runs.h"

namespace imprint {
namespace {

using test::labels_of;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class SchedulePanels : public ::testing::Test {
 protected:
  FigureContent drawn(const std::vector<std::string>& sources, const std::vector<std::string>& metrics = {},
                      const std::string& x = "step") {
    return runs_.drawn({.kind = "schedule", .sources = sources, .metrics = metrics, .x = x});
  }
  test::FigureRuns runs_;
};

constexpr char spec[] =
    "name = \"early\"\n[training]\niterations = 800\n[precision]\nschedule = \"LT\"\ncycles = 2\n"
    "[[deficit]]\nlength = 100\nunit = \"iteration\"\nbits = 2\n";

TEST_F(SchedulePanels, StairsAreTheBitsOfEveryStep) {
  write_file_atomically(runs_.folder() / "early.toml", spec);
  const FigurePanel panel = drawn({"early.toml"}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(1));
  EXPECT_EQ(panel.series[0].shape, SeriesShape::stairs);
  EXPECT_TRUE(panel.y.whole_numbers);
  const ExperimentSpec read = load_spec(runs_.folder() / "early.toml");
  const PrecisionPlan plan(read, 800, 1000);
  const FigurePiece& stairs = panel.series[0].pieces.front();
  std::size_t at = 0;
  for (std::int64_t step = 0; step < 800; ++step) {
    while (at + 1 < stairs.size() && stairs[at + 1].x <= static_cast<double>(step)) ++at;
    ASSERT_EQ(stairs[at].y, plan.at(step).activation.bits) << step;
  }
  EXPECT_EQ(stairs.back().x, 800);
  ASSERT_THAT(panel.spans, SizeIs(1));
  EXPECT_EQ(panel.spans[0].end, 100);
  EXPECT_EQ(panel.spans[0].label, "2 bits");
}

TEST_F(SchedulePanels, NamesFilesAndRunsStandSideBySide) {
  write_file_atomically(runs_.folder() / "early.toml", spec);
  runs_.add("run", {.schedule = "CR", .deficit_bits = 3}, {});
  EXPECT_THAT(labels_of(drawn({"RR", "early.toml", "run"}).panels.front()), ElementsAre("RR", "early", "early 3 bits"));
}

TEST_F(SchedulePanels, ABaselineIsNeutralAndTheDeficitHasTheFirstLook) {
  runs_.add("run", {.damage = 0.02}, {});
  const FigurePanel panel = drawn({"run"}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(2));
  EXPECT_EQ(panel.series[0].role, SeriesRole::reference);
  EXPECT_EQ(panel.series[0].look, neutral_look);
  EXPECT_EQ(panel.series[1].role, SeriesRole::main);
  EXPECT_EQ(panel.series[1].look, 0);
}

TEST_F(SchedulePanels, GradientBitsAreDrawnWhenAskedFor) {
  const FigurePanel panel =
      drawn({"CR"}, {"precision/forward_bits", "precision/backward_bits"}, "epoch").panels.front();
  EXPECT_THAT(labels_of(panel), ElementsAre("CR, forward", "CR, backward"));
  EXPECT_EQ(panel.series[1].pieces.front().front().y, 8);
}

TEST_F(SchedulePanels, AnUnknownNameIsLeftOutAndTheNearestNamed) {
  const FigureContent figure = drawn({"CR", "ETHH"});
  EXPECT_THAT(figure.notes, Contains(HasSubstr("left out ETHH")));
  EXPECT_THAT(figure.panels.front().series, SizeIs(1));
  EXPECT_EQ(drawn({"ETHH"}).panels.front().empty_text, "No schedule could be read from ETHH");
}

constexpr char range_test[] =
    R"({"min_bits": 4, "max_bits": 8, "reason": "4 bits are the first to gain", "threshold": 0.01,
  "precisions": [{"bits": 3, "accuracy": 0.1, "gain": 0.002, "stderr": 0.001},
                 {"bits": 4, "accuracy": 0.2, "gain": 0.05, "stderr": 0.004}, {"bits": 5, "gain": null}]})";

TEST(RangeTestPanel, BarsAreGainsInPointsWithTheirErrorsAndTheThreshold) {
  test::FigureRuns runs;
  write_file_atomically(runs.folder() / "range.json", range_test);
  const FigurePanel panel = runs.drawn({.kind = "range-test", .sources = {"range.json"}}).panels.front();
  ASSERT_THAT(panel.series, SizeIs(1));
  EXPECT_EQ(panel.series[0].shape, SeriesShape::bars);
  const FigurePiece& bars = panel.series[0].pieces.front();
  ASSERT_THAT(bars, SizeIs(2));
  EXPECT_NEAR(bars[1].y, 5, 1e-12);
  EXPECT_NEAR(bars[1].low, 4.6, 1e-12);
  EXPECT_NEAR(bars[1].high, 5.4, 1e-12);
  EXPECT_NEAR(panel.rules.front().at, 1, 1e-12);
  EXPECT_THAT(panel.caption, HasSubstr("4 bits are the first to gain."));
}

TEST(RangeTestPanel, AnotherFileIsLeftOutAndNamed) {
  test::FigureRuns runs;
  write_file_atomically(runs.folder() / "other.json", "{\"a\": 1}");
  const FigureContent figure = runs.drawn({.kind = "range-test", .sources = {"other.json"}});
  EXPECT_EQ(figure.panels.front().empty_text, "No range test in other.json");
  EXPECT_THAT(figure.notes, Contains(HasSubstr("left out other.json: is no result of imprint range-test")));
}

}  // namespace
}  // namespace imprint
