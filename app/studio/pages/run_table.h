// SPDX-License-Identifier: GPL-3.0-or-later
// The view of the table of runs: columns that can be hidden, their widths remembered apart for runs and for groups, and
// a selection and open groups that outlive a new arrangement.
#pragma once

#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QTreeView>
#include <array>
#include <filesystem>
#include <set>
#include <vector>

#include "app/studio/models/run_table_model.h"

namespace imprint::studio {

class RunTable : public QTreeView {
  Q_OBJECT

 public:
  explicit RunTable(RunTableModel& model, QWidget* parent = nullptr);

  void set_grouped(bool grouped);
  /// The chosen runs in the order of the rows, those of chosen groups included, none twice.
  std::vector<const RunEntry*> chosen() const;
  /// Chooses that run alone and shows it; false when it is not in the table.
  bool choose(const std::filesystem::path& directory);
  void set_empty_text(const QString& text);
  /// One checkable entry a column.
  QMenu* make_column_menu(QWidget* parent);

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 Q_SIGNALS:
  /// Others are chosen, or the same ones have new values.
  void chosen_changed();

 private:
  void set_default_columns(bool grouped);
  void remember();
  void bring_back();
  void open_remembered_groups();
  void show_empty();

  RunTableModel& model_;
  QLabel* empty_;
  std::array<QByteArray, 2> headers_;  // for runs, for groups
  std::vector<std::filesystem::path> remembered_;
  std::set<QString> open_groups_;
  bool bringing_back_ = false;
};

}  // namespace imprint::studio
