// SPDX-License-Identifier: GPL-3.0-or-later
// The Qt Charts series that draw one curve, split into segments at its gaps.
#pragma once

#include <QList>
#include <QPointF>
#include <cstdint>
#include <vector>

#include "app/studio/charts/chart_line.h"
#include "app/studio/charts/plot_geometry.h"
#include "app/studio/charts/series_target.h"

class QLineSeries;

namespace imprint::studio {

class CurveView {
 public:
  /// Series lie above those of views that were made before.
  explicit CurveView(SeriesTarget target);
  ~CurveView();
  CurveView(const CurveView&) = delete;
  CurveView& operator=(const CurveView&) = delete;

  /// One replace() a segment.
  void draw(const Samples& samples, const StepMapping& mapping, const PlotGeometry& geometry, const LineStyle& style);
  void hide();
  /// Points handed to Qt Charts by the last draw.
  int drawn_points() const { return drawn_points_; }

 private:
  using Points = QList<QPointF>;

  std::vector<Points> segments_of(const Samples& samples, const StepMapping& mapping, const PlotGeometry& geometry);
  QLineSeries* segment_series(std::size_t index);
  void style_segment(QLineSeries& series, const Points& points, const PlotGeometry& geometry, const LineStyle& style);

  SeriesTarget target_;
  std::vector<QLineSeries*> segments_;
  std::vector<std::uint32_t> kept_;
  int drawn_points_ = 0;
};

/// The length of the line in pixels: what its painting costs.
double ink_of(const QList<QPointF>& unit_points, const QRectF& plot);

}  // namespace imprint::studio
