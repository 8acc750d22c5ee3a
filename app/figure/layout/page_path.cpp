// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/layout/page_path.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace imprint {
namespace {

struct Stretch {
  double begin = 0, end = 1;  // of a segment, from its first point to its last
};

/// Narrows the stretch to where `from + t * step` lies between low and high; false when nothing is left.
bool narrow(Stretch& stretch, double from, double step, double low, double high) {
  if (step == 0) return from >= low && from <= high;
  double enter = (low - from) / step;
  double leave = (high - from) / step;
  if (enter > leave) std::swap(enter, leave);
  stretch.begin = std::max(stretch.begin, enter);
  stretch.end = std::min(stretch.end, leave);
  return stretch.begin <= stretch.end;
}

std::optional<Stretch> inside(const PagePoint& a, const PagePoint& b, const FigureBox& box) {
  Stretch stretch;
  if (!narrow(stretch, a.x, b.x - a.x, box.left, box.right())) return std::nullopt;
  if (!narrow(stretch, a.y, b.y - a.y, box.top, box.bottom())) return std::nullopt;
  return stretch;
}

PagePoint between(const PagePoint& a, const PagePoint& b, double share) {
  if (share <= 0) return a;
  if (share >= 1) return b;
  return {a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)};
}

/// One edge of the box: keeps what has distance(point) >= 0.
template <class Distance>
PagePath cut(const PagePath& polygon, Distance distance) {
  PagePath result;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PagePoint& a = polygon[i];
    const PagePoint& b = polygon[(i + 1) % polygon.size()];
    const double da = distance(a);
    const double db = distance(b);
    if (da >= 0) result.push_back(a);
    if ((da >= 0) != (db >= 0)) result.push_back(between(a, b, da / (da - db)));
  }
  return result;
}

double area_of(const PagePath& polygon) {
  double twice = 0;
  for (std::size_t i = 0; i < polygon.size(); ++i) {
    const PagePoint& a = polygon[i];
    const PagePoint& b = polygon[(i + 1) % polygon.size()];
    twice += a.x * b.y - b.x * a.y;
  }
  return std::abs(twice) / 2;
}

/// The directions from one point that pass all points since it by no more than a tolerance.
class Sleeve {
 public:
  Sleeve(const PagePoint& from, double tolerance) : from_(from), tolerance_(tolerance) {}

  /// Whether a straight line to `p` stands for the points so far, too; then `p` is one of them.
  bool takes(const PagePoint& p) {
    const double distance = std::hypot(p.x - from_.x, p.y - from_.y);
    if (distance < farthest_) return false;  // turned back: the farthest point must stay
    farthest_ = distance;
    if (distance <= tolerance_) return true;
    const double direction = std::atan2(p.y - from_.y, p.x - from_.x);
    const double slack = std::asin(tolerance_ / distance);
    if (!directed_) middle_ = direction;
    directed_ = true;
    const double offset = std::remainder(direction - middle_, 2 * std::numbers::pi);
    if (offset < low_ || offset > high_) return false;
    low_ = std::max(low_, offset - slack);
    high_ = std::min(high_, offset + slack);
    return true;
  }

 private:
  PagePoint from_;
  double tolerance_;
  double farthest_ = 0;
  bool directed_ = false;
  double middle_ = 0;
  double low_ = -1.5, high_ = 1.5;  // offsets from the middle, radians
};

}  // namespace

std::vector<PagePath> clipped_line(const PagePath& line, const FigureBox& box) {
  std::vector<PagePath> parts;
  bool open = false;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const auto stretch = inside(line[i], line[i + 1], box);
    if (!stretch) {
      open = false;
      continue;
    }
    if (!open || stretch->begin > 0) parts.push_back({between(line[i], line[i + 1], stretch->begin)});
    parts.back().push_back(between(line[i], line[i + 1], stretch->end));
    open = stretch->end >= 1;
  }
  // A line that only touches the edge leaves a part without length.
  std::erase_if(parts, [](const PagePath& part) {
    return std::ranges::all_of(part, [&](const PagePoint& p) { return p == part.front(); });
  });
  return parts;
}

PagePath clipped_polygon(const PagePath& polygon, const FigureBox& box) {
  PagePath rest = cut(polygon, [&](const PagePoint& p) { return p.x - box.left; });
  rest = cut(rest, [&](const PagePoint& p) { return box.right() - p.x; });
  rest = cut(rest, [&](const PagePoint& p) { return p.y - box.top; });
  rest = cut(rest, [&](const PagePoint& p) { return box.bottom() - p.y; });
  return rest.size() < 3 ? PagePath() : rest;
}

bool line_meets(const PagePath& line, const FigureBox& box) {
  for (std::size_t i = 0; i + 1 < line.size(); ++i)
    if (inside(line[i], line[i + 1], box)) return true;
  return false;
}

bool polygon_meets(const PagePath& polygon, const FigureBox& box) {
  return area_of(clipped_polygon(polygon, box)) > 1e-9;
}

PagePath without_idle_points(const PagePath& line, double tolerance) {
  if (line.size() < 3) return line;
  PagePath kept = {line.front()};
  Sleeve sleeve(line.front(), tolerance);
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (sleeve.takes(line[i])) continue;
    kept.push_back(line[i - 1]);
    sleeve = Sleeve(line[i - 1], tolerance);
    sleeve.takes(line[i]);
  }
  kept.push_back(line.back());
  return kept;
}

PagePath outline(const FigureBox& box) {
  return {{box.left, box.top}, {box.right(), box.top}, {box.right(), box.bottom()}, {box.left, box.bottom()}};
}

FigureBox grown(const FigureBox& box, double by) {
  return {box.left - by, box.top - by, box.width + 2 * by, box.height + 2 * by};
}

}  // namespace imprint
