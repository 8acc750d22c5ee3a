// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/results/heat_map.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <cmath>
#include <limits>

#include "app/studio/sweep/results/axis_choice.h"
#include "app/studio/theme/palette.h"
#include "app/studio/theme/theme.h"
#include "tests/app/studio/made_up_sweep.h"

namespace imprint::studio {
namespace {

constexpr char onset[] = "deficit.0.onset";
constexpr char length[] = "deficit.0.length";

TEST(ReportView, NumbersAscendAndTextsKeepTheirOrder) {
  SweepReport report = test::made_up_report();
  EXPECT_EQ(axis_values(report, onset), (std::vector<std::string>{"0", "4", "10"})) << "as numbers, not as texts";
  for (ConditionReport& condition : report.conditions) condition.coordinates[0].value += " late";
  EXPECT_EQ(axis_values(report, onset).front(), "0 late");
  EXPECT_FALSE(is_numeric_axis(report, onset));
}

TEST(ReportView, AnEmptyCellSaysWhy) {
  const HeatTable table = heat_table(test::made_up_report(), length, onset, {});
  EXPECT_TRUE(table.at(1, 0).has_value());
  EXPECT_NE(table.at(0, 2).why_empty.find("not started"), std::string::npos);
  EXPECT_EQ(table.at(1, 2).condition, -1);
  EXPECT_NE(table.at(1, 2).why_empty.find("no such run"), std::string::npos);
  EXPECT_DOUBLE_EQ(table.largest, 0.04);
}

TEST(ReportView, TheOtherAxesAreHeldAtAValue) {
  SweepReport report = test::made_up_report();
  report.axes.push_back("model.name");
  const std::size_t half = report.conditions.size();
  for (std::size_t i = 0; i < half; ++i) {
    ConditionReport other = report.conditions[i];
    report.conditions[i].coordinates.push_back({"model.name", "mlp"});
    other.coordinates.push_back({"model.name", "small-cnn"});
    other.damage.mean += 0.1;
    report.conditions.push_back(other);
  }
  const HeatTable first = heat_table(report, length, onset, {});
  const HeatTable second = heat_table(report, length, onset, {{"model.name", "small-cnn"}});
  EXPECT_EQ(first.at(0, 0).condition, 0);
  EXPECT_EQ(second.at(0, 0).condition, static_cast<int>(half));
}

TEST(ReportView, LinesRunAlongAnAxis) {
  const auto lines = damage_lines(test::made_up_report(), onset, length, {});
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].value, "2");
  ASSERT_EQ(lines[0].points.size(), 2U) << "a condition without runs has no point";
  EXPECT_EQ(lines[0].points[1].x, 4);
  EXPECT_EQ(lines[0].points[1].count, 3);
  EXPECT_TRUE(lines[0].points[1].interval.has_value());
}

TEST(ReportView, DamageIsToldInPointsWithItsSign) {
  EXPECT_EQ(damage_text(0.024, "test/accuracy"), "+2.4");
  EXPECT_EQ(damage_text(-0.003, "test/accuracy"), "-0.3");
  EXPECT_EQ(damage_text(-0.0001, "test/accuracy"), "0.0") << "never a negative zero";
  EXPECT_EQ(damage_text(0.123, "test/loss"), "+0.12");
  EXPECT_EQ(significance_sign(0.009), "**");
  EXPECT_EQ(significance_sign(0.04), "*");
  EXPECT_EQ(significance_sign(0.05), "");
  EXPECT_EQ(p_text(0.0312), ".031");
  EXPECT_EQ(p_text(0.0001), "< .001");
}

TEST(ReportView, WordsHoldEveryNumberOfACondition) {
  const SweepReport report = test::made_up_report();
  const QString words = condition_words(report, report.conditions[1]);
  for (const char* part : {"onset 0, length 4", "+4.0 points", "N = 3", "95 % Student t interval", "+3.0 to +5.0",
                           "p = .002", "Holm .004", "Hedges' g 1.50"})
    EXPECT_TRUE(words.contains(part)) << part << "\n" << words.toStdString();
  EXPECT_TRUE(predictor_words(report.predictors[0]).contains("12 runs"));
  EXPECT_TRUE(predictor_words(report.predictors[0]).contains("the larger the damage"));
  PredictorReport unclear = report.predictors[0];
  unclear.interval = ConfidenceInterval{-0.1, 0.6, 0.95};
  EXPECT_TRUE(predictor_words(unclear).contains("no order"));
}

TEST(ReportView, TheTableHasARowACondition) {
  const QString text = conditions_as_text(test::made_up_report());
  EXPECT_EQ(text.count('\n'), 6);
  EXPECT_TRUE(text.startsWith("onset\tlength\tN\tdamage"));
}

class HeatMapTest : public ::testing::Test {
 protected:
  HeatMapTest() {
    map.resize(560, 400);
    map.set_content(report, heat_table(report, length, onset, {}));
    map.show();
  }

  SweepReport report = test::made_up_report();
  HeatMap map;
};

TEST_F(HeatMapTest, TwoAxesMakeAMapWhicheverTheyAre) {
  studio::AxisChoice choice("Across", "Down");
  choice.set_report(test::made_up_report());
  EXPECT_EQ(choice.x_key(), "deficit.0.length");
  EXPECT_EQ(choice.y_key(), "deficit.0.onset");
  SweepReport kinds = test::made_up_report();
  kinds.axes = {"deficit.0.kind", "deficit.0.onset"};
  for (ConditionReport& condition : kinds.conditions) condition.coordinates[1].key = "deficit.0.kind";
  studio::AxisChoice other("Across", "Down");
  other.set_report(kinds);
  EXPECT_EQ(other.x_key(), "deficit.0.onset");
  EXPECT_EQ(other.y_key(), "deficit.0.kind");
}

TEST_F(HeatMapTest, CellsTellValueAndSignificanceAsText) {
  EXPECT_EQ(map.cell_text(0, 0), "+1.0");
  EXPECT_EQ(map.cell_text(1, 0), "+4.0 **");
  EXPECT_EQ(map.cell_text(1, 1), "+2.0 *");
  EXPECT_EQ(map.cell_text(0, 1), "-0.5");
}

TEST_F(HeatMapTest, OnlyWhatIsSignificantHasAColour) {
  EXPECT_LT(map.cell_colour(0, 0).saturation(), 40) << "+1.0 with p .20";
  EXPECT_LT(map.cell_colour(0, 1).saturation(), 40) << "-0.5 with p .90";
  EXPECT_GT(map.cell_colour(1, 0).saturation(), 150) << "+4.0 with p .004";
  EXPECT_GT(map.cell_colour(1, 1).saturation(), 60) << "+2.0 with p .03";
  for (ConditionReport& condition : report.conditions) condition.damage.adjusted_p_value = std::nan("");
  map.set_content(report, heat_table(report, length, onset, {}));
  EXPECT_LT(map.cell_colour(1, 0).saturation(), 40) << "one that nothing is known of";
}

TEST(ReportView, HedgesGIsADashWhereItSaysNothing) {
  for (const int seeds : {1, 2}) {
    ConditionReport few = test::condition("0", "2", 0.01, 1, seeds);
    few.damage.effect_size = 0;  // what a small-sample factor of 0 makes of any effect
    EXPECT_EQ(effect_text(few), "–") << seeds;
    EXPECT_TRUE(condition_words(test::made_up_report(), few).contains("Hedges' g –"));
  }
  ConditionReport steady = test::condition("0", "2", 0.01, 1, 5);
  EXPECT_EQ(effect_text(steady), "1.50");
  steady.damage.effect_size = std::numeric_limits<double>::infinity();
  EXPECT_EQ(effect_text(steady), "–");
}

TEST_F(HeatMapTest, AClickChoosesAConditionAndNextToTheCellsNothing) {
  QSignalSpy chosen(&map, &HeatMap::condition_chosen);
  QTest::mouseClick(&map, Qt::LeftButton, {}, map.cell(1, 1).center().toPoint());
  ASSERT_EQ(chosen.size(), 1);
  EXPECT_EQ(chosen[0][0].toInt(), 3);
  QTest::mouseClick(&map, Qt::LeftButton, {}, {2, map.height() - 2});
  EXPECT_EQ(map.chosen_condition(), -1);
}

TEST_F(HeatMapTest, ArrowsWalkOverTheCells) {
  QTest::keyClick(&map, Qt::Key_Right);
  EXPECT_EQ(map.chosen_condition(), 0);
  QTest::keyClick(&map, Qt::Key_Right);
  EXPECT_EQ(map.chosen_condition(), 1);
  QTest::keyClick(&map, Qt::Key_Down);
  EXPECT_EQ(map.chosen_condition(), 3);
  EXPECT_TRUE(map.accessibleDescription().contains("onset 4, length 4"));
  QTest::keyClick(&map, Qt::Key_Escape);
  EXPECT_EQ(map.chosen_condition(), -1);
}

TEST_F(HeatMapTest, ColoursAreCentredAtTheBaselineAndReadableInBothThemes) {
  for (const ThemeChoice choice : {ThemeChoice::dark, ThemeChoice::light}) {
    apply_theme(*qApp, choice);
    const QColor middle = diverging_colour(0);
    EXPECT_LT(std::abs(middle.red() - middle.blue()), 16) << "no colour where there is no damage";
    EXPECT_GT(diverging_colour(1).red(), diverging_colour(1).blue()) << "harm is warm";
    EXPECT_GT(diverging_colour(-1).blue(), diverging_colour(-1).red());
    for (int i = -10; i <= 10; ++i) {
      const QColor ground = diverging_colour(i / 10.0);
      EXPECT_GE(contrast(ink_on(ground), ground), 4.5) << i;
    }
    EXPECT_FALSE(map.grab().isNull());
  }
}

TEST_F(HeatMapTest, OneAxisIsOneRow) {
  map.set_content(report, heat_table(report, onset, "", {{length, "4"}}));
  EXPECT_EQ(map.table().y_values.size(), 1U);
  EXPECT_EQ(map.cell_text(1, 0), "+2.0 *");
  EXPECT_FALSE(map.grab().isNull());
}

}  // namespace
}  // namespace imprint::studio
