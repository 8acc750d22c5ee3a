// SPDX-License-Identifier: GPL-3.0-or-later
// A further point on a curve that stays what it was.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/studio/editor/curve_edits.h"
#include "core/schedule/growth_profile.h"

namespace imprint::studio {
namespace {

constexpr int fit_samples = 40;

double mixed(double a, double b, double t) { return a + (b - a) * t; }

struct Halves {
  BezierHandles left;
  BezierHandles right;
  double bits = 0;  // where they meet
};

/// De Casteljau's split at x = u.
Halves split_bezier(const CurvePoint& from, const CurvePoint& to, double u) {
  const BezierHandles& h = from.handles;
  const double t = bezier_parameter(h, u);
  const std::array<double, 4> x = {0, h.x1, h.x2, 1};
  const std::array<double, 4> y = {from.bits, from.bits + h.bits1, to.bits + h.bits2, to.bits};
  const auto split = [t](const std::array<double, 4>& p) {
    const double a = mixed(p[0], p[1], t), b = mixed(p[1], p[2], t), c = mixed(p[2], p[3], t);
    const double d = mixed(a, b, t), e = mixed(b, c, t);
    return std::array<double, 5>{a, d, mixed(d, e, t), e, c};
  };
  const auto [ax, dx, sx, ex, cx] = split(x);
  const auto [ay, dy, sy, ey, cy] = split(y);
  const auto share = [](double part, double whole) { return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0.0; };
  Halves halves;
  halves.bits = sy;
  halves.left = {share(ax, sx), ay - y[0], share(dx, sx), dy - sy};
  halves.right = {share(ex - sx, 1 - sx), ey - sy, share(cx - sx, 1 - sx), cy - y[3]};
  return halves;
}

/// Slope of a segment's growth from 0 to 1 at u; that of rex is steep at 1, never infinite while its constant is < 1.
double growth_slope(CurveSegment segment, double u, double rex_constant) {
  constexpr double pi = 3.14159265358979323846;
  switch (segment) {
    case CurveSegment::cosine: return pi / 2 * std::sin(pi * u);
    case CurveSegment::exponential: return 4 * std::exp(-4 * u) / (1 - std::exp(-4.0));
    case CurveSegment::rex: {
      const double below = 1 - rex_constant + rex_constant * (1 - u);
      return (1 - rex_constant) / (below * below);
    }
    case CurveSegment::hold: return 0;
    default: return 1;
  }
}

/// One stretch [begin, end] of a segment's growth, stretched to the unit square's width.
struct GrowthStretch {
  CurveSegment segment;
  double rex_constant;
  double begin;
  double end;

  double value(double x) const {
    const CurvePoints unit = {{0, 0, segment}, {1, 1}};
    const double u = mixed(begin, end, x);
    return u >= 1 ? 1 : curve_value(unit, u, rex_constant);
  }
  double slope(double x) const { return (end - begin) * growth_slope(segment, mixed(begin, end, x), rex_constant); }
};

/// The bezier whose handles lie on both end tangents, `x1` and 1 - `x2` long in x.
BezierHandles along_tangents(const GrowthStretch& stretch, double x1, double x2) {
  return {x1, stretch.slope(0) * x1, x2, -stretch.slope(1) * (1 - x2)};
}

double largest_miss(const GrowthStretch& stretch, const BezierHandles& h) {
  const double begin = stretch.value(0), end = stretch.value(1);
  double miss = 0;
  for (int i = 1; i < fit_samples; ++i) {
    const double t = static_cast<double>(i) / fit_samples;
    const double y = bezier_cubic(begin, begin + h.bits1, end + h.bits2, end, t);
    miss = std::max(miss, std::abs(y - stretch.value(bezier_cubic(0, h.x1, h.x2, 1, t))));
  }
  return miss;
}

/// Searches the lengths of both handles for the smallest miss, in ever smaller steps.
BezierHandles best_fit(const GrowthStretch& stretch) {
  double x1 = 1.0 / 3, x2 = 2.0 / 3;
  double miss = largest_miss(stretch, along_tangents(stretch, x1, x2));
  for (double step = 0.25; step > 1e-5;) {
    bool better = false;
    constexpr std::array<std::array<double, 2>, 8> ways = {
        {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}}};
    for (const auto& [way1, way2] : ways) {
      const double new1 = std::clamp(x1 + way1 * step, 0.0, 1.0), new2 = std::clamp(x2 + way2 * step, 0.0, 1.0);
      if (new1 > new2) continue;  // a later split shall be exact
      const double new_miss = largest_miss(stretch, along_tangents(stretch, new1, new2));
      if (new_miss >= miss) continue;
      x1 = new1, x2 = new2, miss = new_miss, better = true;
    }
    if (!better) step /= 2;
  }
  return along_tangents(stretch, x1, x2);
}

BezierHandles scaled(BezierHandles handles, double height) {
  handles.bits1 *= height;
  handles.bits2 *= height;
  return handles;
}

bool is_smooth_growth(CurveSegment segment) {
  return segment == CurveSegment::cosine || segment == CurveSegment::exponential || segment == CurveSegment::rex;
}

/// Splits the segment after `from` at the new point, whose bits are known.
void split_segment(CurvePoint& from, CurvePoint& added, const CurvePoint& to, double rex_constant) {
  const double u = (added.at - from.at) / (to.at - from.at);
  added.segment = from.segment;
  if (from.segment == CurveSegment::bezier) {
    const Halves halves = split_bezier(from, to, u);
    added.bits = halves.bits;
    added.handles = halves.right;
    from.handles = halves.left;
  } else if (is_smooth_growth(from.segment)) {
    const double height = to.bits - from.bits;
    added.handles = scaled(best_fit({from.segment, rex_constant, u, 1}), height);
    from.handles = scaled(best_fit({from.segment, rex_constant, 0, u}), height);
    from.segment = added.segment = CurveSegment::bezier;
  }
}

/// Before the first point or after the last one the curve is level.
InsertedPoint insert_outside(CurvePoints points, double at) {
  const bool before = at < points.front().at;
  CurvePoint added = before ? points.front() : points.back();
  added.at = at;
  added.segment = CurveSegment::hold;
  added.handles = {};
  if (before) {
    points.insert(points.begin(), added);
    return {std::move(points), 0};
  }
  if (points.back().segment == CurveSegment::bezier) points.back().segment = CurveSegment::hold;
  points.back().handles = {};
  points.push_back(added);
  const std::size_t index = points.size() - 1;
  return {std::move(points), index};
}

}  // namespace

InsertedPoint insert_point(const CurvePoints& points, double at, double rex_constant) {
  at = std::clamp(at, 0.0, 1.0);
  const auto next = std::upper_bound(points.begin(), points.end(), at,
                                     [](double place, const CurvePoint& point) { return place < point.at; });
  if (next == points.begin() || next == points.end()) return insert_outside(points, at);
  const auto index = static_cast<std::size_t>(next - points.begin());
  CurvePoint added;
  added.at = at;
  added.bits = std::clamp(curve_value(points, at, rex_constant), fewest_curve_bits, most_curve_bits);
  CurvePoints result = points;
  if (at > points[index - 1].at) {
    split_segment(result[index - 1], added, points[index], rex_constant);
    added.bits = std::clamp(added.bits, fewest_curve_bits, most_curve_bits);
  } else {
    added = points[index - 1];  // on a point: a second one there takes over its segment
    result[index - 1].segment = CurveSegment::hold;
    result[index - 1].handles = {};
  }
  result.insert(result.begin() + static_cast<std::ptrdiff_t>(index), added);
  return {std::move(result), index};
}

BezierHandles bezier_like(const CurvePoints& points, std::size_t index, double rex_constant) {
  const CurvePoint& from = points[index];
  if (from.segment == CurveSegment::bezier) return from.handles;
  if (index + 1 >= points.size()) return {};
  const double height = points[index + 1].bits - from.bits;
  if (is_smooth_growth(from.segment)) return scaled(best_fit({from.segment, rex_constant, 0, 1}), height);
  return {1.0 / 3, height / 3, 2.0 / 3, -height / 3};  // a straight line, to be bent
}

}  // namespace imprint::studio
