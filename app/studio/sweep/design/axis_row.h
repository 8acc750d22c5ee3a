// SPDX-License-Identifier: GPL-3.0-or-later
// One axis of the grid: its field, its values as text, what the text means as chips, and what is wrong with them.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QWidget>

#include "app/studio/sweep/design/sweep_draft.h"
#include "app/studio/sweep/design/value_chips.h"

namespace imprint::studio {

class AxisRow : public QWidget {
  Q_OBJECT

 public:
  AxisRow(SweepDraft& draft, int axis, QWidget* parent = nullptr);

  void refresh();
  QComboBox& field() { return *field_; }
  QLineEdit& values() { return *values_; }
  ValueChips& chips() { return *chips_; }
  QToolButton& remove_button() { return *remove_; }
  QString problem() const { return problem_->text(); }

 private:
  void show_problem();

  SweepDraft& draft_;
  int axis_;
  QComboBox* field_;
  QLineEdit* values_;
  QToolButton* remove_;
  ValueChips* chips_;
  QLabel* problem_;
};

/// Short names first, then every other field that a grid may vary.
QStringList axis_field_names(const ExperimentSpec& base);

}  // namespace imprint::studio
