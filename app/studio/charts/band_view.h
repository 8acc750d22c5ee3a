// SPDX-License-Identifier: GPL-3.0-or-later
// The Qt Charts area that shows the band of one standard error around a curve.
#pragma once

#include <QColor>
#include <QList>

#include "app/curves/curve.h"
#include "app/studio/charts/series_target.h"

class QAreaSeries;
class QLineSeries;

namespace imprint::studio {

class BandView {
 public:
  explicit BandView(SeriesTarget target);
  ~BandView();
  BandView(const BandView&) = delete;
  BandView& operator=(const BandView&) = delete;

  void draw(const Curve& curve, const StepMapping& mapping, const PlotGeometry& geometry, const QColor& colour);
  void hide();

 private:
  SeriesTarget target_;
  QLineSeries* upper_;
  QLineSeries* lower_;
  QAreaSeries* area_;
};

}  // namespace imprint::studio
