// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in the columns of the table of runs.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "analysis/critical/confidence_interval.h"
#include "app/workflow/report/entry_groups.h"
#include "core/store/run_entry.h"

namespace imprint::studio {

enum class RunColumn {
  name,
  created,
  model,
  dataset,
  schedule,
  deficit,
  seed,
  state,
  accuracy,
  loss,
  damage,
  recovery,
  fisher,
  hessian,
  tags,
  count
};
inline constexpr int run_column_count = static_cast<int>(RunColumn::count);

QString column_title(RunColumn column);
/// What the column tells, a sentence.
QString column_help(RunColumn column);
bool is_number(RunColumn column);
/// The outcome that the column shows; nothing for the others.
std::optional<RunOutcome> outcome_in(RunColumn column);

QString column_text(const RunEntry& entry, RunColumn column);
/// A number as its column shows it; a dash for NaN.
QString outcome_text(double value, RunColumn column);
/// "0.9123 [0.9010, 0.9201]"; the mean alone without an interval.
QString mean_text(double mean, const std::optional<ConfidenceInterval>& interval, RunColumn column);
/// By what number columns are sorted; NaN comes last either way.
double column_number(const RunEntry& entry, RunColumn column);

/// Directory, note, problems: what stands in a row's tool tip.
QString run_tool_tip(const RunEntry& entry);
/// The run's name, its folder's when it has none.
QString run_name(const RunEntry& entry);

/// Whether the run can be continued from where it stands.
bool can_continue(const RunEntry& entry);

}  // namespace imprint::studio
