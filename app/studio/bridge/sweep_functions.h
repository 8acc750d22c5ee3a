// SPDX-License-Identifier: GPL-3.0-or-later
// What the sweep page needs of the engine, as functions: the program names the real ones, tests made-up ones.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/workflow/report/sweep_report.h"
#include "app/workflow/sweep/sweep_job.h"
#include "app/workflow/sweep/sweep_plan.h"
#include "core/spec/sweep_spec.h"

namespace imprint::studio {

/// run_sweep, or what a test puts in its place.
using SweepJob = std::function<SweepSummary(const SweepOptions&, RunControl&, SweepListener&)>;

/// A sweep as its folder holds it.
struct StoredSweep {
  std::filesystem::path directory;
  SweepSpec spec;
  SweepPlan plan;
  SweepProgress progress;
  RunState state = RunState::queued;
};

/// Each may throw InputError or JobError, and all but `job` are called in any thread. An empty one is not offered.
struct SweepFunctions {
  std::function<SweepPlan(const SweepSpec&)> plan = {};
  SweepJob job = {};
  /// Writes spec and plan into a new folder.
  std::function<void(const std::filesystem::path&, const SweepSpec&, const SweepPlan&)> create = {};
  std::function<StoredSweep(const std::filesystem::path&)> open = {};
  std::function<SweepReport(const std::filesystem::path&)> report = {};
  std::function<std::string(const SweepReport&)> report_text = {};
  std::filesystem::path program = {};  // the `imprint` that a sweep starts; empty = the job finds it
};

}  // namespace imprint::studio
