// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/runs_page.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/bridge/background.h"
#include "app/studio/bridge/stored_run.h"
#include "app/studio/theme/theme.h"
#include "app/studio/theme/themed_icon.h"

namespace imprint::studio {
namespace {

namespace fs = std::filesystem;

constexpr char empty_text[] =
    "No runs here yet.\n\nStart an experiment, and it appears in this list as soon as it has begun;\n"
    "or choose another folder that holds runs.";

}  // namespace

RunsPage::RunsPage(fs::path root, QWidget* parent)
    : QWidget(parent),
      root_(std::move(root)),
      table_(new QTableView(this)),
      empty_(new QLabel(empty_text, table_)),
      folder_(new QLabel(this)),
      splitter_(new QSplitter(Qt::Vertical, this)),
      charts_(new ChartsPage(this)),
      open_(make_action("show", "Open", "Show this run on the experiment page, its spec in the form (Enter)")),
      continue_(make_action("continue", "Continue", "Go on with this run where it stopped")),
      refresh_(make_action("refresh", "Refresh", "Read the list again (F5)")),
      choose_(make_action("open", "Folder…", "Show the runs of another folder")) {
  refresh_->setShortcut(Qt::Key_F5);
  make_table();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(make_header());
  splitter_->addWidget(table_);
  splitter_->addWidget(charts_);
  splitter_->setChildrenCollapsible(false);
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 3);
  splitter_->setSizes({190, 560});
  column->addWidget(splitter_, 1);
  connect(refresh_, &QAction::triggered, this, &RunsPage::reload);
  connect(choose_, &QAction::triggered, this, &RunsPage::choose_root);
  connect(open_, &QAction::triggered, this, [this] {
    if (const auto run = selected().empty() ? nullptr : loaded(selected().front())) Q_EMIT open_requested(*run);
  });
  connect(continue_, &QAction::triggered, this, [this] {
    if (const auto run = selected().empty() ? nullptr : loaded(selected().front())) Q_EMIT continue_requested(*run);
  });
  set_root(root_);
}

RunsPage::~RunsPage() = default;

QAction* RunsPage::make_action(const QString& icon, const QString& text, const QString& help) {
  auto* action = new QAction(themed_icon(icon), text, this);
  action->setToolTip(help);
  addAction(action);
  return action;
}

QWidget* RunsPage::make_header() {
  auto* header = new QWidget(this);
  header->setObjectName("topBar");
  header->setAttribute(Qt::WA_StyledBackground);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(16, 6, 12, 6);
  row->setSpacing(4);
  folder_->setObjectName("muted");
  folder_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  row->addWidget(folder_, 1);
  for (QAction* action : {open_, continue_, refresh_, choose_}) {
    auto* button = new QToolButton(header);
    button->setDefaultAction(action);
    button->setObjectName("flat");
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(button);
  }
  return header;
}

void RunsPage::make_table() {
  sorted_.setSourceModel(&model_);
  sorted_.setSortRole(RunListModel::sort_role);
  sorted_.setSortCaseSensitivity(Qt::CaseInsensitive);
  table_->setModel(&sorted_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(RunListModel::created, Qt::DescendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setAccessibleName("Stored runs");
  table_->setToolTip("Select several runs (Ctrl, Shift) to lay them over each other");
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(28);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(RunListModel::name, QHeaderView::Stretch);
  table_->setMinimumHeight(120);
  empty_->setObjectName("muted");
  empty_->setAlignment(Qt::AlignCenter);
  auto* over = new QVBoxLayout(table_);
  over->addWidget(empty_);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPage::show_selection);
  connect(table_, &QTableView::activated, open_, &QAction::trigger);
}

void RunsPage::set_root(const fs::path& root) {
  root_ = root;
  records_.clear();
  folder_->setText("Runs in " + QString::fromStdString(root_.string()));
  folder_->setToolTip(QString::fromStdString(root_.string()));
  if (isVisible()) reload();
}

void RunsPage::choose_root() {
  const QString chosen =
      QFileDialog::getExistingDirectory(this, "Runs of another folder", QString::fromStdString(root_.string()));
  if (!chosen.isEmpty()) set_root(chosen.toStdString());
}

void RunsPage::reload() {
  if (loading_) return;
  loading_ = true;
  in_background(this, [root = root_] { return list_runs(root); },
                [this](QFuture<std::vector<RunListing>> listed) {
                  loading_ = false;
                  try {
                    show_list(listed.result());
                  } catch (const std::exception& error) {
                    Q_EMIT failed(error.what());
                  }
                });
}

void RunsPage::show_list(std::vector<RunListing> runs) {
  const std::vector<fs::path> before = selected();
  model_.set_runs(std::move(runs));
  empty_->setVisible(model_.rowCount() == 0);
  records_.clear();
  if (!wanted_.empty()) {
    select(wanted_);
  } else if (selected().empty()) {
    for (const fs::path& directory : before) {
      const int row = model_.row_of(directory);
      if (row < 0) continue;
      table_->selectionModel()->select(sorted_.mapFromSource(model_.index(row, 0)),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
  }
  if (selected().empty() && model_.rowCount() > 0) select_row(sorted_.index(0, 0));
  show_selection();
  Q_EMIT list_loaded();
}

void RunsPage::select(const fs::path& directory) {
  wanted_ = directory;
  const int row = model_.row_of(directory);
  if (row < 0) return;
  wanted_.clear();
  select_row(sorted_.mapFromSource(model_.index(row, 0)));
}

void RunsPage::select_row(const QModelIndex& index) {
  // Not QTableView::selectRow: with Ctrl held (as in a shortcut that leads here) that one toggles.
  table_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

std::vector<fs::path> RunsPage::selected() const {
  std::vector<fs::path> directories;
  for (const QModelIndex& index : table_->selectionModel()->selectedRows())
    directories.emplace_back(index.data(RunListModel::directory_role).toString().toStdString());
  return directories;
}

const RunListing* RunsPage::single_selection() const {
  const auto directories = selected();
  const int row = directories.size() == 1 ? model_.row_of(directories.front()) : -1;
  return row < 0 ? nullptr : &model_.run(row);
}

std::shared_ptr<const RunRecord> RunsPage::loaded(const fs::path& directory) const {
  const auto found = records_.find(directory);
  return found == records_.end() ? nullptr : found->second;
}

void RunsPage::show_selection() {
  for (const fs::path& directory : selected()) {
    if (!loaded(directory)) load(directory);
  }
  show_charts();
  refresh_actions();
}

void RunsPage::load(const fs::path& directory) {
  in_background(this, [directory] { return std::make_shared<const RunRecord>(load_stored_run(directory)); },
                [this, directory](QFuture<std::shared_ptr<const RunRecord>> read) {
                  try {
                    records_[directory] = read.result();
                    show_charts();
                    refresh_actions();
                  } catch (const std::exception& error) {
                    Q_EMIT failed(error.what());
                  }
                });
}

void RunsPage::show_charts() {
  ShownRuns runs;
  for (const fs::path& directory : selected()) {
    const auto run = loaded(directory);
    if (run && runs.size() < most_overlaid) runs.push_back(run);
  }
  if (runs != charts_->runs()) charts_->set_runs(std::move(runs));
}

void RunsPage::refresh_actions() {
  const RunListing* run = single_selection();
  const bool ready = run != nullptr && loaded(run->directory) != nullptr && !busy_;
  open_->setEnabled(ready);
  continue_->setEnabled(ready && can_continue(*run));
}

void RunsPage::set_busy(bool busy) {
  busy_ = busy;
  refresh_actions();
}

void RunsPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  reload();
}

void RunsPage::restore(const QSettings& settings) {
  splitter_->restoreState(settings.value("runs/splitter").toByteArray());
  charts_->restore(settings);
}

void RunsPage::save(QSettings& settings) const { settings.setValue("runs/splitter", splitter_->saveState()); }

}  // namespace imprint::studio
