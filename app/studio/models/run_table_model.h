// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs as a table: filtered, sorted, and on demand one row a condition with its runs beneath. Built for ten
// thousand of them, so it sorts and filters itself instead of through proxies.
#pragma once

#include <QAbstractItemModel>
#include <map>
#include <memory>
#include <vector>

#include "app/studio/models/run_columns.h"
#include "app/workflow/report/entry_groups.h"
#include "core/store/run_filter.h"

namespace imprint::studio {

using RunEntries = std::shared_ptr<const std::vector<RunEntry>>;

/// A mean whose interval is still to be computed, which takes a while.
struct IntervalTask {
  std::string condition;
  std::size_t outcome = 0;  // its place in run_outcomes()
  std::vector<double> values;
  std::optional<ConfidenceInterval> interval = {};
};

class RunTableModel : public QAbstractItemModel {
  Q_OBJECT

 public:
  using QAbstractItemModel::QAbstractItemModel;

  /// The condition of a group; of no use for runs.
  static constexpr int condition_role = Qt::UserRole;

  /// Rows that stay keep their place when nothing but their values has changed; else the model is reset.
  void set_entries(RunEntries entries);
  void set_filter(RunFilter filter);
  void set_grouped(bool grouped);
  bool is_grouped() const { return grouped_; }
  /// Shows the trash instead of the other runs.
  void set_trash(bool trash);
  bool shows_trash() const { return trash_; }

  /// The run in that row; nullptr for a group.
  const RunEntry* run(const QModelIndex& index) const;
  /// The run, or all runs of the group.
  std::vector<const RunEntry*> runs(const QModelIndex& index) const;
  /// An invalid one when the run is not shown.
  QModelIndex index_of(const std::filesystem::path& directory) const;
  /// How many runs pass the filter, and how many there are with the trash left out (or alone, when it is shown).
  int shown_runs() const { return static_cast<int>(shown_.size()); }
  int all_runs() const { return all_; }

  /// At most `most` of the means of groups whose interval is not known.
  std::vector<IntervalTask> missing_intervals(std::size_t most) const;
  void set_intervals(std::vector<IntervalTask> done);

  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& child) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  void sort(int column, Qt::SortOrder order) override;

 private:
  struct Mean {
    double value = 0;
    std::size_t seeds = 0;  // that have this outcome
  };
  struct Group {
    EntryGroup members;       // positions in shown_
    std::vector<Mean> means;  // one an outcome
  };
  using IntervalKey = std::pair<std::string, std::size_t>;

  void arrange();
  bool arrange_like_before();
  void collect_shown();
  void sort_shown();
  void make_groups();
  void sort_groups();
  QString group_text(const Group& group, const RunColumn& column) const;
  std::optional<ConfidenceInterval> interval_for(const Group& group, std::size_t outcome) const;

  RunEntries entries_ = std::make_shared<const std::vector<RunEntry>>();
  RunFilter filter_;
  bool grouped_ = false;
  bool trash_ = false;
  int sort_column_ = column_place("begun");
  Qt::SortOrder sort_order_ = Qt::DescendingOrder;
  int all_ = 0;
  std::vector<const RunEntry*> shown_;  // into entries_, in their order
  std::vector<Group> groups_;           // empty unless grouped
  std::map<IntervalKey, IntervalTask> intervals_;
};

}  // namespace imprint::studio
