// SPDX-License-Identifier: GPL-3.0-or-later
// How values become heights: linear, logarithmic, symmetric logarithmic for curves that change sign, or linear with a
// stretch left out.
//
//   linear f(y) = y      log f(y) = log10(y), y > 0      symlog f(y) = sign(y) log10(1 + |y| / threshold)
//   broken f(y) = y up to break_low, then gap_share of the slope up to break_high, then the slope of before
#pragma once

#include <optional>

namespace imprint {

enum class ScaleKind { linear, logarithmic, symmetric_log, broken };

struct ValueScale {
  ScaleKind kind = ScaleKind::linear;
  double threshold = 1;  // symlog: about linear below it, in the unit of the values; > 0
  double break_low = 0;  // broken: the two ends of what is left out, low < high
  double break_high = 1;
  double gap_share = 0.1;  // broken: the height of the gap, as a share of what it leaves out; > 0

  double forward(double y) const;
  double inverse(double height) const;
  bool positive_only() const { return kind == ScaleKind::logarithmic; }
  /// Inside the stretch that a broken scale leaves out, its ends not counted.
  bool leaves_out(double y) const { return kind == ScaleKind::broken && y > break_low && y < break_high; }
  bool operator==(const ValueScale&) const = default;
};

/// A closed range of values, or of heights.
struct ValueRange {
  double low = 0;
  double high = 1;
  double size() const { return high - low; }
  bool operator==(const ValueRange&) const = default;
};

/// The range that holds both.
ValueRange united(const ValueRange& a, const ValueRange& b);
/// Of those that are there.
std::optional<ValueRange> united(const std::optional<ValueRange>& a, const std::optional<ValueRange>& b);

/// A threshold that shows the decades of values whose largest magnitude is `largest`: a power of ten, 3 decades below.
double symlog_threshold(double largest);

/// `range` with a margin (a share of its height on the scale) on both sides; a range of no height gets one.
ValueRange with_margin(const ValueRange& range, const ValueScale& scale, double share);

}  // namespace imprint
