// SPDX-License-Identifier: GPL-3.0-or-later
// What a running job told since it was last asked, by value: from the worker's thread to the window's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/workflow/run_job.h"

namespace imprint::studio {

/// Consecutive rows of one arm.
struct ArmRows {
  std::string arm;
  std::vector<MetricRow> rows;
};

struct RunNews {
  std::optional<RunPlan> plan;
  std::vector<ArmRows> rows;            // every row, in the order in which they are stored
  std::vector<ProbeRow> probes;         // of all arms
  std::optional<RunProgress> progress;  // the latest alone
  std::optional<std::string> activity;  // the latest alone
  std::vector<std::string> messages;

  bool empty() const { return !plan && rows.empty() && probes.empty() && !progress && !activity && messages.empty(); }
};

/// How the job ended: with a summary (finished, failed, cancelled), or with a sentence when it could not work at all.
struct JobOutcome {
  std::optional<RunSummary> summary = {};
  std::string error = {};  // empty when there is a summary
  bool cancelled = false;
};

}  // namespace imprint::studio
