// SPDX-License-Identifier: GPL-3.0-or-later
// Runs beside each other: a column a run, a row a field in which they differ, then their results.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/store/run_entry.h"

namespace imprint::studio {

class RunCompareModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  using QAbstractTableModel::QAbstractTableModel;

  /// At most that many runs are compared.
  static constexpr std::size_t most_runs = 24;

  void set_runs(const std::vector<const RunEntry*>& runs);
  /// How many of the rows are fields of the spec; the results follow.
  int difference_count() const { return differences_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  struct Row {
    QString title;
    QStringList cells;  // one a run
  };

  void add_differences(const std::vector<const RunEntry*>& runs);
  void add_results(const std::vector<const RunEntry*>& runs);

  QStringList names_;
  std::vector<Row> rows_;
  int differences_ = 0;
};

}  // namespace imprint::studio
