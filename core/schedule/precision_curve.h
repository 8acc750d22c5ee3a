// SPDX-License-Identifier: GPL-3.0-or-later
// A drawn curve as points, and its value between them.
//
// Between points (x0, y0) and (x1, y1), with u = (x - x0) / (x1 - x0) in [0, 1):
//   hold         y0                                   linear  y0 + (y1 - y0) u
//   cosine       y0 + (y1 - y0) (1 - cos(pi u)) / 2
//   exponential  y0 + (y1 - y0) (1 - exp(-4 u)) / (1 - exp(-4))
//   rex          y1 - (y1 - y0) z / ((1 - c) + c z),  z = 1 - u
//   bezier       the cubic through (0, y0), (x1, y0 + bits1), (x2, y1 + bits2), (1, y1): one value a place, since
//                x1 and x2 lie within [0, 1]
// At a place where several points stand the last one counts: a vertical step.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/spec/experiment_spec.h"

namespace imprint {

enum class CurveSegment { hold, linear, cosine, exponential, rex, bezier };

/// In the order of the enumeration: "hold", "linear", ...
const std::string& segment_name(CurveSegment segment);

/// Control points of a bezier segment: x as a share of the segment, bits as an offset from the nearer end point, so
/// that they follow when the points move.
struct BezierHandles {
  double x1 = 1.0 / 3;
  double bits1 = 0;
  double x2 = 2.0 / 3;
  double bits2 = 0;
  bool operator==(const BezierHandles&) const = default;
};

struct CurvePoint {
  double at = 0;  // phase of the cycle, 0..1
  double bits = 0;
  CurveSegment segment = CurveSegment::hold;  // on to the next point
  BezierHandles handles = {};                 // bezier only
  bool operator==(const CurvePoint&) const = default;
};

using CurvePoints = std::vector<CurvePoint>;

/// The points of a stored curve and back. Precondition: curve_problems finds nothing but bits out of their range.
CurvePoints curve_points(const PrecisionCurve& curve);
void set_curve_points(PrecisionCurve& curve, std::span<const CurvePoint> points);

/// A cubic Bezier coordinate at its parameter t in 0..1.
double bezier_cubic(double a, double b, double c, double d, double t);
/// The parameter at which the segment's x is `u`, a share of the segment: x never falls, so halving finds it to the
/// last bit.
double bezier_parameter(const BezierHandles& handles, double u);

/// A place of the motif, and what is left of it: 1 - x, given apart where it is known with one rounding less
/// (cycles.h).
struct CurvePlace {
  CurvePlace(double place) : x(place), left(1 - place) {}
  CurvePlace(double place, double rest) : x(place), left(rest) {}
  double x;
  double left;
};

/// The value at a place, not rounded. Precondition: there is a point and places ascend.
double curve_value(std::span<const CurvePoint> points, CurvePlace place, double rex_constant = 0.9);

/// The bits between which a curve lies and is turned upside down.
struct BitRange {
  double low = 1;
  double high = 32;
};

/// low + high - curve_value, for points whose bits are shares of the range, with ties as the named schedules have them.
double turned_bits(std::span<const CurvePoint> growths, CurvePlace place, BitRange range, double rex_constant = 0.9);

}  // namespace imprint
