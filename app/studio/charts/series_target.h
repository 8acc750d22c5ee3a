// SPDX-License-Identifier: GPL-3.0-or-later
// How curves get into a chart whose own axes stand still at [0, 1].
#pragma once

#include <QPointF>

#include "app/curves/decimator.h"
#include "app/studio/charts/plot_geometry.h"

class QAbstractAxis;
class QAbstractSeries;
class QChart;

namespace imprint::studio {

struct SeriesTarget {
  QChart* chart;
  QAbstractAxis* x;
  QAbstractAxis* y;
};

void add_series(SeriesTarget target, QAbstractSeries& series);

/// The pixel columns in view, in steps.
DecimationView visible_columns(const StepMapping& mapping, const PlotGeometry& geometry);

/// Unit coordinates, kept near the plot: far outside of it Qt's rasterizer loses lines.
QPointF unit_point(const PlotGeometry& geometry, double shown, double value);

}  // namespace imprint::studio
