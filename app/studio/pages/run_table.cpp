// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/pages/run_table.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr std::size_t most_remembered = 64;  // of a selection, when the rows are arranged anew

bool is_shown_at_first(const RunColumn& column, bool grouped) {
  if (column.id == "loss") return false;
  return !grouped || (column.id != "begun" && column.id != "tags" && column.id != "data");
}

const char* header_key(int which) { return which == 0 ? "runs/columns" : "runs/group-columns"; }

}  // namespace

RunTable::RunTable(RunTableModel& model, QWidget* parent) : QTreeView(parent), model_(model), empty_(new QLabel(this)) {
  setModel(&model_);
  setSortingEnabled(true);
  header()->setSortIndicator(column_place("begun"), Qt::DescendingOrder);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setUniformRowHeights(true);
  setRootIsDecorated(false);
  setAllColumnsShowFocus(true);
  setExpandsOnDoubleClick(true);
  setAccessibleName("Stored runs");
  setMinimumHeight(4 * fontMetrics().height() + 64);  // the header, a few rows, or why there are none
  header()->setHighlightSections(false);
  header()->setStretchLastSection(true);
  header()->setSectionsMovable(true);
  header()->setFirstSectionMovable(false);
  header()->setMinimumSectionSize(40);
  set_default_columns(false);
  QMenu* columns = make_column_menu(this);
  header()->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header(), &QWidget::customContextMenuRequested, this,
          [this, columns](const QPoint& place) { columns->popup(header()->viewport()->mapToGlobal(place)); });
  empty_->setObjectName("muted");
  empty_->setAlignment(Qt::AlignCenter);
  empty_->setWordWrap(true);
  auto* over = new QVBoxLayout(this);
  over->setContentsMargins(24, 32, 24, 8);
  over->addWidget(empty_);
  connect(&model_, &QAbstractItemModel::modelAboutToBeReset, this, &RunTable::remember);
  connect(&model_, &QAbstractItemModel::modelReset, this, &RunTable::bring_back);
  connect(&model_, &QAbstractItemModel::dataChanged, this, [this](auto, auto, const QList<int>& roles) {
    if (roles.isEmpty()) Q_EMIT chosen_changed();  // intervals alone concern no run
  });
  connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
    if (!bringing_back_) Q_EMIT chosen_changed();
  });
  connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
    open_groups_.insert(index.data(RunTableModel::condition_role).toString());
  });
  connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
    open_groups_.erase(index.data(RunTableModel::condition_role).toString());
  });
}

void RunTable::set_default_columns(bool grouped) {
  const int digit = fontMetrics().horizontalAdvance('0');
  header()->ensurePolished();  // else its hints know nothing of the style
  for (int place = 0; place < run_column_count(); ++place) {
    const RunColumn& column = run_columns()[static_cast<std::size_t>(place)];
    const int characters = grouped ? column.group_characters : column.characters;
    header()->resizeSection(place, std::max(characters * digit + 2 * grid_unit + 4, header()->sectionSizeHint(place)));
    setColumnHidden(place, !is_shown_at_first(column, grouped));
  }
}

void RunTable::set_grouped(bool grouped) {
  if (grouped == model_.is_grouped()) return;
  headers_[model_.is_grouped() ? 1 : 0] = header()->saveState();
  const int sort_column = header()->sortIndicatorSection();
  const Qt::SortOrder order = header()->sortIndicatorOrder();
  model_.set_grouped(grouped);
  const QByteArray& state = headers_[grouped ? 1 : 0];
  if (state.isEmpty() || !header()->restoreState(state)) set_default_columns(grouped);
  header()->setSortIndicator(sort_column, order);  // what was asked for stays, whatever the other table had
  setRootIsDecorated(grouped);
}

std::vector<const RunEntry*> RunTable::chosen() const {
  QModelIndexList rows = selectionModel()->selectedRows();
  const auto place = [](const QModelIndex& index) {
    return index.parent().isValid() ? std::pair(index.parent().row(), index.row()) : std::pair(index.row(), -1);
  };
  std::ranges::sort(rows, {}, place);
  std::vector<const RunEntry*> all;
  std::set<const RunEntry*> known;
  for (const QModelIndex& row : rows) {
    for (const RunEntry* run : model_.runs(row))
      if (known.insert(run).second) all.push_back(run);
  }
  return all;
}

bool RunTable::choose(const std::filesystem::path& directory) {
  const QModelIndex index = model_.index_of(directory);
  if (!index.isValid()) return false;
  if (index.parent().isValid()) expand(index.parent());
  // Not through the view: with Ctrl held (as in a shortcut that leads here) that one toggles.
  selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  scrollTo(index);
  return true;
}

/// While a filter lets nothing through, what was chosen before stays remembered.
void RunTable::remember() {
  bringing_back_ = true;
  if (model_.rowCount() == 0) return;
  remembered_.clear();
  for (const RunEntry* run : chosen()) {
    if (remembered_.size() >= most_remembered) break;
    remembered_.push_back(run->directory);
  }
}

void RunTable::bring_back() {
  open_remembered_groups();
  QItemSelection selection;
  QModelIndex first;
  for (const std::filesystem::path& directory : remembered_) {
    const QModelIndex index = model_.index_of(directory);
    if (!index.isValid()) continue;
    if (!first.isValid()) first = index;
    selection.select(index, index.siblingAtColumn(run_column_count() - 1));
  }
  if (!first.isValid()) first = model_.index(0, 0);
  if (selection.isEmpty() && first.isValid()) selection.select(first, first.siblingAtColumn(run_column_count() - 1));
  selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
  selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  bringing_back_ = false;
  show_empty();
  Q_EMIT chosen_changed();
}

void RunTable::open_remembered_groups() {
  if (!model_.is_grouped()) return;
  const std::set<QString> wanted = open_groups_;
  for (int row = 0; row < model_.rowCount(); ++row) {
    const QModelIndex group = model_.index(row, 0);
    if (wanted.contains(group.data(RunTableModel::condition_role).toString())) expand(group);
  }
}

void RunTable::set_empty_text(const QString& text) {
  empty_->setText(text);
  show_empty();
}

void RunTable::show_empty() { empty_->setVisible(model_.rowCount() == 0); }

QMenu* RunTable::make_column_menu(QWidget* parent) {
  auto* menu = new QMenu("&Columns", parent);
  for (int column = 1; column < run_column_count(); ++column) {  // the name always stays
    QAction* action = menu->addAction(run_columns()[static_cast<std::size_t>(column)].title);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, column](bool on) { setColumnHidden(column, !on); });
    connect(menu, &QMenu::aboutToShow, action, [this, action, column] { action->setChecked(!isColumnHidden(column)); });
  }
  return menu;
}

void RunTable::restore(const QSettings& settings) {
  for (int which = 0; which < 2; ++which) headers_[which] = settings.value(header_key(which)).toByteArray();
  const QByteArray& state = headers_[model_.is_grouped() ? 1 : 0];
  if (!state.isEmpty() && !header()->restoreState(state)) set_default_columns(model_.is_grouped());
}

void RunTable::save(QSettings& settings) const {
  for (int which = 0; which < 2; ++which) {
    const bool is_current = which == (model_.is_grouped() ? 1 : 0);
    const QByteArray state = is_current ? header()->saveState() : headers_[which];
    if (!state.isEmpty()) settings.setValue(header_key(which), state);
  }
}

}  // namespace imprint::studio
