// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of the table of runs: what each tells of a run, and how.
#pragma once

#include <QString>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/critical/confidence_interval.h"
#include "core/store/run_outcome.h"

namespace imprint::studio {

struct RunColumn {
  QString id;     // "name", "begun", ..., the words of the outcomes, "tags"
  QString title;  // "Name"
  QString help;   // a sentence
  std::function<QString(const RunEntry&)> text;
  std::function<double(const RunEntry&)> number = {};  // what it is sorted by, NaN last; empty: by its text
  std::optional<std::size_t> outcome = {};             // its place in run_outcomes()
  int characters = 8;                                  // the widest thing that it usually shows
  int group_characters = 8;

  /// Numbers stand at the right.
  bool is_number() const { return id == "seed" || outcome.has_value(); }
};

/// In the order of the table.
const std::vector<RunColumn>& run_columns();
int run_column_count();
/// The place of a column. Precondition: there is one.
int column_place(const QString& id);

/// A number as its column shows it; a dash for NaN.
QString outcome_text(double value, OutcomeKind kind);
/// "0.9123 [0.9010, 0.9201]"; the mean alone without an interval.
QString mean_text(double mean, const std::optional<ConfidenceInterval>& interval, OutcomeKind kind);

/// Directory, note, problems: what stands in a row's tool tip.
QString run_tool_tip(const RunEntry& entry);
/// The run's name, its folder's when it has none.
QString run_name(const RunEntry& entry);

/// Whether the run can be continued from where it stands.
bool can_continue(const RunEntry& entry);

}  // namespace imprint::studio
