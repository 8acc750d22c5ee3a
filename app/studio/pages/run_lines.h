// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines, bands and legend entries runs become: one run as deficit against baseline, several as an overlay.
#pragma once

#include <QStringList>
#include <memory>
#include <string>
#include <vector>

#include "app/studio/bridge/run_record.h"
#include "app/studio/charts/chart_line.h"
#include "app/studio/charts/legend.h"

namespace imprint::studio {

using ShownRuns = std::vector<std::shared_ptr<const RunRecord>>;

/// One arm of one run as it looks in every chart. The baseline is dashed, and of its own colour when a run is alone.
struct ArmLook {
  std::shared_ptr<const RunRecord> run;
  std::string arm;
  QString label;
  LineStyle style;
  StepMapping mapping;
};

/// Whether the run has a place on the axis: since a deficit's end, a run without deficit has none beside others that
/// have one. The nested baseline of a run takes that run's deficit.
bool is_aligned(const ShownRuns& runs, std::size_t index, StepUnit unit);
/// The names of those that are not.
QStringList left_out(const ShownRuns& runs, StepUnit unit);

/// The main arms stand last, so that they are painted on top. Runs that are not aligned are left out.
std::vector<ArmLook> arm_looks(const ShownRuns& runs, StepUnit unit);

/// "test/<what>" with markers, "validation/<what>" where there is any and "train/<what>" faint behind it; `what` is a
/// score of the task.
std::vector<ChartLine> score_lines(const std::vector<ArmLook>& arms, const std::string& what);

/// One metric of every arm.
std::vector<ChartLine> metric_lines(const std::vector<ArmLook>& arms, const std::string& metric);

/// The designed curve thin, the effective stairs thick, from the specs alone.
std::vector<ChartLine> precision_lines(const std::vector<ArmLook>& arms);

/// The highest forward bits that any arm takes; 8 when that can't be told.
int highest_bits(const ShownRuns& runs);

std::vector<ShadedWindow> deficit_windows(const ShownRuns& runs, StepUnit unit);
std::vector<LegendEntry> legend_entries(const std::vector<ArmLook>& arms);

/// The whole horizontal axis: all planned steps, or the measured ones when nothing is planned.
ValueRange axis_range(const ShownRuns& runs, StepUnit unit);
/// One step of the first run, in the unit of the axis: where a logarithmic axis begins.
double smallest_shown(const ShownRuns& runs, StepUnit unit);
StepMapping mapping_of(const RunRecord& run, StepUnit unit);

}  // namespace imprint::studio
