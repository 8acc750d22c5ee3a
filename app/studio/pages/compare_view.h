// SPDX-License-Identifier: GPL-3.0-or-later
// The chosen runs beside each other: only what differs, then what came out.
#pragma once

#include <QLabel>
#include <QTableView>
#include <QWidget>

#include "app/studio/models/run_compare_model.h"

namespace imprint::studio {

class CompareView : public QWidget {
  Q_OBJECT

 public:
  explicit CompareView(QWidget* parent = nullptr);

  void set_runs(const std::vector<const RunEntry*>& runs);
  RunCompareModel& model() { return model_; }
  QTableView& table() { return *table_; }
  QString words() const { return words_->text(); }

 private:
  RunCompareModel model_;
  QLabel* words_;
  QTableView* table_;
};

}  // namespace imprint::studio
