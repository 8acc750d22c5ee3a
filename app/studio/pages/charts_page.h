// SPDX-License-Identifier: GPL-3.0-or-later
// Four linked charts of one or more runs, with what they say in words.
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QSettings>
#include <QWidget>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "app/studio/bridge/figure_request.h"
#include "app/studio/charts/chart_card.h"
#include "app/studio/charts/legend.h"
#include "app/studio/pages/continuation_table.h"
#include "app/studio/pages/run_lines.h"
#include "app/studio/widgets/segmented_switch.h"
#include "app/studio/widgets/summary_strip.h"

namespace imprint::studio {

class ChartsPage : public QWidget {
  Q_OBJECT

 public:
  explicit ChartsPage(QWidget* parent = nullptr);
  ~ChartsPage() override;

  /// Shows these runs; they may grow, `refresh` then draws what is new.
  void set_runs(ShownRuns runs);
  /// What tasks are scored by, in the order of the switch above the first chart: "accuracy", "loss", "perplexity".
  static const std::vector<std::string>& score_choices();
  const ShownRuns& runs() const { return runs_; }
  /// Call at every tick.
  void refresh();
  /// The plan of a shown run became known, or an arm more.
  void rebuild();
  /// What the strip says instead of the runs' own words.
  void set_words(const PlainWords& words, SummaryStrip::Tone tone);

  /// Settings of several pages are kept apart by `group`.
  void restore(const QSettings& settings, const QString& group = "charts");
  void save(QSettings& settings, const QString& group = "charts") const;

  SummaryStrip& strip() { return *strip_; }
  LiveChart& chart(int index) { return cards_[index]->chart(); }
  static constexpr int chart_count = 4;
  ChartLink& link() { return link_; }

  void set_unit(StepUnit unit);
  StepUnit unit() const;
  /// Shows one recorded metric in a chart; an empty name brings back what it shows by itself.
  void set_metric(int chart, const std::string& metric);
  const std::string& metric_of(int chart) const { return metrics_[static_cast<std::size_t>(chart)]; }
  void set_smoothing(double weight);
  void set_stacked(bool stacked);
  bool is_stacked() const { return stacked_; }

  /// What a chart shows as a figure; nothing while no run has a directory. `shown` keeps zoom and smoothing.
  std::optional<FigureRequest> figure_of(int chart, FigureExtent extent) const;
  /// All charts, everything that was measured.
  std::vector<FigureRequest> figures() const;
  /// Gives each chart a menu, which `fill` fills.
  void offer_export(const ExportMenu& fill);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  QWidget* make_tools();
  QComboBox* make_unit_box();
  QComboBox* make_smoothing_box();
  void make_cards();
  void arrange_cards();
  void fill_metric_menu(QMenu& menu, int chart);
  bool is_schedule(int chart) const;
  std::vector<std::string> figure_metrics(int chart) const;
  PanelRecipe panel_of(int chart, FigureExtent extent) const;
  std::vector<std::string> recorded_metrics() const;
  void set_built_in_lines();
  void set_chosen_lines();
  void fit_bits();
  void set_axis();
  std::string overlay_words() const;
  void show_words();
  void show_measures();
  void show_readouts();
  QString readout_of(const std::string& metric) const;
  static QStringList titles_of_scores();
  std::string shown_score() const;
  void offer_scores();
  /// On the scale that is usual for it.
  void show_score();

  ShownRuns runs_;
  std::vector<ArmLook> arms_;
  ChartLink link_;
  SummaryStrip* strip_;
  ContinuationTable* continuation_;
  Legend* legend_;
  QComboBox* unit_box_;
  QComboBox* smoothing_box_;
  QToolButton* stack_button_;
  QGridLayout* grid_;
  std::array<ChartCard*, chart_count> cards_{};
  SegmentedSwitch* score_switch_;                   // score_choices, those that the runs' tasks have
  std::array<std::string, chart_count> metrics_{};  // what was chosen; empty: the chart's own
  bool stacked_ = false;
  bool own_words_ = false;
};

}  // namespace imprint::studio
