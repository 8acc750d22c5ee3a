// SPDX-License-Identifier: GPL-3.0-or-later
// What a sweep says so far: heat map, damage and recovery, traces by condition, and the table.
#pragma once

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QWidget>
#include <filesystem>
#include <optional>

#include "app/studio/bridge/figure_request.h"
#include "app/studio/bridge/sweep_functions.h"
#include "app/studio/charts/export_button.h"
#include "app/studio/sweep/results/curves_view.h"
#include "app/studio/sweep/results/heat_view.h"
#include "app/studio/sweep/results/table_view.h"
#include "app/studio/sweep/results/traces_view.h"
#include "app/studio/widgets/segmented_switch.h"
#include "app/studio/widgets/summary_strip.h"

namespace imprint::studio {

class ResultsTab : public QWidget {
  Q_OBJECT

 public:
  explicit ResultsTab(const SweepFunctions& functions, QWidget* parent = nullptr);

  /// Another sweep; nullptr for none. What is shown of the old one goes.
  void set_sweep(const StoredSweep* sweep);
  /// There is more to report: read it again, in the background, when somebody looks.
  void outdate();
  const SweepReport* report() const { return report_ ? &*report_ : nullptr; }
  void show_report(SweepReport report);
  bool is_reading() const { return reading_ || reading_traces_; }
  SummaryStrip& strip() { return *strip_; }
  SegmentedSwitch& view_switch() { return *views_; }
  HeatView& heat() { return *heat_; }
  CurvesView& curves() { return *curves_; }
  TracesView& traces() { return *traces_; }
  ConditionTable& table() { return *table_; }

  /// Heat map, damage, recovery and traces as figures; none before the first result.
  std::vector<FigureRequest> figures() const;
  /// Gives the results a button for the view in sight.
  void offer_export(const ExportMenu& fill);

 Q_SIGNALS:
  void open_requested(const std::filesystem::path& run);
  void told(const QString& text);
  void report_shown();

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void read();
  void read_traces();
  std::optional<FigureRequest> figure_in_sight() const;
  void show_view(int view);
  void show_text();
  void say_empty(const QString& why);

  SweepFunctions functions_;
  std::filesystem::path directory_;
  SweepPlan plan_;
  std::optional<SweepReport> report_;
  SummaryStrip* strip_;
  SegmentedSwitch* views_;
  QHBoxLayout* tools_;
  QToolButton* export_ = nullptr;
  QStackedWidget* stack_;
  HeatView* heat_;
  CurvesView* curves_;
  TracesView* traces_;
  ConditionTable* table_;
  bool outdated_ = false;
  bool reading_ = false;
  bool traces_outdated_ = false;
  bool reading_traces_ = false;
};

}  // namespace imprint::studio
