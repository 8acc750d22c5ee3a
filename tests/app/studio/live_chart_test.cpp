// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/live_chart.h"

#include <gtest/gtest.h>

#include <QLineSeries>
#include <QTest>
#include <cmath>
#include <memory>
#include <random>

namespace imprint::studio {
namespace {

/// A shown chart of 640 x 320 with the axis 0..1000, and curves that the test fills.
class LiveChartTest : public ::testing::Test {
 protected:
  LiveChartTest() {
    link.set_full({0, 1000}, 1);
    chart.resize(640, 320);
    chart.show();
  }

  std::shared_ptr<Curve> add_line(const QString& label = "line", bool exact = false) {
    auto curve = std::make_shared<Curve>();
    ChartLine line;
    line.label = label;
    line.exact = exact;
    line.style.colour = Qt::red;
    line.curve = [curve] { return curve.get(); };
    lines.push_back(line);
    chart.set_lines(lines);
    return curve;
  }

  /// Line series that are drawn now.
  std::vector<QLineSeries*> drawn() {
    std::vector<QLineSeries*> found;
    for (QAbstractSeries* series : chart.chart()->series()) {
      auto* line = qobject_cast<QLineSeries*>(series);
      if (line != nullptr && line->isVisible() && line->count() > 0) found.push_back(line);
    }
    return found;
  }

  QPoint at(double shown, double value) const {
    return {static_cast<int>(chart.geometry_of_plot().pixel_x(shown)),
            static_cast<int>(chart.geometry_of_plot().pixel_y(value))};
  }

  ChartLink link;
  LiveChart chart{link};
  std::vector<ChartLine> lines;
};

TEST_F(LiveChartTest, DrawsOnlyWhatChanged) {
  const auto curve = add_line();
  curve->append(1, 2);
  curve->append(2, 3);
  chart.refresh();
  const int times = chart.drawn_times();
  chart.refresh();
  chart.refresh();
  EXPECT_EQ(chart.drawn_times(), times);
  curve->append(3, 4);
  chart.refresh();
  EXPECT_EQ(chart.drawn_times(), times + 1);
}

TEST_F(LiveChartTest, DoesNothingWhileHiddenAndCatchesUpWhenShown) {
  const auto curve = add_line();
  chart.hide();
  const int times = chart.drawn_times();
  for (int i = 0; i < 100; ++i) {
    curve->append(i, i);
    chart.refresh();
  }
  EXPECT_EQ(chart.drawn_times(), times);
  chart.show();
  ASSERT_EQ(drawn().size(), 1U);
  EXPECT_EQ(drawn().front()->count(), 100);
}

TEST_F(LiveChartTest, HandsQtTwoPointsAColumnHoweverLongTheCurveIs) {
  const auto curve = add_line();
  std::mt19937 generator(1);
  for (int i = 0; i < 100000; ++i) curve->append(i * 0.01, static_cast<double>(generator() % 1000));
  chart.refresh();
  EXPECT_LE(chart.drawn_points(), 2 * chart.geometry_of_plot().plot.width() + 4);
  EXPECT_GE(chart.drawn_points(), chart.geometry_of_plot().plot.width());
}

TEST_F(LiveChartTest, SplitsTheLineAtWhatItCanNotDraw) {
  const auto curve = add_line();
  for (int i = 0; i < 20; ++i) curve->append(50 * i, i == 7 ? std::nan("") : i == 12 ? -1.0 : 10.0 + i);
  chart.refresh();
  EXPECT_EQ(drawn().size(), 2U);
  EXPECT_EQ(chart.dropped_values(), 1);
  chart.set_y_scale(ScaleKind::logarithmic);
  EXPECT_EQ(drawn().size(), 3U);
  EXPECT_EQ(chart.dropped_values(), 2);
  chart.set_y_scale(ScaleKind::symmetric_log);
  EXPECT_EQ(drawn().size(), 2U);
}

TEST_F(LiveChartTest, KeepsEverythingInTheUnitSquareOnEveryScale) {
  const auto curve = add_line();
  for (int i = 1; i <= 200; ++i) curve->append(5 * i, std::sin(i) * std::pow(10.0, i % 6), 0.5);
  for (const ScaleKind kind : {ScaleKind::linear, ScaleKind::logarithmic, ScaleKind::symmetric_log}) {
    chart.set_y_scale(kind);
    for (const QLineSeries* line : drawn()) {
      for (const QPointF& point : line->points()) {
        EXPECT_GE(point.y(), -1e-9);
        EXPECT_LE(point.y(), 1 + 1e-9);
        EXPECT_GE(point.x(), -1e-9);
        EXPECT_LE(point.x(), 1 + 1e-9);
      }
    }
  }
}

TEST_F(LiveChartTest, DashesTheBaselineButNotANoisyCurve) {
  lines.clear();
  const auto curve = add_line();
  lines.front().style.dashed = true;
  chart.set_lines(lines);
  for (int i = 0; i < 10; ++i) curve->append(100 * i, i);
  chart.refresh();
  EXPECT_NE(drawn().front()->pen().style(), Qt::SolidLine);
  std::mt19937 generator(1);
  curve->append(0, 0);  // starts over
  for (int i = 1; i < 50000; ++i) curve->append(i * 0.02, static_cast<double>(generator() % 1000));
  chart.refresh();
  EXPECT_EQ(drawn().front()->pen().style(), Qt::SolidLine);
  EXPECT_EQ(drawn().front()->pen().widthF(), 1);
}

TEST_F(LiveChartTest, SmoothingKeepsTheRawCurveBehind) {
  const auto curve = add_line();
  for (int i = 0; i < 100; ++i) curve->append(10 * i, i % 2);
  chart.refresh();
  EXPECT_EQ(drawn().size(), 1U);
  chart.set_smoothing(0.9);
  ASSERT_EQ(drawn().size(), 2U);
  const QList<QPointF> raw = drawn()[0]->points();
  const QList<QPointF> smooth = drawn()[1]->points();
  EXPECT_GT(std::abs(raw[99].y() - raw[98].y()), 5 * std::abs(smooth[99].y() - smooth[98].y()));
  chart.set_smoothing(0);
  EXPECT_EQ(drawn().size(), 1U);
}

TEST_F(LiveChartTest, CrosshairTellsTheNearestSampleWithItsError) {
  const auto first = add_line("deficit");
  const auto second = add_line("precision", true);
  for (int i = 0; i <= 10; ++i) {
    first->append(100 * i, i, 0.25);
    second->append(100 * i, 2 * i);
  }
  chart.refresh();
  QTest::mouseMove(chart.viewport(), at(380, 5));
  ASSERT_EQ(chart.readout().size(), 2U);
  EXPECT_EQ(chart.readout()[1].label, "deficit");
  EXPECT_EQ(chart.readout()[1].value, "4 ± 0.25");
  EXPECT_EQ(chart.readout()[0].value, "6");  // exact lines hold their last value
}

TEST_F(LiveChartTest, DragZoomsAndDoubleClickFits) {
  const auto curve = add_line();
  for (int i = 0; i <= 1000; ++i) curve->append(i, i);
  chart.refresh();
  QTest::mousePress(chart.viewport(), Qt::LeftButton, {}, at(200, 500));
  QTest::mouseMove(chart.viewport(), at(400, 500));
  QTest::mouseRelease(chart.viewport(), Qt::LeftButton, {}, at(400, 500));
  EXPECT_NEAR(link.view().visible().low, 200, 3);
  EXPECT_NEAR(link.view().visible().high, 400, 3);
  EXPECT_NEAR(chart.geometry_of_plot().y.low, 200, 30);  // heights follow what is visible
  EXPECT_FALSE(link.view().is_following());
  QTest::mouseDClick(chart.viewport(), Qt::LeftButton, {}, at(300, 300));
  EXPECT_TRUE(link.view().is_following());
  EXPECT_EQ(link.view().visible(), (ValueRange{0, 1000}));
}

TEST_F(LiveChartTest, KeysMoveZoomAndFit) {
  const auto curve = add_line();
  for (int i = 0; i <= 1000; ++i) curve->append(i, i + 1);
  chart.refresh();
  QTest::keyClick(&chart, Qt::Key_Right);
  ASSERT_TRUE(link.cursor().has_value());
  EXPECT_EQ(*link.cursor(), 500);
  QTest::keyClick(&chart, Qt::Key_Right);
  EXPECT_EQ(*link.cursor(), 520);
  QTest::keyClick(&chart, Qt::Key_Plus);
  EXPECT_LT(link.view().visible().size(), 900);
  const double low = link.view().visible().low;
  QTest::keyClick(&chart, Qt::Key_Left, Qt::ShiftModifier);
  EXPECT_LT(link.view().visible().low, low);
  QTest::keyClick(&chart, Qt::Key_L);
  EXPECT_EQ(chart.y_scale(), ScaleKind::logarithmic);
  QTest::keyClick(&chart, Qt::Key_L, Qt::ShiftModifier);
  EXPECT_EQ(chart.y_scale(), ScaleKind::symmetric_log);
  QTest::keyClick(&chart, Qt::Key_Home);
  EXPECT_TRUE(link.view().is_following());
  QTest::keyClick(&chart, Qt::Key_Escape);
  EXPECT_FALSE(link.cursor().has_value());
}

TEST_F(LiveChartTest, LinkedChartsShareViewAndCrosshair) {
  LiveChart other(link);
  other.resize(400, 200);
  other.show();
  link.show({100, 300});
  EXPECT_EQ(other.geometry_of_plot().x, (ValueRange{100, 300}));
  EXPECT_EQ(chart.geometry_of_plot().x, (ValueRange{100, 300}));
}

TEST_F(LiveChartTest, LogarithmicAxisStartsAtTheFirstStep) {
  const auto curve = add_line();
  for (int i = 0; i <= 1000; ++i) curve->append(i, i);
  link.set_logarithmic(true);
  chart.refresh();
  EXPECT_EQ(link.view().visible().low, 1);
  const PlotGeometry& geometry = chart.geometry_of_plot();
  EXPECT_NEAR(geometry.unit_x(std::sqrt(1000.0)), 0.5, 1e-12);
  EXPECT_NEAR(geometry.shown_at(geometry.pixel_x(37)), 37, 1e-9);
  for (const QLineSeries* line : drawn())
    for (const QPointF& point : line->points()) EXPECT_TRUE(std::isfinite(point.x()));
}

TEST_F(LiveChartTest, PaintsWithNothingWithOneSampleAndWithHoles) {
  EXPECT_FALSE(chart.grab().isNull());
  const auto curve = add_line();
  curve->append(5, 5);
  chart.refresh();
  EXPECT_FALSE(chart.grab().isNull());
  curve->append(6, std::nan(""));
  curve->append(7, std::numeric_limits<double>::infinity());
  chart.set_y_scale(ScaleKind::logarithmic);
  chart.set_windows({{0, 100, "2 bits", Qt::red, {}}});
  chart.set_progress(50.0);
  chart.refresh();
  EXPECT_FALSE(chart.grab().isNull());
}

}  // namespace
}  // namespace imprint::studio
