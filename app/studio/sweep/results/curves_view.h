// SPDX-License-Identifier: GPL-3.0-or-later
// Damage along an axis, and how the gap to the baseline closes after the deficit, both with bands.
#pragma once

#include <QWidget>

#include "app/studio/sweep/results/axis_choice.h"
#include "app/studio/sweep/results/band_plot.h"

namespace imprint::studio {

class CurvesView : public QWidget {
  Q_OBJECT

 public:
  explicit CurvesView(QWidget* parent = nullptr);

  void set_report(const SweepReport& report);
  AxisChoice& axes() { return *axes_; }
  BandPlot& damage() { return *damage_; }
  BandPlot& recovery() { return *recovery_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  BandPlotContent damage_content() const;
  BandPlotContent recovery_content() const;

  SweepReport report_;
  AxisChoice* axes_;
  BandPlot* damage_;
  BandPlot* recovery_;
};

/// A plot in a card.
QWidget* plot_card(BandPlot* plot, QWidget* parent);

}  // namespace imprint::studio
