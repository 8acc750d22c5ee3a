// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/page_path.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace imprint {
namespace {

const FigureBox box{10, 20, 100, 50};

PagePath random_line(unsigned seed, int count, double reach) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> place(-reach, reach);
  PagePath line;
  for (int i = 0; i < count; ++i) line.push_back({60 + place(generator), 45 + place(generator)});
  return line;
}

double distance(const PagePoint& p, const PagePoint& a, const PagePoint& b) {
  const double dx = b.x - a.x, dy = b.y - a.y;
  const double squared = dx * dx + dy * dy;
  const double t = squared == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0, 1.0);
  return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double distance(const PagePoint& p, const PagePath& line) {
  double nearest = INFINITY;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) nearest = std::min(nearest, distance(p, line[i], line[i + 1]));
  return nearest;
}

TEST(ClippedLine, StaysInsideAndOnTheLine) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const PagePath line = random_line(seed, 30, 120);
    for (const PagePath& part : clipped_line(line, box)) {
      EXPECT_GE(part.size(), 2U);
      for (const PagePoint& p : part) {
        EXPECT_TRUE(box.contains({p.x, p.y, 0, 0}, 1e-9));
        EXPECT_LT(distance(p, line), 1e-9);
      }
    }
  }
}

TEST(ClippedLine, LosesNothingThatIsInside) {
  for (unsigned seed = 0; seed < 50; ++seed) {
    const PagePath line = random_line(seed, 20, 120);
    const auto parts = clipped_line(line, box);
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
      for (double t = 0.01; t < 1; t += 0.02) {
        const PagePoint p{line[i].x + t * (line[i + 1].x - line[i].x), line[i].y + t * (line[i + 1].y - line[i].y)};
        if (!box.contains({p.x, p.y, 0, 0}, -1e-6)) continue;
        double nearest = INFINITY;
        for (const PagePath& part : parts) nearest = std::min(nearest, distance(p, part));
        EXPECT_LT(nearest, 1e-9);
      }
    }
  }
}

TEST(ClippedLine, BeginsANewPartWhereItComesBack) {
  const PagePath line = {{20, 30}, {20, 100}, {40, 100}, {40, 30}};
  const auto parts = clipped_line(line, box);
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0], (PagePath{{20, 30}, {20, 70}}));
  EXPECT_EQ(parts[1], (PagePath{{40, 70}, {40, 30}}));
}

TEST(ClippedLine, OfALineOutsideIsEmpty) {
  EXPECT_TRUE(clipped_line({{0, 0}, {200, 0}, {200, 100}}, box).empty());
  EXPECT_TRUE(clipped_line({}, box).empty());
}

TEST(ClippedPolygon, KeepsTheAreaInside) {
  const PagePath big = {{0, 0}, {200, 0}, {200, 200}, {0, 200}};
  EXPECT_TRUE(polygon_meets(big, box));
  for (const PagePoint& p : clipped_polygon(big, box)) EXPECT_TRUE(box.contains({p.x, p.y, 0, 0}));
  EXPECT_FALSE(polygon_meets({{0, 0}, {5, 0}, {5, 5}}, box));
}

TEST(IdlePoints, LeaveTheLineWithinTheTolerance) {
  PagePath arc;
  for (int i = 0; i <= 20000; ++i) arc.push_back({60 + 40 * std::cos(i * 3e-4), 45 + 20 * std::sin(i * 3e-4)});
  const PagePath lean = without_idle_points(arc, 0.01);
  EXPECT_LT(lean.size(), arc.size() / 20);
  for (std::size_t i = 0; i < arc.size(); i += 37) EXPECT_LT(distance(arc[i], lean), 0.021);
  EXPECT_EQ(lean.front(), arc.front());
  EXPECT_EQ(lean.back(), arc.back());
}

TEST(IdlePoints, KeepEverySpike) {
  PagePath line;
  for (int i = 0; i < 1000; ++i) line.push_back({i * 0.001, i % 97 == 0 ? 30.0 : 0.0});
  const PagePath lean = without_idle_points(line, 0.01);
  for (const PagePoint& p : line) EXPECT_LT(distance(p, lean), 0.011);
}

}  // namespace
}  // namespace imprint
