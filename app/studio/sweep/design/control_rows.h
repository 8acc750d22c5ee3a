// SPDX-License-Identifier: GPL-3.0-or-later
// The controls that the literature asks for, as switches. Those of the training are fields of the base experiment.
#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QWidget>
#include <string>
#include <vector>

#include "app/studio/sweep/design/sweep_draft.h"
#include "app/studio/widgets/segmented_switch.h"

class QGridLayout;

namespace imprint::studio {

class ControlRows : public QWidget {
  Q_OBJECT

 public:
  explicit ControlRows(SweepDraft& draft, QWidget* parent = nullptr);

  SegmentedSwitch& budget() { return *budget_; }
  SegmentedSwitch& clock() { return *clock_; }
  QCheckBox& restart() { return *restart_; }
  QCheckBox& no_decay() { return *no_decay_; }
  QCheckBox& late() { return *late_; }
  QLineEdit& late_onset() { return *late_onset_; }
  QLineEdit& margin() { return *margin_; }
  QLineEdit& processes() { return *processes_; }
  SegmentedSwitch& order() { return *order_; }
  QComboBox& interval() { return *interval_; }

 private:
  void add_row(const QString& label, QWidget* editor, const QString& help);
  void connect_editors();
  void refresh();
  void set_base(const char* key, const QString& text);
  void set_late(bool wanted);
  void take_number(QLineEdit* line, double SweepSettings::*member, const QString& action);
  void take_processes(const QString& text);
  void take_choice(const std::vector<std::string>& names, int index, std::string SweepSettings::*member,
                   const QString& action);
  static void mark(QLineEdit* line, bool wrong);

  SweepDraft& draft_;
  QGridLayout* grid_;
  SegmentedSwitch* budget_;
  SegmentedSwitch* clock_;
  QCheckBox* restart_;
  QCheckBox* no_decay_;
  QCheckBox* late_;
  QLineEdit* late_onset_;
  QLineEdit* margin_;
  QLineEdit* processes_;
  SegmentedSwitch* order_;
  QComboBox* interval_;
  double last_decay_;
};

}  // namespace imprint::studio
