// SPDX-License-Identifier: GPL-3.0-or-later
// Fisher and Hessian traces over the training of all runs of a sweep, by condition.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/workflow/report/sweep_report.h"
#include "app/workflow/sweep/sweep_plan.h"

namespace imprint {

/// One metric of the runs of one condition; x = steps.
struct TraceGroup {
  std::vector<BandPoint> mean;               // over the seeds that measured at the step
  std::vector<std::vector<BandPoint>> runs;  // one a seed
};

struct TraceCondition {
  std::string label;
  std::vector<Coordinate> coordinates;
  std::vector<StepWindow> windows;
  std::string kind;   // of the first deficit
  int baseline = -1;  // in `conditions`; -1 for a baseline itself
  TraceGroup fisher, hessian;
};

struct SweepTraces {
  std::vector<TraceCondition> conditions;  // baselines too, in the order of the plan
  std::int64_t steps_per_epoch = 1;
  int runs = 0;  // that have measured anything
};

/// Reads what is there; runs without metrics have no curve. A run that is the same as another has its curve. Files that
/// can't be read are left out.
SweepTraces load_sweep_traces(const std::filesystem::path& directory, const SweepPlan& plan);

}  // namespace imprint
