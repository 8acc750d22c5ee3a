// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_record.h"

#include <algorithm>

#include "core/schedule/deficit_window.h"
#include "core/store/probe_file.h"

namespace imprint::studio {

std::int64_t deficit_end(const RunPlan& plan) { return hull_of(plan.deficit_windows).end; }

void take_probes(RunRecord& run, const std::vector<ProbeRow>& rows) {
  run.probes.insert(run.probes.end(), rows.begin(), rows.end());
  run.probes = last_probes(run.probes);
}

bool has_arm(const RunPlan& plan, const std::string& arm) {
  return std::find(plan.arms.begin(), plan.arms.end(), arm) != plan.arms.end();
}

}  // namespace imprint::studio
