// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs: a table, and beneath it the charts of what is selected, several laid over each other.
#pragma once

#include <QAction>
#include <QLabel>
#include <QSettings>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QTableView>
#include <QWidget>
#include <filesystem>
#include <map>

#include "app/studio/models/run_list_model.h"
#include "app/studio/pages/charts_page.h"

namespace imprint::studio {

class RunsPage : public QWidget {
  Q_OBJECT

 public:
  explicit RunsPage(std::filesystem::path root, QWidget* parent = nullptr);
  ~RunsPage() override;

  /// Reads the list anew, in the background.
  void reload();
  void set_root(const std::filesystem::path& root);
  const std::filesystem::path& root() const { return root_; }
  /// Selects that run as soon as the list is there.
  void select(const std::filesystem::path& directory);
  /// While a job runs, no other run can be opened or continued.
  void set_busy(bool busy);

  QTableView& table() { return *table_; }
  RunListModel& model() { return model_; }
  ChartsPage& charts() { return *charts_; }
  QAction* open_action() const { return open_; }
  QAction* continue_action() const { return continue_; }
  /// At most that many runs are laid over each other.
  static constexpr int most_overlaid = 8;

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 Q_SIGNALS:
  void open_requested(const imprint::studio::RunRecord& run);
  void continue_requested(const imprint::studio::RunRecord& run);
  void list_loaded();
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* make_header();
  QAction* make_action(const QString& icon, const QString& text, const QString& help);
  void make_table();
  void show_list(std::vector<RunListing> runs);
  void select_row(const QModelIndex& index);
  void show_selection();
  void load(const std::filesystem::path& directory);
  void show_charts();
  void refresh_actions();
  void choose_root();
  std::vector<std::filesystem::path> selected() const;
  const RunListing* single_selection() const;
  std::shared_ptr<const RunRecord> loaded(const std::filesystem::path& directory) const;

  std::filesystem::path root_;
  RunListModel model_;
  QSortFilterProxyModel sorted_;
  QTableView* table_;
  QLabel* empty_;
  QLabel* folder_;
  QSplitter* splitter_;
  ChartsPage* charts_;
  QAction* open_;
  QAction* continue_;
  QAction* refresh_;
  QAction* choose_;
  std::map<std::filesystem::path, std::shared_ptr<const RunRecord>> records_;
  std::filesystem::path wanted_;
  bool busy_ = false;
  bool loading_ = false;
};

}  // namespace imprint::studio
