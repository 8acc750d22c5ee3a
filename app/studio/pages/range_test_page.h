// SPDX-License-Identifier: GPL-3.0-or-later
// CPT's precision range test: its parameters, accuracy and gains as they come, and the bounds it proposes.
#pragma once

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <vector>

#include "app/studio/bridge/range_test_session.h"
#include "app/studio/charts/chart_card.h"
#include "app/studio/charts/gain_chart.h"
#include "app/studio/models/experiment_draft.h"
#include "app/studio/widgets/field_row.h"
#include "app/studio/widgets/summary_strip.h"

namespace imprint::studio {

class RangeTestPage : public QWidget {
  Q_OBJECT

 public:
  RangeTestPage(ExperimentDraft& draft, RangeTestJob job, QWidget* parent = nullptr);
  ~RangeTestPage() override;

  RangeTestSession& session() { return session_; }
  QAction* start_action() const { return start_; }
  QPushButton& use_button() { return *use_; }
  QString headline() const { return strip_->headline(); }
  /// While an experiment runs, no test can start: both want all cores.
  void set_busy(bool busy);
  /// The gains of a test that has come to its end.
  std::optional<FigureRequest> figure() const;
  void offer_export(const ExportMenu& fill);

 Q_SIGNALS:
  void bounds_chosen(int min_bits, int max_bits);
  void failed(const QString& message);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* make_parameters();
  QWidget* make_results();
  void toggle();
  void refresh();
  void refresh_words();
  void refresh_curves();
  void make_lines();

  ExperimentDraft& draft_;
  RangeTestSession session_;
  ChartLink link_;
  Curve accuracy_;
  Curve bits_;
  std::size_t drawn_steps_ = 0;
  std::vector<FieldRow*> rows_;
  QAction* start_;
  QLabel* subject_;
  SummaryStrip* strip_;
  QPushButton* use_;
  ChartCard* accuracy_card_;
  ChartCard* bits_card_;
  GainChart* gains_;
  QHBoxLayout* gains_header_ = nullptr;
  bool busy_ = false;
  bool shows_running_ = false;
};

}  // namespace imprint::studio
