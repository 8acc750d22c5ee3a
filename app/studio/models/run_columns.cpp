// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_columns.h"

#include <QDateTime>
#include <cmath>
#include <limits>

#include "app/curves/ticks.h"
#include "app/studio/bridge/plain_words.h"

namespace imprint::studio {
namespace {

struct ColumnWords {
  const char* title;
  const char* help;
};

constexpr ColumnWords words[run_column_count] = {
    {"Name", "What the run is called"},
    {"Begun", "When it was started"},
    {"Model", "The network"},
    {"Data", "The dataset"},
    {"Schedule", "The precision schedule"},
    {"Deficit", "Kind and bits of the first deficit, its onset + its length"},
    {"Seed", "The seed; in a group, the seeds that count of all runs"},
    {"State", "How the run stands"},
    {"Accuracy", "The last test accuracy"},
    {"Loss", "The last test loss"},
    {"Damage", "Final value of the baseline - final value with the deficit; positive = harm"},
    {"Recovery", "The share of the gap at the deficit's end that has closed"},
    {"Fisher", "The last Fisher trace"},
    {"Hessian", "The last Hessian trace"},
    {"Tags", "What somebody called it"},
};

QString text_of(const std::string& text) { return QString::fromStdString(text); }

QString time_text(double unix_seconds) {
  if (unix_seconds <= 0) return {};
  return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(unix_seconds)).toString("yyyy-MM-dd HH:mm");
}

QString state_text(const RunEntry& entry) {
  if (!entry.problem.empty()) return "can't be read";
  const QString state = text_of(state_words(entry.status, entry.stale));
  const bool unfinished = entry.status.state != RunState::finished && entry.status.total_steps > 0;
  if (!unfinished || entry.status.state == RunState::failed) return state;
  return state + " at " + QString::number(100 * entry.status.step / entry.status.total_steps) + " %";
}

/// "precision 2 bits, 0 + 5 epoch" is told shorter: the kind that most runs have goes without saying.
QString deficit_words(const RunEntry& entry) {
  QString text = text_of(deficit_text(entry));
  if (text.startsWith("precision ")) text.remove(0, 10);
  return text.isEmpty() ? QString("–") : text;
}

}  // namespace

QString column_title(RunColumn column) { return words[static_cast<int>(column)].title; }

QString column_help(RunColumn column) { return words[static_cast<int>(column)].help; }

bool is_number(RunColumn column) { return column == RunColumn::seed || outcome_in(column).has_value(); }

std::optional<RunOutcome> outcome_in(RunColumn column) {
  switch (column) {
    case RunColumn::accuracy: return RunOutcome::accuracy;
    case RunColumn::loss: return RunOutcome::loss;
    case RunColumn::damage: return RunOutcome::damage;
    case RunColumn::recovery: return RunOutcome::recovery;
    case RunColumn::fisher: return RunOutcome::fisher;
    case RunColumn::hessian: return RunOutcome::hessian;
    default: return std::nullopt;
  }
}

QString outcome_text(double value, RunColumn column) {
  if (!std::isfinite(value)) return QString("–");
  switch (column) {
    case RunColumn::accuracy:
    case RunColumn::loss: return QString::number(value, 'f', 4);
    case RunColumn::damage: return (value < 0 ? "−" : "") + QString::number(std::abs(value), 'f', 4);
    case RunColumn::recovery: return (value < 0 ? "−" : "") + QString::number(100 * std::abs(value), 'f', 0) + " %";
    default: return text_of(value_text(value)).replace('-', QChar(0x2212));
  }
}

QString mean_text(double mean, const std::optional<ConfidenceInterval>& interval, RunColumn column) {
  const QString text = outcome_text(mean, column);
  if (!interval) return text;
  return text + " [" + outcome_text(interval->low, column) + ", " + outcome_text(interval->high, column) + "]";
}

QString column_text(const RunEntry& entry, RunColumn column) {
  switch (column) {
    case RunColumn::name: return run_name(entry);
    case RunColumn::created: return time_text(entry.created_unix_seconds);
    case RunColumn::model: return text_of(entry.model);
    case RunColumn::dataset: return text_of(entry.dataset);
    case RunColumn::schedule: return text_of(entry.schedule);
    case RunColumn::deficit: return deficit_words(entry);
    case RunColumn::seed: return entry.condition.empty() ? QString() : QString::number(entry.seed);
    case RunColumn::state: return state_text(entry);
    case RunColumn::tags: {
      QStringList tags;
      for (const std::string& tag : entry.tags) tags << text_of(tag);
      return tags.join(", ");
    }
    default: break;
  }
  const auto outcome = outcome_in(column);
  return outcome ? outcome_text(outcome_of(entry, *outcome), column) : QString();
}

double column_number(const RunEntry& entry, RunColumn column) {
  if (column == RunColumn::created) return entry.created_unix_seconds;
  if (column == RunColumn::seed)
    return entry.condition.empty() ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(entry.seed);
  const auto outcome = outcome_in(column);
  return outcome ? outcome_of(entry, *outcome) : std::numeric_limits<double>::quiet_NaN();
}

QString run_tool_tip(const RunEntry& entry) {
  QStringList lines{text_of(entry.directory.string())};
  if (entry.trashed) lines << "In the trash; it came from " + text_of(entry.origin);
  for (const std::string& problem : {entry.problem, entry.notes_problem})
    if (!problem.empty()) lines << text_of(problem);
  if (!entry.note.empty()) lines << QString() << text_of(entry.note);
  return lines.join('\n');
}

QString run_name(const RunEntry& entry) {
  return text_of(entry.name.empty() ? entry.directory.filename().string() : entry.name);
}

bool can_continue(const RunEntry& entry) {
  if (!entry.problem.empty() || entry.trashed) return false;
  return entry.stale || entry.status.state == RunState::cancelled || entry.status.state == RunState::failed;
}

}  // namespace imprint::studio
