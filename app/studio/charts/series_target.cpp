// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/series_target.h"

#include <QAbstractSeries>
#include <QChart>
#include <algorithm>

namespace imprint::studio {

void add_series(SeriesTarget target, QAbstractSeries& series) {
  target.chart->addSeries(&series);
  series.attachAxis(target.x);
  series.attachAxis(target.y);
}

DecimationView visible_columns(const StepMapping& mapping, const PlotGeometry& geometry) {
  DecimationView view;
  view.begin = mapping.step(geometry.x.low);
  view.end = mapping.step(geometry.x.high);
  view.columns = std::max(1, static_cast<int>(geometry.plot.width()));
  // Columns are equal in the log of what is shown; that is the log of the step only without an offset.
  view.logarithmic_x = geometry.logarithmic_x && mapping.offset == 0 && view.begin > 0;
  view.positive_only = geometry.y_scale.positive_only();
  return view;
}

QPointF unit_point(const PlotGeometry& geometry, double shown, double value) {
  return {std::clamp(geometry.unit_x(shown), -50.0, 50.0), std::clamp(geometry.unit_y(value), -50.0, 50.0)};
}

}  // namespace imprint::studio
