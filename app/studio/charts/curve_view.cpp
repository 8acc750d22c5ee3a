// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/charts/curve_view.h"

#include <QChart>
#include <QLineSeries>
#include <algorithm>
#include <cmath>

#include "app/curves/decimator.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

// More gaps than that can't be seen apart; the line then bridges the later ones.
constexpr std::size_t most_segments = 24;
// Gaps narrower than that are not visible.
constexpr double narrowest_gap = 1.5;  // pixels
// A line whose ink exceeds that many times the plot's width is a noisy one: it is drawn thin, because a wide pen costs
// three times as much there, and undashed, because the dashes would cost twenty times as much and not be seen.
constexpr double dense_ink = 9;
constexpr double pixels_a_marker = 14;
constexpr double marker_radius = 3;  // Qt draws ellipses with this as their radius

QPen pen_of(const LineStyle& style, bool dense) {
  const QColor colour = style.secondary ? faded(style.colour, 0.45) : style.colour;
  QPen pen(colour, dense ? 1.0 : style.width);
  pen.setCapStyle(Qt::RoundCap);
  pen.setJoinStyle(Qt::RoundJoin);
  if (style.dashed && !dense) {
    pen.setCapStyle(Qt::FlatCap);
    pen.setDashPattern({4.5, 2.5});
  }
  return pen;
}

}  // namespace

double ink_of(const QList<QPointF>& points, const QRectF& plot) {
  double ink = 0;
  for (qsizetype i = 1; i < points.size(); ++i) {
    const QPointF step = points[i] - points[i - 1];
    ink += std::abs(step.x()) * plot.width() + std::min(1.0, std::abs(step.y())) * plot.height();
  }
  return ink;
}

CurveView::CurveView(SeriesTarget target) : target_(target) { segment_series(0); }

CurveView::~CurveView() {
  for (QLineSeries* series : segments_) {
    target_.chart->removeSeries(series);
    delete series;
  }
}

std::vector<CurveView::Points> CurveView::segments_of(const Samples& samples, const StepMapping& mapping,
                                                      const PlotGeometry& geometry) {
  decimate(samples, visible_columns(mapping, geometry), kept_);
  const bool positive_only = geometry.y_scale.positive_only();
  std::vector<Points> segments(1);
  segments.back().reserve(static_cast<qsizetype>(kept_.size()));
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    const double shown = mapping.shown(samples.x(kept_[i]));
    if (geometry.logarithmic_x && shown <= 0) continue;
    const QPointF point = unit_point(geometry, shown, samples.y(kept_[i]));
    Points& line = segments.back();
    const bool wide = !line.empty() && (point.x() - line.back().x()) * geometry.plot.width() > narrowest_gap;
    if (wide && segments.size() < most_segments && has_gap(samples, kept_[i - 1], kept_[i], positive_only)) {
      segments.emplace_back();
    }
    segments.back().append(point);
  }
  return segments;
}

QLineSeries* CurveView::segment_series(std::size_t index) {
  while (segments_.size() <= index) {
    segments_.push_back(new QLineSeries);
    add_series(target_, *segments_.back());
  }
  return segments_[index];
}

void CurveView::style_segment(QLineSeries& series, const Points& points, const PlotGeometry& geometry,
                              const LineStyle& style) {
  const QPen pen = pen_of(style, ink_of(points, geometry.plot) > dense_ink * geometry.plot.width());
  if (series.pen() != pen) series.setPen(pen);
  const bool few = static_cast<double>(points.size()) * pixels_a_marker < geometry.plot.width();
  const bool dots = style.markers && !style.secondary && few;
  if (series.pointsVisible() != dots) series.setPointsVisible(dots);
  if (series.markerSize() != marker_radius) series.setMarkerSize(marker_radius);
}

void CurveView::draw(const Samples& samples, const StepMapping& mapping, const PlotGeometry& geometry,
                     const LineStyle& style) {
  const std::vector<Points> segments = segments_of(samples, mapping, geometry);
  drawn_points_ = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    QLineSeries* series = segment_series(i);
    style_segment(*series, segments[i], geometry, style);
    series->replace(segments[i]);
    if (!series->isVisible()) series->setVisible(true);
    drawn_points_ += static_cast<int>(segments[i].size());
  }
  for (std::size_t i = segments.size(); i < segments_.size(); ++i) segments_[i]->setVisible(false);
}

void CurveView::hide() {
  for (QLineSeries* series : segments_) series->setVisible(false);
}

}  // namespace imprint::studio
