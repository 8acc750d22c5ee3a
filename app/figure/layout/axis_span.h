// SPDX-License-Identifier: GPL-3.0-or-later
// Which values an axis spans: what it was told to, or what the data need.
#pragma once

#include "app/figure/figure_content.h"

namespace imprint {

struct AxisSpan {
  ValueRange range;
  ValueScale scale;
  bool has_data = false;  // else the range means nothing
};

/// Maps and categories: half a step around the names. A line's x gets a margin of 2 %, a y of 5 %; bars and
/// areas stand on their foot. y counts only what the range of x shows.
AxisSpan x_span(const FigurePanel& panel);
AxisSpan y_span(const FigurePanel& panel, const AxisSpan& x);

/// The scale with its gap `points` high on an axis of `length` points; linear when the range doesn't hold the
/// gap.
ValueScale with_gap(const ValueScale& scale, const ValueRange& range, double points, double length);

}  // namespace imprint
