// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/band_view.h"

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <vector>

namespace imprint::studio {
namespace {

QList<QPointF> edge_points(const Samples& edge, const StepMapping& mapping, const PlotGeometry& geometry) {
  DecimationView view = visible_columns(mapping, geometry);
  view.positive_only = false;  // what lies below zero runs to the bottom of a logarithmic plot instead
  std::vector<std::uint32_t> kept;
  decimate(edge, view, kept);
  QList<QPointF> points;
  points.reserve(static_cast<qsizetype>(kept.size()));
  for (const std::uint32_t index : kept) {
    const double shown = mapping.shown(edge.x(index));
    if (geometry.logarithmic_x && shown <= 0) continue;
    const bool below = geometry.y_scale.positive_only() && edge.y(index) <= 0;
    points.append(unit_point(geometry, shown, below ? geometry.y.low : edge.y(index)));
  }
  return points;
}

}  // namespace

BandView::BandView(SeriesTarget target)
    : target_(target), upper_(new QLineSeries), lower_(new QLineSeries), area_(new QAreaSeries(upper_, lower_)) {
  add_series(target_, *area_);
  area_->setPen(Qt::NoPen);
  area_->setVisible(false);
}

BandView::~BandView() {
  target_.chart->removeSeries(area_);
  delete area_;
  delete upper_;
  delete lower_;
}

void BandView::draw(const Curve& curve, const StepMapping& mapping, const PlotGeometry& geometry,
                    const QColor& colour) {
  QColor fill = colour;
  fill.setAlphaF(0.18F);
  if (area_->brush() != QBrush(fill)) area_->setBrush(fill);
  upper_->replace(edge_points(curve.upper(), mapping, geometry));
  lower_->replace(edge_points(curve.lower(), mapping, geometry));
  if (!area_->isVisible()) area_->setVisible(true);
}

void BandView::hide() {
  if (area_->isVisible()) area_->setVisible(false);
}

}  // namespace imprint::studio
