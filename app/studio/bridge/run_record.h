// SPDX-License-Identifier: GPL-3.0-or-later
// One run as the window shows it, whether it is planned, running or stored.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/curves/run_curves.h"
#include "app/workflow/compare/continuation_cost.h"
#include "core/results/probe_row.h"
#include "core/results/run_records.h"
#include "core/spec/experiment_spec.h"

namespace imprint::studio {

struct RunRecord {
  std::filesystem::path directory;  // empty while only planned
  ExperimentSpec spec;
  RunPlan plan;
  RunStatus status;
  RunProgress progress;
  RunCurves curves;
  std::optional<ComparisonResult> comparison;
  std::optional<ContinuationCost> continuation = {};  // of both arms, once they have told it
  std::vector<std::string> left_out = {};             // files of a stored run that can't be read, and why
  std::vector<ProbeRow> probes = {};                  // how the latest number of each measure was taken
};

/// The end of the last deficit window in steps; 0 without one.
std::int64_t deficit_end(const RunPlan& plan);

/// Takes later rows in place of the same measures' earlier ones.
void take_probes(RunRecord& run, const std::vector<ProbeRow>& rows);

/// Whether the run has an arm of that name.
bool has_arm(const RunPlan& plan, const std::string& arm);

/// The arm that the spec itself describes; the other one is its baseline.
inline constexpr char main_arm[] = "deficit";
inline constexpr char baseline_arm[] = "baseline";

}  // namespace imprint::studio
