// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/run_record.h"

#include <algorithm>

namespace imprint::studio {

std::int64_t deficit_end(const RunPlan& plan) {
  std::int64_t end = 0;
  for (const StepWindow& window : plan.deficit_windows) end = std::max(end, window.end);
  return end;
}

bool has_arm(const RunPlan& plan, const std::string& arm) {
  return std::find(plan.arms.begin(), plan.arms.end(), arm) != plan.arms.end();
}

}  // namespace imprint::studio
