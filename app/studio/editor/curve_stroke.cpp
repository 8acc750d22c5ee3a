// SPDX-License-Identifier: GPL-3.0-or-later
// From the line of a pencil to few points.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include "app/studio/editor/curve_edits.h"

namespace imprint::studio {
namespace {

/// In the order of time; what was drawn later replaces what it passed over.
std::vector<CurveSpot> in_time_order(std::span<const CurveSpot> stroke) {
  std::map<double, double> line;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    const double at = std::clamp(stroke[i].at, 0.0, 1.0);
    if (i > 0) {
      const double before = std::clamp(stroke[i - 1].at, 0.0, 1.0);
      const auto [low, high] = std::minmax(at, before);
      line.erase(line.upper_bound(low), line.lower_bound(high));
    }
    line[at] = std::clamp(stroke[i].bits, fewest_curve_bits, most_curve_bits);
  }
  std::vector<CurveSpot> spots;
  for (const auto& [at, bits] : line) spots.push_back({at, bits});
  return spots;
}

double distance_to_line(CurveSpot spot, CurveSpot a, CurveSpot b, CurveSpot unit) {
  const double x = (b.at - a.at) / unit.at, y = (b.bits - a.bits) / unit.bits;
  const double px = (spot.at - a.at) / unit.at, py = (spot.bits - a.bits) / unit.bits;
  const double length = std::hypot(x, y);
  return length > 0 ? std::abs(x * py - y * px) / length : std::hypot(px, py);
}

/// Marks the spots to keep strictly between `first` and `last`. A stack of its own: a long stroke must not end
/// the program's.
void mark_corners(const std::vector<CurveSpot>& spots, CurveSpot unit, double tolerance, std::vector<bool>& keep) {
  std::vector<std::pair<std::size_t, std::size_t>> open = {{0, spots.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    std::size_t farthest = first;
    double largest = tolerance;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double distance = distance_to_line(spots[i], spots[first], spots[last], unit);
      if (distance > largest) farthest = i, largest = distance;
    }
    if (farthest == first) continue;
    keep[farthest] = true;
    open.insert(open.end(), {{first, farthest}, {farthest, last}});
  }
}

}  // namespace

CurvePoints from_stroke(std::span<const CurveSpot> stroke, CurveSpot unit, double tolerance) {
  const std::vector<CurveSpot> spots = in_time_order(stroke);
  if (spots.empty()) return {};
  std::vector<bool> keep(spots.size(), false);
  keep.front() = keep.back() = true;
  mark_corners(spots, unit, tolerance, keep);
  CurvePoints points;
  for (std::size_t i = 0; i < spots.size(); ++i)
    if (keep[i]) points.push_back({spots[i].at, spots[i].bits, CurveSegment::linear});
  return points;
}

CurvePoints replace_stretch(const CurvePoints& points, const CurvePoints& drawn, double rex_constant) {
  if (drawn.empty()) return points;
  const double begin = drawn.front().at, end = drawn.back().at;
  CurvePoints whole = points;
  const bool ends_inside = end < whole.back().at;
  if (begin > whole.front().at) whole = insert_point(whole, begin, rex_constant).points;
  if (ends_inside) whole = insert_point(whole, end, rex_constant).points;
  CurvePoints result;
  for (const CurvePoint& point : whole)
    if (point.at < begin) result.push_back(point);
  // What led up to the stretch keeps its end: a vertical step leads from there to the drawn line.
  if (!result.empty()) {
    const auto at_begin = std::find_if(whole.begin(), whole.end(), [&](const CurvePoint& p) { return p.at >= begin; });
    result.push_back(*at_begin);
    result.back().segment = CurveSegment::hold;
    result.back().handles = {};
  }
  result.insert(result.end(), drawn.begin(), drawn.end());
  if (!ends_inside) return result;
  result.back().segment = CurveSegment::hold;
  const auto resume = std::find_if(whole.rbegin(), whole.rend(), [&](const CurvePoint& p) { return p.at <= end; });
  result.push_back(*resume);
  for (const CurvePoint& point : whole)
    if (point.at > end) result.push_back(point);
  return result;
}

}  // namespace imprint::studio
