// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_table_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/critical/seed_mean.h"
#include "app/studio/theme/theme.h"

namespace imprint::studio {
namespace {

constexpr std::size_t least_seeds = 2;  // for an interval

const RunColumn& column_of(int column) { return run_columns()[static_cast<std::size_t>(column)]; }

QVariant alignment(const RunColumn& column) {
  return QVariant((column.is_number() ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

/// Sorts by a number or a text of each element, NaN last in both directions; equal ones stay as they stood.
template <class Element, class NumberOf, class TextOf>
void sort_by(std::vector<Element>& elements, bool by_number, Qt::SortOrder order, NumberOf number_of, TextOf text_of) {
  std::vector<double> numbers;
  QStringList texts;
  for (const Element& element : elements)
    by_number ? numbers.push_back(number_of(element)) : texts.push_back(text_of(element));
  std::vector<std::size_t> places(elements.size());
  std::iota(places.begin(), places.end(), 0);
  const bool falling = order == Qt::DescendingOrder;
  std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) {
    if (!by_number) {
      const int compared =
          texts[static_cast<qsizetype>(a)].compare(texts[static_cast<qsizetype>(b)], Qt::CaseInsensitive);
      return falling ? compared > 0 : compared < 0;
    }
    if (std::isnan(numbers[a]) || std::isnan(numbers[b])) return !std::isnan(numbers[a]) && std::isnan(numbers[b]);
    return falling ? numbers[a] > numbers[b] : numbers[a] < numbers[b];
  });
  std::vector<Element> sorted;
  sorted.reserve(elements.size());
  for (const std::size_t place : places) sorted.push_back(std::move(elements[place]));
  elements = std::move(sorted);
}

}  // namespace

void RunTableModel::set_entries(RunEntries entries) {
  const RunEntries before = std::exchange(entries_, std::move(entries));  // its runs are compared with
  if (arrange_like_before()) return;
  arrange();
}

void RunTableModel::set_filter(RunFilter filter) {
  filter_ = std::move(filter);
  arrange();
}

void RunTableModel::set_grouped(bool grouped) {
  grouped_ = grouped;
  arrange();
}

void RunTableModel::set_trash(bool trash) {
  trash_ = trash;
  arrange();
}

void RunTableModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= run_column_count()) return;
  sort_column_ = column;
  sort_order_ = order;
  arrange();
}

void RunTableModel::arrange() {
  beginResetModel();
  collect_shown();
  sort_shown();
  make_groups();
  endResetModel();
}

/// Whether the new entries give the same rows; then only their values are told to be new.
bool RunTableModel::arrange_like_before() {
  if (grouped_) return false;
  const std::vector<const RunEntry*> before = std::exchange(shown_, {});
  collect_shown();
  sort_shown();
  const auto directory = [](const RunEntry* entry) -> const std::string& { return entry->directory.native(); };
  if (!std::ranges::equal(before, shown_, {}, directory, directory)) {
    shown_ = before;  // the reset has to begin with the old rows
    return false;
  }
  if (!shown_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, run_column_count() - 1));
  return true;
}

void RunTableModel::collect_shown() {
  shown_.clear();
  all_ = 0;
  for (const RunEntry& entry : *entries_) {
    if (entry.trashed != trash_) continue;
    ++all_;
    if (filter_.matches(entry)) shown_.push_back(&entry);
  }
}

void RunTableModel::sort_shown() {
  const RunColumn& column = column_of(sort_column_);
  sort_by(
      shown_, static_cast<bool>(column.number), sort_order_,
      [&](const RunEntry* entry) { return column.number(*entry); },
      [&](const RunEntry* entry) { return column.text(*entry); });
}

void RunTableModel::make_groups() {
  groups_.clear();
  if (!grouped_) return;
  for (EntryGroup& members : group_entries(shown_)) {
    Group group{std::move(members), {}};
    for (const RunOutcome& outcome : run_outcomes()) {
      const std::vector<double> values = outcomes_of(shown_, group.members, outcome);
      group.means.push_back({seed_mean(values), values.size()});
    }
    groups_.push_back(std::move(group));
  }
  sort_groups();
}

/// Groups came in the order of their first runs, which is right for all columns but those with a mean.
void RunTableModel::sort_groups() {
  const auto outcome = column_of(sort_column_).outcome;
  const bool by_count = column_of(sort_column_).id == "seed";
  if (!outcome && !by_count) return;
  const auto number = [&](const Group& group) {
    return by_count ? static_cast<double>(group.members.counted.size()) : group.means[*outcome].value;
  };
  sort_by(groups_, true, sort_order_, number, [](const Group&) { return QString(); });
}

const RunEntry* RunTableModel::run(const QModelIndex& index) const {
  if (!index.isValid()) return nullptr;
  const auto row = static_cast<std::size_t>(index.row());
  if (!grouped_) return shown_[row];
  return index.internalId() == 0 ? nullptr : shown_[groups_[index.internalId() - 1].members.runs[row]];
}

std::vector<const RunEntry*> RunTableModel::runs(const QModelIndex& index) const {
  if (const RunEntry* entry = run(index)) return {entry};
  std::vector<const RunEntry*> all;
  if (index.isValid())
    for (const std::size_t place : groups_[static_cast<std::size_t>(index.row())].members.runs)
      all.push_back(shown_[place]);
  return all;
}

QModelIndex RunTableModel::index_of(const std::filesystem::path& directory) const {
  const auto found = std::ranges::find_if(
      shown_, [&](const RunEntry* entry) { return entry->directory.native() == directory.native(); });
  if (found == shown_.end()) return {};
  const auto place = static_cast<std::size_t>(found - shown_.begin());
  if (!grouped_) return index(static_cast<int>(place), 0);
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const auto& members = groups_[g].members.runs;
    const auto member = std::ranges::find(members, place);
    if (member != members.end())
      return index(static_cast<int>(member - members.begin()), 0, index(static_cast<int>(g), 0));
  }
  return {};
}

std::vector<IntervalTask> RunTableModel::missing_intervals(std::size_t most) const {
  std::vector<IntervalTask> tasks;
  for (const Group& group : groups_) {
    for (std::size_t outcome = 0; outcome < run_outcomes().size(); ++outcome) {
      if (tasks.size() >= most) return tasks;
      IntervalTask task{group.members.condition, outcome, outcomes_of(shown_, group.members, run_outcomes()[outcome])};
      if (task.values.size() < least_seeds) continue;
      const auto known = intervals_.find({task.condition, outcome});
      if (known == intervals_.end() || known->second.values != task.values) tasks.push_back(std::move(task));
    }
  }
  return tasks;
}

void RunTableModel::set_intervals(std::vector<IntervalTask> done) {
  for (IntervalTask& task : done) intervals_.insert_or_assign({task.condition, task.outcome}, std::move(task));
  if (!groups_.empty())
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, run_column_count() - 1), {Qt::DisplayRole});
}

std::optional<ConfidenceInterval> RunTableModel::interval_for(const Group& group, std::size_t outcome) const {
  const auto found = intervals_.find({group.members.condition, outcome});
  if (found == intervals_.end() || found->second.values != outcomes_of(shown_, group.members, run_outcomes()[outcome]))
    return std::nullopt;
  return found->second.interval;
}

QString RunTableModel::group_text(const Group& group, const RunColumn& column) const {
  const std::size_t counted = group.members.counted.size(), in_all = group.members.runs.size();
  if (column.outcome) {
    const Mean& mean = group.means[*column.outcome];
    const OutcomeKind kind = run_outcomes()[*column.outcome].kind;
    const QString text = mean_text(mean.value, interval_for(group, *column.outcome), kind);
    return mean.seeds == 0 || mean.seeds == counted ? text : text + QString(", N = %1").arg(mean.seeds);
  }
  if (column.id == "seed") return "N = " + QString::number(counted);
  if (column.id == "state")
    return counted == in_all ? QString() : QString("%1 of %2 runs count").arg(counted).arg(in_all);
  return column.id == "tags" ? QString() : column.text(*shown_[group.members.runs.front()]);
}

QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : 0);
}

QModelIndex RunTableModel::parent(const QModelIndex& child) const {
  if (!child.isValid() || child.internalId() == 0) return {};
  return createIndex(static_cast<int>(child.internalId()) - 1, 0, static_cast<quintptr>(0));
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(grouped_ ? groups_.size() : shown_.size());
  const bool is_group = grouped_ && parent.internalId() == 0 && parent.column() == 0;
  return is_group ? static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].members.runs.size()) : 0;
}

int RunTableModel::columnCount(const QModelIndex&) const { return run_column_count(); }

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RunColumn& column = column_of(index.column());
  if (role == Qt::TextAlignmentRole) return alignment(column);
  const RunEntry* entry = run(index);
  if (role == Qt::ToolTipRole && entry != nullptr) return run_tool_tip(*entry);
  if (role == Qt::ForegroundRole && entry != nullptr && !entry->problem.empty()) return QVariant(theme().muted);
  if (role == condition_role && entry == nullptr)
    return QString::fromStdString(groups_[static_cast<std::size_t>(index.row())].members.condition);
  if (role != Qt::DisplayRole) return {};
  return entry != nullptr ? column.text(*entry) : group_text(groups_[static_cast<std::size_t>(index.row())], column);
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= run_column_count()) return {};
  const RunColumn& column = column_of(section);
  const bool is_mean = grouped_ && column.outcome.has_value();
  if (role == Qt::DisplayRole) return column.title + (is_mean ? ", mean [95 % t]" : "");
  if (role == Qt::ToolTipRole && is_mean)
    return column.help +
           "\nMean over the finished runs of distinct seeds; in brackets its 95 % Student t interval, from 2 seeds on";
  if (role == Qt::ToolTipRole) return column.help;
  if (role == Qt::TextAlignmentRole) return alignment(column);
  return {};
}

}  // namespace imprint::studio
