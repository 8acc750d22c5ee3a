// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/recovery.h"

#include "analysis/critical/baseline_values.h"
#include "analysis/critical/damage.h"
#include "core/results/metric_info.h"

namespace imprint {

std::vector<GapPoint> recovery_curve(std::span<const MetricRow> baseline, std::span<const MetricRow> deficit,
                                     const std::string& metric, std::int64_t deficit_end) {
  const BaselineValues without(baseline, metric);
  const double sign = lower_is_better(metric) ? -1 : 1;
  std::vector<GapPoint> curve;
  for (const MetricRow& row : deficit) {
    if (row.metric != metric || row.step < deficit_end) continue;
    if (const auto value = without.at(row.step)) curve.push_back({row.step - deficit_end, sign * (*value - row.value)});
  }
  return curve;
}

std::optional<std::int64_t> steps_to_recover(std::span<const GapPoint> curve, double margin) {
  std::optional<std::int64_t> since;
  for (const GapPoint& point : curve) {
    if (!(point.gap <= margin))
      since.reset();  // NaN is no recovery
    else if (!since)
      since = point.steps_after;
  }
  return since;
}

}  // namespace imprint
