// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/curve_edits.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/spec/curve_rules.h"

namespace imprint::studio {
namespace {

constexpr CurveSegment every_segment[] = {CurveSegment::hold,        CurveSegment::linear, CurveSegment::cosine,
                                          CurveSegment::exponential, CurveSegment::rex,    CurveSegment::bezier};

CurvePoints two_points(CurveSegment segment) {
  CurvePoints points = {{0.1, 3, segment}, {0.9, 8}};
  if (segment == CurveSegment::bezier) points[0].handles = {0.2, 4, 0.7, -1};
  return points;
}

double largest_difference(const CurvePoints& a, const CurvePoints& b) {
  double largest = 0;
  for (int i = 0; i <= 1000; ++i) {
    const double x = i / 1000.0;
    largest = std::max(largest, std::abs(curve_value(a, x) - curve_value(b, x)));
  }
  return largest;
}

bool is_right(const CurvePoints& points) {
  PrecisionCurve curve;
  set_curve_points(curve, points);
  return curve_problems(curve, "curve", 1, 32).empty();
}

TEST(CurveEdits, AnInsertedPointLeavesHoldLinearAndBezierSegmentsExactlyAsTheyWere) {
  for (const CurveSegment segment : {CurveSegment::hold, CurveSegment::linear, CurveSegment::bezier})
    for (double at = 0; at <= 1; at += 0.02) {
      const CurvePoints before = two_points(segment);
      const InsertedPoint inserted = insert_point(before, at);
      ASSERT_EQ(inserted.points.size(), 3U);
      EXPECT_DOUBLE_EQ(inserted.points[inserted.index].at, at);
      EXPECT_LT(largest_difference(before, inserted.points), 1e-6) << segment_name(segment) << " at " << at;
      EXPECT_TRUE(is_right(inserted.points));
    }
}

TEST(CurveEdits, AnInsertedPointMovesSmoothSegmentsByNoMoreThanTheStatedBound) {
  double worst[6] = {};
  for (const CurveSegment segment : {CurveSegment::cosine, CurveSegment::exponential, CurveSegment::rex})
    for (double at = 0.11; at < 0.9; at += 0.03) {
      const CurvePoints before = two_points(segment);
      const CurvePoints after = insert_point(before, at).points;
      double& miss = worst[static_cast<int>(segment)];
      miss = std::max(miss, largest_difference(before, after) / 5);
      EXPECT_TRUE(is_right(after));
    }
  EXPECT_LT(worst[static_cast<int>(CurveSegment::cosine)], 0.005);
  EXPECT_LT(worst[static_cast<int>(CurveSegment::exponential)], 0.021);
  EXPECT_LT(worst[static_cast<int>(CurveSegment::rex)], 0.013);
}

TEST(CurveEdits, TheHalvesOfASmoothSegmentMeetWithOneTangent) {
  for (const CurveSegment segment : {CurveSegment::cosine, CurveSegment::exponential, CurveSegment::rex}) {
    const CurvePoints before = two_points(segment);
    const CurvePoints after = insert_point(before, 0.5).points;
    constexpr double h = 1e-5;
    const double left = (curve_value(after, 0.5) - curve_value(after, 0.5 - h)) / h;
    const double right = (curve_value(after, 0.5 + h) - curve_value(after, 0.5)) / h;
    const double exact = (curve_value(before, 0.5 + h) - curve_value(before, 0.5 - h)) / (2 * h);
    EXPECT_NEAR(left, exact, 0.02 * std::abs(exact)) << segment_name(segment);
    EXPECT_NEAR(right, exact, 0.02 * std::abs(exact)) << segment_name(segment);
  }
}

TEST(CurveEdits, APointOnAPointMakesTwoAtOnePlace) {
  const CurvePoints before = two_points(CurveSegment::cosine);
  const InsertedPoint inserted = insert_point(before, 0.1);
  EXPECT_EQ(inserted.index, 1U);
  EXPECT_EQ(largest_difference(before, inserted.points), 0);
}

TEST(CurveEdits, SeveralPointsMoveTogetherAndReachTheirNeighbourWithoutPassingIt) {
  const CurvePoints points = {{0, 3}, {0.2, 4}, {0.4, 6}, {0.5, 8}};
  const CurvePoints moved = move_points(points, {1, 2}, {0.3, 1});
  EXPECT_DOUBLE_EQ(moved[1].at, 0.3);
  EXPECT_DOUBLE_EQ(moved[2].at, 0.5);
  EXPECT_DOUBLE_EQ(moved[1].bits, 5);
  EXPECT_DOUBLE_EQ(moved[2].bits, 7);
  EXPECT_EQ(moved[0], points[0]);
  EXPECT_EQ(moved[3], points[3]);
}

TEST(CurveEdits, ANeighbourResistsUntilTheWayLeadsOntoIt) {
  const CurvePoints points = {{0, 3}, {0.2, 4}, {0.5, 8}};
  EXPECT_DOUBLE_EQ(move_points(points, {1}, {0.25, 0}, 0.1)[1].at, 0.4);
  EXPECT_DOUBLE_EQ(move_points(points, {1}, {0.3, 0}, 0.1)[1].at, 0.5);
  EXPECT_DOUBLE_EQ(move_points(points, {1}, {-0.15, 0}, 0.1)[1].at, 0.1);
  EXPECT_DOUBLE_EQ(move_points(points, {2}, {0.47, 0}, 0.1)[2].at, 0.97) << "the end of the run is no neighbour";
}

TEST(CurveEdits, BitsEndAtOneAndThirtyTwo) {
  const CurvePoints points = {{0, 3}, {0.5, 30}};
  EXPECT_EQ(move_points(points, {0, 1}, {0, 9})[1].bits, 32);
  EXPECT_EQ(move_points(points, {0, 1}, {0, 9})[0].bits, 5) << "the shape stays";
  EXPECT_EQ(move_points(points, {0, 1}, {0, -9})[0].bits, 1);
}

TEST(CurveEdits, ASelectionIsScaledAboutItsBox) {
  const CurvePoints points = {{0, 3}, {0.2, 4}, {0.4, 6}, {1, 8}};
  const PointSelection both = {1, 2};
  const CurvePoints scaled = scale_points(points, both, box_of(points, both), {0.2, 0.6, 4, 8});
  EXPECT_DOUBLE_EQ(scaled[2].at, 0.6);
  EXPECT_DOUBLE_EQ(scaled[2].bits, 8);
  EXPECT_EQ(scaled[1], points[1]);
  const CurvePoints barred = scale_points(points, {0, 2}, box_of(points, {0, 2}), {0, 0.1, 3, 6});
  EXPECT_DOUBLE_EQ(barred[2].at, 0.2) << "point 2 stands in the way";
}

TEST(CurveEdits, DeletingLeavesOnePointAndTheSegmentsOfTheOthers) {
  const CurvePoints points = {{0, 3, CurveSegment::cosine}, {0.2, 4, CurveSegment::rex}, {0.4, 6}};
  const CurvePoints rest = delete_points(points, {1});
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0], points[0]);
  EXPECT_EQ(rest[1], points[2]);
  EXPECT_EQ(delete_points(points, {0, 1, 2}).size(), 1U);
}

TEST(CurveEdits, ANewBezierBeginsAsWhatWasThere) {
  for (const CurveSegment segment : every_segment) {
    const CurvePoints before = two_points(segment);
    const CurvePoints after = set_segment(before, {0}, CurveSegment::bezier);
    EXPECT_EQ(after[0].segment, CurveSegment::bezier);
    if (segment == CurveSegment::hold) continue;  // no bezier is a vertical step
    EXPECT_LT(largest_difference(before, after), 0.15) << segment_name(segment);
  }
}

TEST(CurveEdits, AStraightStrokeBecomesTwoPointsAndACornerAThird) {
  std::vector<CurveSpot> stroke;
  for (int i = 0; i <= 100; ++i) stroke.push_back({0.2 + i * 0.004, 4 + std::abs(i - 50) * 0.1});
  const CurvePoints points = from_stroke(stroke, {0.002, 0.05}, 2);
  ASSERT_EQ(points.size(), 3U);
  EXPECT_NEAR(points[1].at, 0.4, 1e-9);
  EXPECT_NEAR(points[1].bits, 4, 1e-9);
  EXPECT_EQ(points[1].segment, CurveSegment::linear);
}

TEST(CurveEdits, AStrokeThatGoesBackCountsWhereItWentLast) {
  const std::vector<CurveSpot> stroke = {{0.2, 5}, {0.4, 5}, {0.6, 5}, {0.5, 9}, {0.3, 9}};
  const CurvePoints points = from_stroke(stroke, {0.01, 0.1}, 1);
  EXPECT_TRUE(is_right(points));
  EXPECT_NEAR(curve_value(points, 0.4), 9, 0.2);
}

TEST(CurveEdits, AStrokeReplacesOnlyItsStretch) {
  for (const CurveSegment segment : every_segment) {
    const CurvePoints before = two_points(segment);
    const CurvePoints drawn = {{0.3, 10, CurveSegment::linear}, {0.6, 12, CurveSegment::linear}};
    const CurvePoints after = replace_stretch(before, drawn);
    EXPECT_TRUE(is_right(after));
    EXPECT_DOUBLE_EQ(curve_value(after, 0.45), 11);
    for (const double x : {0.0, 0.15, 0.25, 0.7, 0.95})
      EXPECT_NEAR(curve_value(after, x), curve_value(before, x), 0.1) << segment_name(segment) << " at " << x;
  }
}

TEST(CurveEdits, SnapsToTheNearestMultiple) {
  EXPECT_DOUBLE_EQ(snapped(3.4, 1), 3);
  EXPECT_DOUBLE_EQ(snapped(0.27, 0.25), 0.25);
  EXPECT_DOUBLE_EQ(snapped(3.4, 0), 3.4);
}

TEST(CurveEdits, AnyOrderOfEditsGivesARightCurve) {
  std::mt19937 generator(20260101);
  const auto random = [&](double low, double high) { return std::uniform_real_distribution(low, high)(generator); };
  CurvePoints points = {{0, 8}};
  for (int i = 0; i < 3000; ++i) {
    PointSelection some;
    for (std::size_t p = 0; p < points.size(); ++p)
      if (random(0, 1) < 0.3) some.push_back(p);
    if (some.empty()) some.push_back(generator() % points.size());
    switch (generator() % 6) {
      case 0: points = insert_point(points, random(0, 1)).points; break;
      case 1: points = points.size() > 20 ? delete_points(points, some) : points; break;
      case 2: points = move_points(points, some, {random(-1, 1), random(-40, 40)}, random(0, 0.1)); break;
      case 3:
        points = scale_points(points, some, box_of(points, some),
                              {random(0, 0.5), random(0.5, 1), random(1, 9), random(9, 40)});
        break;
      case 4: points = set_segment(points, some, every_segment[generator() % 6]); break;
      case 5:
        points = replace_stretch(
            points, from_stroke(std::vector<CurveSpot>{{random(0, 1), random(0, 40)}, {random(0, 1), random(0, 40)}},
                                {0.01, 0.1}, 1));
        break;
    }
    ASSERT_TRUE(is_right(points)) << "after edit " << i;
  }
}

}  // namespace
}  // namespace imprint::studio
