// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_compare_model.h"

#include <QFont>
#include <algorithm>
#include <cmath>

#include "app/studio/models/run_columns.h"
#include "app/studio/theme/theme.h"
#include "core/base/text.h"
#include "core/spec/condition.h"

namespace imprint::studio {
namespace {

/// Every field that one of the runs has changed, in the order in which they are met.
std::vector<std::string> changed_keys(const std::vector<const RunEntry*>& runs) {
  std::vector<std::string> keys;
  for (const RunEntry* run : runs) {
    for (const std::string& line : split(run->fields, '\n')) {
      const std::string key = line.substr(0, line.find(" = "));
      if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

QString field_cell(const RunEntry& run, const std::string& key) {
  if (run.condition.empty()) return "?";
  const std::string text = field_in(run.fields, key);
  return text.empty() ? QString("–") : QString::fromStdString(text);
}

bool all_equal(const QStringList& cells) {
  return std::ranges::all_of(cells, [&](const QString& cell) { return cell == cells.front(); });
}

/// The column's name: the run's, with its seed where names repeat.
QString heading(const std::vector<const RunEntry*>& runs, const RunEntry& run) {
  const auto same = [&](const RunEntry* other) { return run_name(*other) == run_name(run); };
  if (std::ranges::count_if(runs, same) < 2) return run_name(run);
  return run_name(run) + "\nseed " + QString::number(run.seed);
}

}  // namespace

void RunCompareModel::set_runs(const std::vector<const RunEntry*>& chosen) {
  const std::vector<const RunEntry*> runs(
      chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(std::min(chosen.size(), most_runs)));
  beginResetModel();
  names_.clear();
  rows_.clear();
  for (const RunEntry* run : runs) names_ << heading(runs, *run);
  if (!runs.empty()) add_differences(runs);
  differences_ = static_cast<int>(rows_.size());
  if (!runs.empty()) add_results(runs);
  endResetModel();
}

void RunCompareModel::add_differences(const std::vector<const RunEntry*>& runs) {
  for (const std::string& key : changed_keys(runs)) {
    Row row{QString::fromStdString(key), {}};
    for (const RunEntry* run : runs) row.cells << field_cell(*run, key);
    if (!all_equal(row.cells)) rows_.push_back(std::move(row));
  }
}

/// A result that none of them has is left out.
void RunCompareModel::add_results(const std::vector<const RunEntry*>& runs) {
  for (const RunColumn& column : run_columns()) {
    if (!column.outcome && column.id != "state") continue;
    Row row{column.title, {}};
    for (const RunEntry* run : runs) row.cells << column.text(*run);
    const bool is_missing = std::ranges::all_of(row.cells, [](const QString& cell) { return cell == "–"; });
    if (!is_missing) rows_.push_back(std::move(row));
  }
}

int RunCompareModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int RunCompareModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(names_.size());
}

QVariant RunCompareModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  if (role == Qt::DisplayRole) return row.cells[index.column()];
  if (role == Qt::ToolTipRole) return row.title + ": " + row.cells[index.column()];
  if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
  if (role == Qt::FontRole && index.row() >= differences_) return sized_font(0, QFont::Medium);
  return {};
}

QVariant RunCompareModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount())) return {};
  if (role == Qt::DisplayRole)
    return orientation == Qt::Horizontal ? names_[section] : rows_[static_cast<std::size_t>(section)].title;
  if (role == Qt::TextAlignmentRole)
    return QVariant((orientation == Qt::Horizontal ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  return {};
}

}  // namespace imprint::studio
