// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure/figure_layout.h"

#include <cmath>

namespace imprint {
namespace {

/// Where the share of the axis lies at which `value` stands, 0 at the low end.
double share_of(double value, const ValueRange& range, const ValueScale& scale) {
  if (!std::isfinite(value) || (scale.positive_only() && value <= 0)) return no_value;
  const double low = scale.forward(range.low);
  return (scale.forward(value) - low) / (scale.forward(range.high) - low);
}

}  // namespace

bool FigureBox::contains(const FigureBox& other, double slack) const {
  return other.left >= left - slack && other.top >= top - slack && other.right() <= right() + slack &&
         other.bottom() <= bottom() + slack;
}

bool FigureBox::overlaps(const FigureBox& other) const {
  return left < other.right() && other.left < right() && top < other.bottom() && other.top < bottom();
}

double PanelLayout::page_x(double x) const { return plot.left + share_of(x, x_range, x_scale) * plot.width; }

double PanelLayout::page_y(double y) const { return plot.bottom() - share_of(y, y_range, y_scale) * plot.height; }

}  // namespace imprint
