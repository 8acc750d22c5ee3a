// SPDX-License-Identifier: GPL-3.0-or-later
// Small multiples: one trace over the training, a panel a condition, its baseline in every panel, all on one scale.
#pragma once

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QWidget>
#include <vector>

#include "app/studio/sweep/results/band_plot.h"
#include "app/studio/widgets/segmented_switch.h"
#include "app/workflow/report/sweep_traces.h"

namespace imprint::studio {

class TracesView : public QWidget {
  Q_OBJECT

 public:
  explicit TracesView(QWidget* parent = nullptr);

  void set_traces(SweepTraces traces);
  const std::vector<BandPlot*>& panels() const { return panels_; }
  SegmentedSwitch& metric_switch() { return *metric_; }
  SegmentedSwitch& scale_switch() { return *scale_; }
  /// More conditions than that are not drawn; a line says how many are left out.
  static constexpr int most_panels = 60;

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void arrange();
  BandPlotContent panel_content(const TraceCondition& condition) const;
  const TraceGroup& group_of(const TraceCondition& condition) const;

  SweepTraces traces_;
  SegmentedSwitch* metric_;
  SegmentedSwitch* scale_;
  QLabel* words_;
  QScrollArea* scroll_;
  QWidget* inside_;
  QGridLayout* grid_;
  std::vector<BandPlot*> panels_;
  int columns_ = 0;
};

}  // namespace imprint::studio
