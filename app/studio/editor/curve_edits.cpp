// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/editor/curve_edits.h"

#include <algorithm>
#include <cmath>

namespace imprint::studio {
namespace {

bool is_selected(const PointSelection& selection, std::size_t index) {
  return std::binary_search(selection.begin(), selection.end(), index);
}

/// The stretch in which point `index` may stand: to the nearest points on both sides that do not move with it.
CurveBox room_of(const CurvePoints& points, const PointSelection& selection, std::size_t index) {
  CurveBox room{0, 1, fewest_curve_bits, most_curve_bits};
  for (std::size_t i = index; i-- > 0;) {
    if (is_selected(selection, i)) continue;
    room.left = points[i].at;
    break;
  }
  for (std::size_t i = index + 1; i < points.size(); ++i) {
    if (is_selected(selection, i)) continue;
    room.right = points[i].at;
    break;
  }
  return room;
}

/// How far a way of `wanted` >= 0 leads when `gap` is what there is up to the neighbour.
double resisted(double wanted, double gap, double resistance, bool neighbour_is_a_point) {
  if (wanted >= gap) return gap;
  if (!neighbour_is_a_point) return wanted;
  return std::min(wanted, gap - std::min(resistance, gap));
}

bool has_point_at(const CurvePoints& points, const PointSelection& selection, std::size_t index, bool right) {
  for (std::size_t i = 0; i < points.size(); ++i)
    if (!is_selected(selection, i) && (right ? i > index : i < index)) return true;
  return false;
}

double way_along_time(const CurvePoints& points, const PointSelection& selection, double way, double resistance) {
  const bool right = way > 0;
  double length = std::abs(way);
  for (const std::size_t i : selection) {
    const CurveBox room = room_of(points, selection, i);
    const double gap = right ? room.right - points[i].at : points[i].at - room.left;
    length = std::min(length, resisted(std::abs(way), gap, resistance, has_point_at(points, selection, i, right)));
  }
  return right ? length : -length;
}

double way_along_bits(const CurvePoints& points, const PointSelection& selection, double way) {
  for (const std::size_t i : selection)
    way = std::clamp(way, fewest_curve_bits - points[i].bits, most_curve_bits - points[i].bits);
  return way;
}

double mapped(double value, double from_low, double from_high, double to_low, double to_high) {
  const double span = from_high - from_low;
  return span > 0 ? to_low + (value - from_low) / span * (to_high - to_low) : value + to_low - from_low;
}

}  // namespace

double snapped(double value, double step) { return step > 0 ? std::round(value / step) * step : value; }

CurvePoints delete_points(const CurvePoints& points, const PointSelection& selection) {
  CurvePoints kept;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (!is_selected(selection, i)) kept.push_back(points[i]);
  if (kept.empty()) kept.push_back(points.front());
  return kept;
}

CurvePoints move_points(const CurvePoints& points, const PointSelection& selection, CurveSpot way, double resistance) {
  const double along = way_along_time(points, selection, way.at, resistance);
  const double up = way_along_bits(points, selection, way.bits);
  CurvePoints moved = points;
  for (const std::size_t i : selection) {
    const CurveBox room = room_of(points, selection, i);  // the sum may round past the neighbour
    moved[i].at = std::clamp(points[i].at + along, room.left, room.right);
    moved[i].bits = std::clamp(points[i].bits + up, fewest_curve_bits, most_curve_bits);
  }
  return moved;
}

CurveBox box_of(const CurvePoints& points, const PointSelection& selection) {
  if (selection.empty()) return {};
  const CurvePoint& first = points[selection.front()];
  CurveBox box{first.at, points[selection.back()].at, first.bits, first.bits};
  for (const std::size_t i : selection) {
    box.low = std::min(box.low, points[i].bits);
    box.high = std::max(box.high, points[i].bits);
  }
  return box;
}

CurvePoints scale_points(const CurvePoints& points, const PointSelection& selection, const CurveBox& from,
                         const CurveBox& to) {
  CurvePoints scaled = points;
  const double stretch = from.high > from.low ? (to.high - to.low) / (from.high - from.low) : 1;
  for (const std::size_t i : selection) {
    const CurveBox room = room_of(points, selection, i);
    const double at = mapped(points[i].at, from.left, from.right, to.left, std::max(to.left, to.right));
    const double bits = mapped(points[i].bits, from.low, from.high, to.low, std::max(to.low, to.high));
    scaled[i].at = std::clamp(at, room.left, room.right);
    scaled[i].bits = std::clamp(bits, fewest_curve_bits, most_curve_bits);
    if (!is_selected(selection, i + 1)) continue;  // the handles of a whole segment grow with it
    scaled[i].handles.bits1 *= stretch;
    scaled[i].handles.bits2 *= stretch;
  }
  return scaled;
}

CurvePoints set_segment(const CurvePoints& points, const PointSelection& selection, CurveSegment segment,
                        double rex_constant) {
  CurvePoints changed = points;
  for (const std::size_t i : selection) {
    changed[i].handles = BezierHandles();
    if (segment == CurveSegment::bezier) changed[i].handles = bezier_like(points, i, rex_constant);
    changed[i].segment = segment;
  }
  return changed;
}

}  // namespace imprint::studio
