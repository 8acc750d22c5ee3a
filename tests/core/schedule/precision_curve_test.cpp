// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_curve.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/random_stream.h"
#include "core/schedule/precision_plan.h"

namespace imprint {
namespace {

using enum CurveSegment;

CurvePoints two_points(CurveSegment segment) { return {{0.2, 2, segment}, {0.6, 8}}; }

TEST(PrecisionCurve, HoldsBeforeTheFirstAndAfterTheLastPoint) {
  for (const CurveSegment segment : {hold, linear, cosine, exponential, rex, bezier}) {
    EXPECT_EQ(curve_value(two_points(segment), 0), 2);
    EXPECT_EQ(curve_value(two_points(segment), 0.2), 2);
    EXPECT_EQ(curve_value(two_points(segment), 0.6), 8);
    EXPECT_EQ(curve_value(two_points(segment), 1), 8);
  }
}

TEST(PrecisionCurve, SegmentsFollowTheirFormulas) {
  for (const double u : {0.1, 0.25, 0.5, 0.8}) {
    const double x = 0.2 + 0.4 * u;
    EXPECT_EQ(curve_value(two_points(hold), x), 2);
    EXPECT_NEAR(curve_value(two_points(linear), x), 2 + 6 * u, 1e-12);
    EXPECT_NEAR(curve_value(two_points(cosine), x), 2 + 3 * (1 - std::cos(M_PI * u)), 1e-12);
    EXPECT_NEAR(curve_value(two_points(exponential), x), 2 + 6 * (1 - std::exp(-4 * u)) / (1 - std::exp(-4)), 1e-12);
    EXPECT_NEAR(curve_value(two_points(rex), x, 0.7), 2 + 6 * (1 - (1 - u) / (0.3 + 0.7 * (1 - u))), 1e-12);
  }
}

TEST(PrecisionCurve, BezierPassesThroughThePointsOfItsCubic) {
  CurvePoints points = two_points(bezier);
  points[0].handles = {0.3, 4, 0.9, -5};
  for (int i = 1; i < 20; ++i) {
    const double t = i / 20.0, s = 1 - t;
    const double u = 3 * s * s * t * 0.3 + 3 * s * t * t * 0.9 + t * t * t;
    const double bits = s * s * s * 2 + 3 * s * s * t * 6 + 3 * s * t * t * 3 + t * t * t * 8;
    EXPECT_NEAR(curve_value(points, 0.2 + 0.4 * u), bits, 1e-9);
  }
}

TEST(PrecisionCurve, BezierWithHandlesOnTheLineIsTheLine) {
  CurvePoints points = two_points(bezier);
  points[0].handles = {1.0 / 3, 2, 2.0 / 3, -2};
  for (const double u : {0.01, 0.4, 0.99}) EXPECT_NEAR(curve_value(points, 0.2 + 0.4 * u), 2 + 6 * u, 1e-9);
}

TEST(PrecisionCurve, TwoPointsAtOnePlaceAreAVerticalStepThatTheLastWins) {
  const CurvePoints points = {{0, 3}, {0.5, 3, linear}, {0.5, 7, linear}, {1, 5}};
  EXPECT_EQ(curve_value(points, std::nextafter(0.5, 0.0)), 3);
  EXPECT_EQ(curve_value(points, 0.5), 7);
  EXPECT_NEAR(curve_value(points, 0.75), 6, 1e-12);
}

TEST(PrecisionCurve, StoresItsPointsInListsAndReadsThemBack) {
  const CurvePoints points = {{0, 3.25, bezier, {0.1, 1.5, 0.8, -0.5}}, {0.3, 8, rex}, {0.3, 4, bezier}, {1, 6}};
  PrecisionCurve curve;
  set_curve_points(curve, points);
  EXPECT_EQ(curve.handles.size(), 8U);
  EXPECT_EQ(curve.segment, (std::vector<std::string>{"bezier", "rex", "bezier", "hold"}));
  EXPECT_EQ(curve_points(curve), points);
}

ExperimentSpec drawn(const CurvePoints& forward, const CurvePoints& backward = {}) {
  ExperimentSpec spec;
  spec.precision.schedule = "curve";
  spec.precision.min_bits = 2;
  set_curve_points(spec.precision.curve, forward);
  if (!backward.empty()) set_curve_points(spec.precision.backward_curve, backward);
  return spec;
}

TEST(DrawnSchedule, RoundsHalfToEven) {
  const PrecisionPlan plan(drawn({{0, 2.5}, {0.25, 3.5}, {0.5, 4.5}, {0.75, 4.500001}}), 4, 4);
  EXPECT_EQ(plan.at(0).activation.bits, 2);
  EXPECT_EQ(plan.at(1).activation.bits, 4);
  EXPECT_EQ(plan.at(2).activation.bits, 4);
  EXPECT_EQ(plan.at(3).activation.bits, 5);
}

TEST(DrawnSchedule, DrawsBackwardBitsOnTheirOwn) {
  const PrecisionPlan plan(drawn({{0, 4}}, {{0, 12}, {0.5, 6}}), 10, 10);
  EXPECT_EQ(plan.at(4), (layer_precision(4, 12)));
  EXPECT_EQ(plan.at(5), (layer_precision(4, 6)));
}

TEST(DrawnSchedule, RepeatsAndReflectsTheMotif) {
  ExperimentSpec spec = drawn({{0, 2, linear}, {1, 8}});
  spec.precision.curve.cycles = 2;
  EXPECT_NEAR(PrecisionSchedule(spec.precision, 100).designed_bits(60), 3.2, 1e-12);
  spec.precision.curve.shape = "vertical";
  EXPECT_NEAR(PrecisionSchedule(spec.precision, 100).designed_bits(10), 6.8, 1e-12);
  EXPECT_NEAR(PrecisionSchedule(spec.precision, 100).designed_bits(60), 3.2, 1e-12);
  spec.precision.curve.shape = "horizontal";
  EXPECT_NEAR(PrecisionSchedule(spec.precision, 100).designed_bits(10), 6.8, 1e-12);
}

TEST(PrecisionCurve, TurnedOverIsItsMirrorImageWhateverTheSegments) {
  RandomStream stream(mix64(7));
  const auto uniform = [&] { return static_cast<double>(stream.below(1 << 20)) / (1 << 20); };
  for (int trial = 0; trial < 2000; ++trial) {
    const BitRange range{2 + static_cast<double>(stream.below(4)), 8 + static_cast<double>(stream.below(5))};
    const double span = range.high - range.low;
    CurvePoints points, growths;
    for (const double at : {0.0, 0.1 + 0.4 * uniform(), 0.6 + 0.3 * uniform(), 1.0}) {
      const auto segment = static_cast<CurveSegment>(stream.below(6));
      const BezierHandles handles{uniform(), uniform(), uniform(), uniform()};
      growths.push_back({at, uniform(), segment, handles});
      points.push_back({at,
                        range.low + span * growths.back().bits,
                        segment,
                        {handles.x1, span * handles.bits1, handles.x2, span * handles.bits2}});
    }
    for (int i = 0; i <= 40; ++i) {
      const double x = i / 40.0;
      ASSERT_NEAR(turned_bits(growths, x, range), range.low + range.high - curve_value(points, x), 1e-12) << trial;
    }
  }
}

TEST(DrawnSchedule, DeficitsOverrideIt) {
  ExperimentSpec spec = drawn({{0, 6}});
  DeficitSpec deficit;
  deficit.unit = "fraction";
  deficit.length = 0.5;
  spec.deficits = {deficit};
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(4).activation.bits, 3);
  EXPECT_EQ(PrecisionPlan(spec, 10, 10).at(5).activation.bits, 6);
}

}  // namespace
}  // namespace imprint
