// SPDX-License-Identifier: GPL-3.0-or-later
// All conditions of a report as a table to copy, and what predicts the damage.
#pragma once

#include <QLabel>
#include <QTableWidget>
#include <QToolButton>
#include <QWidget>

#include "app/workflow/report/sweep_report.h"

namespace imprint::studio {

class ConditionTable : public QWidget {
  Q_OBJECT

 public:
  explicit ConditionTable(QWidget* parent = nullptr);

  void set_report(const SweepReport& report);
  QTableWidget& table() { return *table_; }
  QString predictors() const { return predictors_->text(); }
  QToolButton& copy_button() { return *copy_; }
  QToolButton& report_button() { return *report_button_; }

 Q_SIGNALS:
  void report_wanted();
  void told(const QString& text);

 private:
  void fill_row(int row, const ConditionReport& condition);
  void copy();

  SweepReport report_;
  QLabel* predictors_;
  QToolButton* copy_;
  QToolButton* report_button_;
  QTableWidget* table_;
};

}  // namespace imprint::studio
