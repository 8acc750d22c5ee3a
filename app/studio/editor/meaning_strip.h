// SPDX-License-Identifier: GPL-3.0-or-later
// What the schedule means for a run, live while it is drawn: mean bits, cost, bit operations, and how many iterations
// each bit width gets.
#pragma once

#include <QFrame>
#include <QString>
#include <vector>

#include "app/studio/bridge/model_size.h"
#include "app/studio/editor/curve_editor_model.h"

namespace imprint::studio {

struct MeaningValue {
  QString caption;
  QString value;
  QString detail;
  bool operator==(const MeaningValue&) const = default;
};

/// In the order of the strip. Null macs: not known yet, no bit operations are told.
std::vector<MeaningValue> meaning_values(const EvaluatedPlan& plan, const ExperimentSpec& spec, const ModelMacs* macs);

class MeaningStrip : public QFrame {
  Q_OBJECT

 public:
  MeaningStrip(CurveEditorModel& model, MacsOfModel macs_of_model, QWidget* parent = nullptr);

  const std::vector<MeaningValue>& values() const { return values_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  double paint_values(QPainter& painter, const QRectF& area);
  void paint_widths(QPainter& painter, const QRectF& area) const;

  CurveEditorModel& model_;
  ModelSize size_;
  std::vector<MeaningValue> values_;
  std::vector<double> widths_;  // of the columns so far
};

}  // namespace imprint::studio
