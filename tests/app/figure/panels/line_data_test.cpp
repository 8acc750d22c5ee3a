// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/panels/line_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace imprint {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double nan = no_value;

struct Recorded {
  std::vector<std::int64_t> steps;
  std::vector<double> values;
};

std::vector<RunValues> views(const std::vector<Recorded>& runs) {
  std::vector<RunValues> result;
  for (const Recorded& run : runs) result.push_back({run.steps, run.values});
  return result;
}

/// Runs that skip steps here and there and have a NaN now and then.
std::vector<Recorded> random_runs(std::mt19937& random, int count) {
  std::normal_distribution<double> normal;
  std::uniform_int_distribution<int> die(0, 9);
  std::vector<Recorded> runs(static_cast<std::size_t>(count));
  for (Recorded& run : runs)
    for (std::int64_t step = 0; step < 200; ++step) {
      if (die(random) == 0) continue;
      run.steps.push_back(step);
      const bool is_missing = die(random) == 0;
      run.values.push_back(is_missing && die(random) == 0 ? nan : 3 + normal(random));
    }
  return runs;
}

TEST(BandStatistics, AreThoseOfASlowReference) {
  std::mt19937 random(1);
  for (const int count : {2, 3, 8}) {
    const auto runs = random_runs(random, count);
    std::map<std::int64_t, std::vector<double>> at;
    for (const Recorded& run : runs)
      for (std::size_t i = 0; i < run.steps.size(); ++i) at[run.steps[i]].push_back(run.values[i]);
    std::erase_if(at, [&](const auto& place) { return place.second.size() != runs.size(); });
    const BandStatistics found = band_statistics(views(runs), "stderr");
    ASSERT_EQ(found.steps.size(), at.size());
    std::size_t i = 0;
    for (const auto& [step, values] : at) {
      double mean = 0, squares = 0;
      for (const double value : values) mean += value / count;
      for (const double value : values) squares += (value - mean) * (value - mean);
      const double error = std::sqrt(squares / (count - 1) / count);
      EXPECT_EQ(found.steps[i], step);
      if (std::isnan(mean)) {
        EXPECT_TRUE(std::isnan(found.mean[i]) && std::isnan(found.low[i]) && std::isnan(found.high[i])) << step;
      } else {
        EXPECT_NEAR(found.mean[i], mean, 1e-12);
        EXPECT_NEAR(found.low[i], mean - error, 1e-12);
        EXPECT_NEAR(found.high[i], mean + error, 1e-12);
      }
      ++i;
    }
  }
}

TEST(BandStatistics, BandsAreWhatTheirNamesSay) {
  const std::vector<Recorded> runs = {{{0}, {1}}, {{0}, {2}}, {{0}, {3}}, {{0}, {4}}, {{0}, {5}}};
  const auto half = [&](const char* band) {
    const BandStatistics found = band_statistics(views(runs), band);
    return (found.high.front() - found.low.front()) / 2;
  };
  EXPECT_NEAR(half("std"), std::sqrt(2.5), 1e-12);
  EXPECT_NEAR(half("stderr"), std::sqrt(0.5), 1e-12);
  EXPECT_NEAR(half("ci95"), 2.776 * std::sqrt(0.5), 1e-3);  // t(.975, 4) of the published table
  EXPECT_NEAR(half("min-max"), 2, 1e-12);
  EXPECT_THAT(band_statistics(views(runs), "none").low, IsEmpty());
}

TEST(BandStatistics, OneRunHasNoBand) {
  const std::vector<Recorded> runs = {{{0, 5}, {1, 2}}};
  const BandStatistics found = band_statistics(views(runs), "ci95");
  EXPECT_THAT(found.mean, ElementsAre(1, 2));
  EXPECT_THAT(found.low, IsEmpty());
}

TEST(BandStatistics, TheMeanEndsWithTheFirstRunThatEnds) {
  const std::vector<Recorded> runs = {{{0, 1, 2, 3}, {1, 1, 1, 1}}, {{0, 1}, {3, 3}}};
  EXPECT_THAT(band_statistics(views(runs), "none").steps, ElementsAre(0, 1));
}

LineView view_of(double end, int columns = 100) {
  return {.x = {0, end}, .x_scale = {}, .y_scale = {}, .columns = columns};
}

LineData line_of(const std::vector<double>& y) {
  LineData line{{}, y, {}, {}};
  for (std::size_t i = 0; i < y.size(); ++i) line.x.push_back(static_cast<double>(i));
  return line;
}

TEST(LinePieces, GapsAreNeverBridged) {
  DroppedCounts dropped;
  const auto pieces = line_pieces(line_of({1, 2, nan, 3, INFINITY, nan, 4, 5}), view_of(7), dropped);
  ASSERT_THAT(pieces, SizeIs(3));
  EXPECT_THAT(pieces[0], SizeIs(2));
  EXPECT_EQ(pieces[1].front().x, 3);
  EXPECT_EQ(pieces[2].back().y, 5);
  EXPECT_EQ(dropped.not_finite, 3U);
}

TEST(LinePieces, NothingFiniteIsNothingAtAll) {
  DroppedCounts dropped;
  EXPECT_THAT(line_pieces(line_of({nan, nan}), view_of(1), dropped), IsEmpty());
  EXPECT_THAT(line_pieces(LineData{}, view_of(1), dropped), IsEmpty());
}

TEST(LinePieces, OnePointIsAPieceOfItsOwn) {
  DroppedCounts dropped;
  const auto pieces = line_pieces(line_of({7}), {.x = {0, 0}, .x_scale = {}, .y_scale = {}}, dropped);
  ASSERT_THAT(pieces, SizeIs(1));
  EXPECT_THAT(pieces.front(), SizeIs(1));
}

TEST(LinePieces, LogarithmicAxesDropWhatTheyCanNotShowAndCountIt) {
  LineView view = view_of(5);
  view.y_scale.kind = ScaleKind::logarithmic;
  DroppedCounts dropped;
  EXPECT_THAT(line_pieces(line_of({1, 0, 2, -3, nan, 4}), view, dropped), SizeIs(3));
  EXPECT_EQ(dropped.not_positive, 2U);
  EXPECT_EQ(dropped.not_finite, 1U);
  view = view_of(3);
  view.x_scale.kind = ScaleKind::logarithmic;
  dropped = {};
  const auto pieces = line_pieces(line_of({9, 8, 7, 6}), view, dropped);
  EXPECT_EQ(pieces.front().front().x, 1);  // 0 has no logarithm
  EXPECT_EQ(dropped.not_positive, 1U);
}

TEST(LinePieces, ABandThatALogarithmCanNotShowIsLeftOutThere) {
  LineData line = line_of({1, 2, 3});
  line.low = {-0.5, 1, 2};
  line.high = {2.5, 3, 4};
  LineView view = view_of(2);
  view.y_scale.kind = ScaleKind::logarithmic;
  DroppedCounts dropped;
  const auto pieces = line_pieces(line, view, dropped);
  EXPECT_TRUE(std::isnan(pieces[0][0].low) && std::isnan(pieces[0][0].high));
  EXPECT_EQ(pieces[0][1].low, 1);
}

class Decimation : public ::testing::Test {
 protected:
  Decimation() {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    for (int i = 0; i < count; ++i) line_.y.push_back(normal(random));
    line_ = line_of(line_.y);
    line_.y[12345] = 50;
    line_.y[67890] = -50;
    for (int i = 0; i < count; ++i) {
      line_.low.push_back(line_.y[static_cast<std::size_t>(i)] - 1);
      line_.high.push_back(line_.y[static_cast<std::size_t>(i)] + 1);
    }
    line_.high[22222] = 80;
    line_.low[33333] = -80;
  }
  static constexpr int count = 100'000;
  LineData line_;
};

TEST_F(Decimation, KeepsExtremesOfLineAndBandAndBothEnds) {
  DroppedCounts dropped;
  const auto pieces = line_pieces(line_, view_of(count - 1, 800), dropped);
  ASSERT_THAT(pieces, SizeIs(1));
  const FigurePiece& piece = pieces.front();
  EXPECT_LE(piece.size(), 6U * 800 + 4);
  EXPECT_EQ(piece.front().x, 0);
  EXPECT_EQ(piece.back().x, count - 1);
  const auto [least, most] = std::ranges::minmax(piece, {}, &FigurePoint::y);
  EXPECT_EQ(least.y, -50);
  EXPECT_EQ(most.y, 50);
  EXPECT_EQ(std::ranges::max(piece, {}, &FigurePoint::high).high, 80);
  EXPECT_EQ(std::ranges::min(piece, {}, &FigurePoint::low).low, -80);
}

TEST_F(Decimation, DrawsOnlyMeasuredPoints) {
  DroppedCounts dropped;
  for (const FigurePiece& piece : line_pieces(line_, view_of(count - 1, 300), dropped))
    for (const FigurePoint& point : piece) EXPECT_EQ(point.y, line_.y[static_cast<std::size_t>(point.x)]);
}

TEST_F(Decimation, ColumnsAreThoseOfTheScale) {
  LineView view = view_of(count - 1, 200);
  view.x_scale.kind = ScaleKind::logarithmic;
  DroppedCounts dropped;
  const auto pieces = line_pieces(line_, view, dropped);
  const auto below_100 = std::ranges::count_if(pieces.front(), [](const FigurePoint& point) { return point.x < 100; });
  EXPECT_GT(below_100, 50);  // the first two of five decades: most of their 99 points have a column of their own
}

TEST_F(Decimation, KeepsGaps) {
  for (const int at : {500, 501, 60000}) line_.y[static_cast<std::size_t>(at)] = nan;
  DroppedCounts dropped;
  EXPECT_THAT(line_pieces(line_, view_of(count - 1, 400), dropped), SizeIs(3));
}

TEST(Smoothing, IsTheBiasCorrectedExponentialMeanAndKeepsGaps) {
  const auto values = smoothed(std::vector<double>{1, 3, nan, 5}, 0.5);
  EXPECT_DOUBLE_EQ(values[0], 1);
  EXPECT_DOUBLE_EQ(values[1], (0.25 * 1 + 0.5 * 3) / 0.75);
  EXPECT_TRUE(std::isnan(values[2]));
  EXPECT_DOUBLE_EQ(values[3], (0.125 * 1 + 0.25 * 3 + 0.5 * 5) / 0.875);
}

}  // namespace
}  // namespace imprint
