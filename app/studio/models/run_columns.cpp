// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/models/run_columns.h"

#include <QDateTime>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "app/curves/ticks.h"
#include "app/studio/bridge/plain_words.h"

namespace imprint::studio {
namespace {

QString text_of(const std::string& text) { return QString::fromStdString(text); }

QString time_text(double unix_seconds) {
  if (unix_seconds <= 0) return {};
  return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(unix_seconds)).toString("yyyy-MM-dd HH:mm");
}

QString state_text(const RunEntry& entry) {
  if (!entry.problem.empty()) return "can't be read";
  QString state = text_of(state_words(entry.status, entry.stale));
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

double seed_of(const RunEntry& entry) {
  return entry.condition.empty() ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(entry.seed);
}

QString tags_text(const RunEntry& entry) {
  QStringList tags;
  for (const std::string& tag : entry.tags) tags << text_of(tag);
  return tags.join(", ");
}

QString capitalised(const std::string& text) {
  QString result = text_of(text);
  result[0] = result[0].toUpper();
  return result;
}

int group_characters(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::score: return 22;
    case OutcomeKind::difference: return 24;
    case OutcomeKind::share: return 18;
    case OutcomeKind::magnitude: return 20;
  }
  return 20;
}

RunColumn column_of(std::size_t place) {
  const RunOutcome& outcome = run_outcomes()[place];
  RunColumn column{text_of(outcome.word), capitalised(outcome.word), capitalised(outcome.help),
                   [&outcome](const RunEntry& run) { return outcome_text(outcome.of(run), outcome.kind); }, outcome.of};
  column.outcome = place;
  column.group_characters = group_characters(outcome.kind);
  return column;
}

RunColumn text_column(const char* id, const char* title, const char* help, int characters,
                      std::function<QString(const RunEntry&)> text) {
  RunColumn column{id, title, help, std::move(text)};
  column.characters = column.group_characters = characters;
  return column;
}

std::vector<RunColumn> make_columns() {
  using Run = const RunEntry&;
  std::vector<RunColumn> columns = {
      text_column("name", "Name", "What the run is called", 20, run_name),
      text_column("begun", "Begun", "When it was started", 15, [](Run r) { return time_text(r.created_unix_seconds); }),
      text_column("model", "Model", "The network", 9, [](Run r) { return text_of(r.model); }),
      text_column("data", "Data", "The dataset", 9, [](Run r) { return text_of(r.dataset); }),
      text_column("schedule", "Schedule", "The precision schedule", 8, [](Run r) { return text_of(r.schedule); }),
      text_column("deficit", "Deficit", "Kind and bits of the first deficit, its onset + its length", 17,
                  deficit_words),
      text_column("seed", "Seed", "The seed; in a group, the seeds that count of all runs", 4,
                  [](Run r) { return r.condition.empty() ? QString() : QString::number(r.seed); }),
      text_column("state", "State", "How the run stands", 11, state_text),
  };
  columns[1].number = [](Run r) { return r.created_unix_seconds; };
  columns[6].number = seed_of;
  columns[6].group_characters = 6;
  columns[7].group_characters = 17;
  for (std::size_t i = 0; i < run_outcomes().size(); ++i) columns.push_back(column_of(i));
  columns.push_back(text_column("tags", "Tags", "What somebody called it", 10, tags_text));
  return columns;
}

}  // namespace

const std::vector<RunColumn>& run_columns() {
  static const std::vector<RunColumn> columns = make_columns();
  return columns;
}

int run_column_count() { return static_cast<int>(run_columns().size()); }

int column_place(const QString& id) {
  return static_cast<int>(std::ranges::find(run_columns(), id, &RunColumn::id) - run_columns().begin());
}

QString outcome_text(double value, OutcomeKind kind) {
  if (!std::isfinite(value)) return QString("–");
  const QString sign = value < 0 ? "−" : "";
  switch (kind) {
    case OutcomeKind::score: return QString::number(value, 'f', 4);
    case OutcomeKind::difference: return sign + QString::number(std::abs(value), 'f', 4);
    case OutcomeKind::share: return sign + QString::number(100 * std::abs(value), 'f', 0) + " %";
    case OutcomeKind::magnitude: break;
  }
  return text_of(value_text(value)).replace('-', QChar(0x2212));
}

QString mean_text(double mean, const std::optional<ConfidenceInterval>& interval, OutcomeKind kind) {
  QString text = outcome_text(mean, kind);
  if (!interval) return text;
  return text + " [" + outcome_text(interval->low, kind) + ", " + outcome_text(interval->high, kind) + "]";
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
