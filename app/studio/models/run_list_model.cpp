// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_list_model.h"

#include <QDateTime>
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/studio/bridge/plain_words.h"
#include "app/studio/curves/ticks.h"

namespace imprint::studio {
namespace {

constexpr const char* headings[RunListModel::column_count] = {"Name",     "Begun", "Data",  "Model",
                                                              "Schedule", "Seed",  "State", "Test accuracy"};

QString text_of(const std::string& text) { return QString::fromStdString(text); }

QString time_text(double unix_seconds) {
  if (unix_seconds <= 0) return {};
  return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(unix_seconds)).toString("yyyy-MM-dd HH:mm");
}

QString progress_text(const RunListing& run) {
  const QString state = text_of(state_words(run.status, run.stale));
  const bool unfinished = run.status.state != RunState::finished && run.status.total_steps > 0;
  if (!unfinished || run.status.state == RunState::failed) return state;
  return state + " at " + QString::number(100 * run.status.step / run.status.total_steps) + " %";
}

QString name_text(const RunListing& run) {
  return text_of(run.name.empty() ? run.directory.filename().string() : run.name);
}

QString accuracy_text(const RunListing& run) {
  return std::isfinite(run.final_test_accuracy) ? QString::number(run.final_test_accuracy, 'f', 4) : QString("–");
}

QString display_text(const RunListing& run, int column) {
  switch (column) {
    case RunListModel::name: return name_text(run);
    case RunListModel::created: return time_text(run.created_unix_seconds);
    case RunListModel::dataset: return text_of(run.dataset);
    case RunListModel::model: return text_of(run.model);
    case RunListModel::schedule: return text_of(run.schedule) + (run.has_baseline ? " + baseline" : "");
    case RunListModel::seed: return run.problem.empty() ? QString::number(run.seed) : QString();
    case RunListModel::state: return run.problem.empty() ? progress_text(run) : "can't be read";
    case RunListModel::accuracy: return accuracy_text(run);
    default: return {};
  }
}

QVariant sort_value(const RunListing& run, int column) {
  switch (column) {
    case RunListModel::created: return run.created_unix_seconds;
    case RunListModel::seed: return static_cast<qulonglong>(run.seed);
    case RunListModel::accuracy: return std::isfinite(run.final_test_accuracy) ? run.final_test_accuracy : -1.0;
    default: return display_text(run, column);
  }
}

QString tool_tip(const RunListing& run) {
  const QString directory = text_of(run.directory.string());
  return run.problem.empty() ? directory : directory + "\n" + text_of(run.problem);
}

}  // namespace

bool RunListModel::same_directories(const std::vector<RunListing>& runs) const {
  return std::ranges::equal(runs, runs_, {}, &RunListing::directory, &RunListing::directory);
}

void RunListModel::set_runs(std::vector<RunListing> runs) {
  if (same_directories(runs)) {  // only values changed: the selection stays
    runs_ = std::move(runs);
    if (!runs_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
    return;
  }
  beginResetModel();
  runs_ = std::move(runs);
  endResetModel();
}

int RunListModel::row_of(const std::filesystem::path& directory) const {
  const auto found = std::ranges::find(runs_, directory, &RunListing::directory);
  return found == runs_.end() ? -1 : static_cast<int>(found - runs_.begin());
}

int RunListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : column_count; }

QVariant RunListModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const RunListing& listing = run(index.row());
  switch (role) {
    case Qt::DisplayRole: return display_text(listing, index.column());
    case Qt::ToolTipRole: return tool_tip(listing);
    case Qt::TextAlignmentRole:
      if (index.column() == seed || index.column() == accuracy) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
      return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    case sort_role: return sort_value(listing, index.column());
    case directory_role: return text_of(listing.directory.string());
    default: return {};
  }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= column_count) return {};
  if (role == Qt::DisplayRole) return QString(headings[section]);
  if (role == Qt::TextAlignmentRole) {
    const bool number = section == seed || section == accuracy;
    return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  return {};
}

bool can_continue(const RunListing& run) {
  if (!run.problem.empty()) return false;
  return run.stale || run.status.state == RunState::cancelled || run.status.state == RunState::failed;
}

}  // namespace imprint::studio
