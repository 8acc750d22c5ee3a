// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done to a drawn curve, as pure functions of its points. Places are phases of the motif, 0..1 and
// ascending; bits stay within 1..32. Every function takes a right curve and returns one.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/schedule/precision_curve.h"

namespace imprint::studio {

inline constexpr double fewest_curve_bits = 1;
inline constexpr double most_curve_bits = 32;

/// Indices of points, ascending, each once.
using PointSelection = std::vector<std::size_t>;

/// A stretch of the motif and of the bits.
struct CurveBox {
  double left = 0;
  double right = 0;
  double low = 0;
  double high = 0;
};

/// A moment and the bits there: where a pencil was, or how far a drag went.
struct CurveSpot {
  double at = 0;
  double bits = 0;
};

struct InsertedPoint {
  CurvePoints points;
  std::size_t index = 0;  // of the new one
};

/// A further point on the curve at `at`; the curve stays what it was. Hold, linear and bezier segments are split
/// exactly (bezier: when x1 <= x2, which the editor keeps). The halves of cosine, exponential and rex segments become
/// beziers with the exact values and tangents at both ends; between them they leave the curve by at most 0.5 % of the
/// segment's height for cosine, 1.3 % for rex with a constant of 0.9, 2.1 % for exponential.
InsertedPoint insert_point(const CurvePoints& points, double at, double rex_constant = 0.9);

/// Handles with which a bezier segment follows point `index`'s segment as it is now.
BezierHandles bezier_like(const CurvePoints& points, std::size_t index, double rex_constant = 0.9);

/// The others stay, with their segments. One point always remains.
CurvePoints delete_points(const CurvePoints& points, const PointSelection& selection);

/// All selected ones by the same way, as far as they come: a neighbour may be reached (a vertical step) but not
/// passed. Within `resistance` of a neighbour they stop until the way leads to the neighbour or beyond.
CurvePoints move_points(const CurvePoints& points, const PointSelection& selection, CurveSpot way,
                        double resistance = 0);

/// The selected points' bounding box.
CurveBox box_of(const CurvePoints& points, const PointSelection& selection);

/// Stretches the selection from one box to another; points that were not selected still bar the way.
CurvePoints scale_points(const CurvePoints& points, const PointSelection& selection, const CurveBox& from,
                         const CurveBox& to);

/// Another segment after each selected point. A new bezier begins as what was there.
CurvePoints set_segment(const CurvePoints& points, const PointSelection& selection, CurveSegment segment,
                        double rex_constant = 0.9);

/// The line of a pencil as few points with linear segments (Ramer, Douglas and Peucker), none farther than `tolerance`
/// from the line when `unit.at` and `unit.bits` count as one. Where the pencil went back, the later line counts.
CurvePoints from_stroke(std::span<const CurveSpot> stroke, CurveSpot unit, double tolerance);

/// `drawn` in place of what was between its first and last point; outside nothing changes.
CurvePoints replace_stretch(const CurvePoints& points, const CurvePoints& drawn, double rex_constant = 0.9);

/// The nearest multiple of `step`; the value itself when step is 0.
double snapped(double value, double step);

}  // namespace imprint::studio
