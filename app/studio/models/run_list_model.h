// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs as a table.
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/store/run_list.h"

namespace imprint::studio {

class RunListModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { name, created, dataset, model, schedule, seed, state, accuracy, column_count };
  static constexpr int sort_role = Qt::UserRole;
  static constexpr int directory_role = Qt::UserRole + 1;

  using QAbstractTableModel::QAbstractTableModel;

  /// Rows whose directories stay keep their place in the selection.
  void set_runs(std::vector<RunListing> runs);
  const RunListing& run(int row) const { return runs_[static_cast<std::size_t>(row)]; }
  /// -1 when there is none.
  int row_of(const std::filesystem::path& directory) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  bool same_directories(const std::vector<RunListing>& runs) const;

  std::vector<RunListing> runs_;
};

/// Whether the run can be continued from where it stands.
bool can_continue(const RunListing& run);

}  // namespace imprint::studio
