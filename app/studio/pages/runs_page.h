// SPDX-License-Identifier: GPL-3.0-or-later
// The stored runs: a filter line, a table, and beneath it the charts of what is chosen, or a comparison, beside tags
// and note. The index behind it works in a thread of its own.
#pragma once

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <map>

#include "app/studio/bridge/run_catalog.h"
#include "app/studio/pages/charts_page.h"
#include "app/studio/pages/compare_view.h"
#include "app/studio/pages/run_notes_editor.h"
#include "app/studio/pages/run_table.h"
#include "app/studio/widgets/elided_label.h"
#include "app/studio/widgets/message_bar.h"

namespace imprint::studio {

class RunsPage : public QWidget {
  Q_OBJECT

 public:
  explicit RunsPage(std::filesystem::path root, QWidget* parent = nullptr);
  ~RunsPage() override;

  /// Looks what has changed in the directories, in the background.
  void reload();
  void set_root(const std::filesystem::path& root);
  const std::filesystem::path& root() const { return root_; }
  /// Chooses that run as soon as it is known.
  void select(const std::filesystem::path& directory);
  /// While a job runs, no other run can be opened, continued or cloned.
  void set_busy(bool busy);
  /// Whether nothing is being read or computed.
  bool is_settled() const;

  RunTable& table() { return *table_; }
  RunTableModel& model() { return model_; }
  ChartsPage& charts() { return *charts_; }
  CompareView& compare() { return *compare_; }
  RunNotesEditor& notes() { return *notes_; }
  MessageBar& message() { return *message_; }
  QLineEdit& filter() { return *filter_; }
  RunCatalog& catalog() { return catalog_; }
  QString count_text() const { return count_->text(); }
  QAction* open_action() const { return open_; }
  QAction* continue_action() const { return continue_; }
  QAction* clone_action() const { return clone_; }
  QAction* group_action() const { return group_; }
  QAction* compare_action() const { return comparing_; }
  QAction* trash_action() const { return trash_; }
  QAction* show_trash_action() const { return show_trash_; }
  QAction* empty_trash_action() const { return empty_trash_; }
  /// At most that many runs are laid over each other.
  static constexpr std::size_t most_overlaid = 8;

  void restore(const QSettings& settings);
  void save(QSettings& settings);

 Q_SIGNALS:
  void open_requested(const imprint::studio::RunRecord& run);
  void continue_requested(const imprint::studio::RunRecord& run);
  void clone_requested(const imprint::ExperimentSpec& spec);
  /// The table shows what the catalog knows.
  void list_loaded();
  void failed(const QString& message);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QAction* make_action(const QString& icon, const QString& text, const QString& help, const QKeySequence& key = {});
  void make_actions();
  void add_jump(const QKeySequence& key, std::function<void()> jump);
  QWidget* make_header();
  QWidget* make_details();
  QMenu* make_more_menu();
  void connect_parts();
  void show_entries(const RunCatalog::Entries& entries);
  void show_chosen();
  void show_charts();
  void show_progress(qint64 done, qint64 in_all);
  void show_counts();
  void show_empty_text();
  void apply_filter();
  void set_grouped(bool grouped);
  void compute_intervals();
  void set_trash_shown(bool shown);
  void move_chosen();
  void ask_to_empty_trash();
  void load(const std::filesystem::path& directory);
  void forget_old_records();
  void refresh_actions();
  void choose_root();
  RunCatalog::Paths chosen_directories() const;
  std::shared_ptr<const RunRecord> loaded(const std::filesystem::path& directory) const;
  std::shared_ptr<const RunRecord> lone_record() const;

  std::filesystem::path root_;
  RunTableModel model_;
  RunCatalog catalog_;
  QLineEdit* filter_;
  ElidedLabel* count_;
  MessageBar* message_;
  QSplitter* splitter_;
  QSplitter* details_;
  RunTable* table_;
  QStackedWidget* views_;
  ChartsPage* charts_;
  CompareView* compare_;
  RunNotesEditor* notes_;
  QAction *open_, *continue_, *clone_, *group_, *comparing_, *trash_, *show_trash_, *empty_trash_;
  QAction *refresh_, *rebuild_, *choose_;
  QTimer filter_rest_;  // while one types, a message would flicker
  QTimer follow_;       // runs of other processes
  QString filter_problem_;
  std::map<std::filesystem::path, std::shared_ptr<const RunRecord>> records_;
  std::filesystem::path wanted_;
  int loading_ = 0;
  bool computing_ = false;
  bool busy_ = false;
  bool opened_ = false;
};

}  // namespace imprint::studio
