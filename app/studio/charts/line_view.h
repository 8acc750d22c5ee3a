// SPDX-License-Identifier: GPL-3.0-or-later
// One line of a live chart with what it needs to be drawn and read.
#pragma once

#include <optional>

#include "app/curves/smoothing.h"
#include "app/curves/value_scale.h"
#include "app/studio/charts/band_view.h"
#include "app/studio/charts/chart_line.h"
#include "app/studio/charts/curve_view.h"
#include "app/studio/charts/plot_geometry.h"
#include "app/studio/charts/plot_overlay.h"
#include "app/studio/charts/series_target.h"

namespace imprint::studio {

class LineView {
 public:
  LineView(ChartLine line, SeriesTarget target);

  /// nullptr while there is none.
  const Curve* curve() const { return line_.curve(); }
  const StepMapping& mapping() const { return line_.mapping; }
  int drawn_points() const { return view_.drawn_points(); }

  /// Weight of the exponential mean; 0 = none. A line that is known at every x is never smoothed.
  void set_smoothing(double weight);
  void draw(const PlotGeometry& geometry);
  /// Of what is visible, its band included; nothing when nothing is.
  std::optional<ValueRange> visible_values(const PlotGeometry& geometry) const;
  /// What is told at a place on the axis; nothing where the curve has no sample near.
  std::optional<ReadoutRow> row_at(double shown) const;

 private:
  void hide();

  ChartLine line_;
  std::optional<SmoothedCurve> smoothed_;
  BandView band_;  // in painting order: band, raw curve, curve
  CurveView raw_view_;
  CurveView view_;
};

}  // namespace imprint::studio
