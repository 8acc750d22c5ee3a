// SPDX-License-Identifier: GPL-3.0-or-later
// Four linked charts of one or more runs, with what they say in words.
#pragma once

#include <QComboBox>
#include <QGridLayout>
#include <QSettings>
#include <QWidget>
#include <array>
#include <memory>

#include "app/studio/charts/chart_card.h"
#include "app/studio/charts/legend.h"
#include "app/studio/pages/run_lines.h"
#include "app/studio/pages/segmented_switch.h"
#include "app/studio/pages/summary_strip.h"

namespace imprint::studio {

class ChartsPage : public QWidget {
  Q_OBJECT

 public:
  explicit ChartsPage(QWidget* parent = nullptr);
  ~ChartsPage() override;

  /// Shows these runs; they may grow, `refresh` then draws what is new.
  void set_runs(ShownRuns runs);
  const ShownRuns& runs() const { return runs_; }
  /// Call at every tick.
  void refresh();
  /// The plan of a shown run became known, or an arm more.
  void rebuild();
  /// What the strip says instead of the runs' own words.
  void set_words(const PlainWords& words, SummaryStrip::Tone tone);

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

  SummaryStrip& strip() { return *strip_; }
  LiveChart& chart(int index) { return cards_[index]->chart(); }
  static constexpr int chart_count = 4;
  ChartLink& link() { return link_; }

  void set_unit(StepUnit unit);
  void set_smoothing(double weight);
  void set_stacked(bool stacked);
  bool is_stacked() const { return stacked_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  QWidget* make_tools();
  QComboBox* make_unit_box();
  QComboBox* make_smoothing_box();
  void make_cards();
  void arrange_cards();
  void set_axis();
  void show_words();
  void show_readouts();
  QString readout_of(const std::string& metric) const;

  ShownRuns runs_;
  std::vector<ArmLook> arms_;
  ChartLink link_;
  SummaryStrip* strip_;
  Legend* legend_;
  QComboBox* unit_box_;
  QComboBox* smoothing_box_;
  QToolButton* stack_button_;
  QGridLayout* grid_;
  std::array<ChartCard*, chart_count> cards_{};
  SegmentedSwitch* score_switch_;
  bool stacked_ = false;
  bool own_words_ = false;
};

}  // namespace imprint::studio
