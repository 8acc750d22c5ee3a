// SPDX-License-Identifier: GPL-3.0-or-later
// Where a value lies in a plot. Qt Charts draws in the unit square (its own axes stand still at [0, 1]), so that a
// change of view costs no new layout, and one transform serves series, grid, labels and crosshair alike.
#pragma once

#include <QPointF>
#include <QRectF>
#include <cmath>

#include "app/curves/step_axis.h"
#include "app/curves/value_scale.h"

namespace imprint::studio {

struct PlotGeometry {
  QRectF plot;   // pixels
  ValueRange x;  // visible, in the unit of the axis
  bool logarithmic_x = false;
  ValueScale y_scale;
  ValueRange y;  // visible, in values

  /// Shares of the plot's width and height, 0 at the left and at the bottom.
  double unit_x(double shown) const { return share(x_height(shown), x_height(x.low), x_height(x.high)); }
  double unit_y(double value) const {
    return share(y_scale.forward(value), y_scale.forward(y.low), y_scale.forward(y.high));
  }
  double pixel_x(double shown) const { return plot.left() + unit_x(shown) * plot.width(); }
  double pixel_y(double value) const { return plot.bottom() - unit_y(value) * plot.height(); }
  /// The axis value at a pixel.
  double shown_at(double pixel) const {
    const double unit = (pixel - plot.left()) / plot.width();
    const double height = x_height(x.low) + unit * (x_height(x.high) - x_height(x.low));
    return logarithmic_x ? std::pow(10.0, height) : height;
  }
  double value_at(double pixel) const {
    const double unit = (plot.bottom() - pixel) / plot.height();
    const double low = y_scale.forward(y.low);
    return y_scale.inverse(low + unit * (y_scale.forward(y.high) - low));
  }
  bool operator==(const PlotGeometry&) const = default;

 private:
  static double share(double at, double low, double high) { return (at - low) / (high - low); }
  double x_height(double shown) const { return logarithmic_x ? std::log10(shown) : shown; }
};

}  // namespace imprint::studio
