// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/precision_curve.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/schedule/growth_profile.h"
#include "core/spec/curve_names.h"

namespace imprint {
namespace {

CurveSegment segment_of(const std::string& name) {
  const auto& names = curve_segment_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw InputError("precision.curve.segment has the unknown \"" + name + "\"");
  return static_cast<CurveSegment>(found - names.begin());
}

double bezier(const CurvePoint& from, const CurvePoint& to, double u) {
  const BezierHandles& h = from.handles;
  return bezier_cubic(from.bits, from.bits + h.bits1, to.bits + h.bits2, to.bits, bezier_parameter(h, u));
}

/// The share of the way from one point to the next.
double risen(CurveSegment segment, double u) {
  switch (segment) {
    case CurveSegment::cosine: return growth(GrowthProfile::cosine, u);
    case CurveSegment::exponential:
      return growth(GrowthProfile::exponential, u) / growth(GrowthProfile::exponential, 1);
    default: return u;
  }
}

/// What a rex segment still lacks.
double lacking(const CurvePoint& from, const CurvePoint& to, const CurvePlace& place, double rex_constant) {
  const double left = to.at == 1 ? place.left : to.at - place.x;
  return rex_lack(left / (to.at - from.at), rex_constant);
}

double between(const CurvePoint& from, const CurvePoint& to, const CurvePlace& place, double rex_constant) {
  if (from.segment == CurveSegment::hold) return from.bits;
  if (from.segment == CurveSegment::rex)
    return to.bits - (to.bits - from.bits) * lacking(from, to, place, rex_constant);
  const double u = (place.x - from.at) / (to.at - from.at);
  if (from.segment == CurveSegment::bezier) return bezier(from, to, u);
  return from.bits + (to.bits - from.bits) * risen(from.segment, u);
}

/// The points around a place; both are the same one before the first and after the last.
struct Neighbours {
  const CurvePoint& from;
  const CurvePoint& to;
};

Neighbours neighbours(std::span<const CurvePoint> points, double x) {
  const auto next = std::upper_bound(points.begin(), points.end(), x,
                                     [](double place, const CurvePoint& point) { return place < point.at; });
  if (next == points.begin()) return {points.front(), points.front()};
  if (next == points.end()) return {points.back(), points.back()};
  return {*(next - 1), *next};
}

}  // namespace

double bezier_cubic(double a, double b, double c, double d, double t) {
  const double s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

double bezier_parameter(const BezierHandles& handles, double u) {
  double low = 0, high = 1;
  while (true) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) return low;
    (bezier_cubic(0, handles.x1, handles.x2, 1, middle) <= u ? low : high) = middle;
  }
}

const std::string& segment_name(CurveSegment segment) {
  return curve_segment_names()[static_cast<std::size_t>(segment)];
}

CurvePoints curve_points(const PrecisionCurve& curve) {
  CurvePoints points;
  std::size_t handle = 0;
  for (std::size_t i = 0; i < curve.at.size(); ++i) {
    CurvePoint point{curve.at[i], curve.bits.at(i), segment_of(curve.segment.at(i))};
    if (point.segment == CurveSegment::bezier) {
      const auto value = [&] { return curve.handles.at(handle++); };
      point.handles.x1 = value();
      point.handles.bits1 = value();
      point.handles.x2 = value();
      point.handles.bits2 = value();
    }
    points.push_back(point);
  }
  return points;
}

void set_curve_points(PrecisionCurve& curve, std::span<const CurvePoint> points) {
  curve.at.clear();
  curve.bits.clear();
  curve.segment.clear();
  curve.handles.clear();
  for (const CurvePoint& point : points) {
    curve.at.push_back(point.at);
    curve.bits.push_back(point.bits);
    curve.segment.push_back(segment_name(point.segment));
    const BezierHandles& h = point.handles;
    if (point.segment == CurveSegment::bezier)
      curve.handles.insert(curve.handles.end(), {h.x1, h.bits1, h.x2, h.bits2});
  }
}

double curve_value(std::span<const CurvePoint> points, CurvePlace place, double rex_constant) {
  const auto [from, to] = neighbours(points, place.x);
  return &from == &to ? from.bits : between(from, to, place, rex_constant);
}

double turned_bits(std::span<const CurvePoint> growths, CurvePlace place, BitRange range, double rex_constant) {
  const auto [from, to] = neighbours(growths, place.x);
  const double span = range.high - range.low;
  if (&from == &to || from.segment != CurveSegment::rex)
    return range.high - span * curve_value(growths, place, rex_constant);
  return range.low + span * ((1 - to.bits) + (to.bits - from.bits) * lacking(from, to, place, rex_constant));
}

}  // namespace imprint
