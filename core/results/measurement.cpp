// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/measurement.h"

#include <algorithm>

namespace imprint {

const Estimate* Measurement::find(std::string_view metric) const {
  const auto found = std::ranges::find(numbers, metric, &Measured::metric);
  return found == numbers.end() ? nullptr : &found->estimate;
}

std::vector<MetricRow> metric_rows(const Measurement& measurement, std::int64_t step) {
  std::vector<MetricRow> rows;
  for (const Measured& number : measurement.numbers) {
    if (!number.is_recorded) continue;
    const Estimate& estimate = number.estimate;
    rows.push_back({step, 0, 0, number.metric, estimate.value, estimate.standard_error});
    for (const LayerEstimate& layer : estimate.layers)
      rows.push_back({step, 0, 0, number.metric + '/' + layer.layer, layer.value, layer.standard_error});
  }
  return rows;
}

std::vector<ProbeRow> probe_rows(const Measurement& measurement, std::int64_t step) {
  std::vector<ProbeRow> rows;
  for (const auto& [metric, how, is_recorded] : measurement.numbers)
    if (is_recorded && !how.estimator.empty())
      rows.push_back({step, metric, how.estimator, how.samples, how.draws, how.products, how.tolerance, how.residual});
  return rows;
}

}  // namespace imprint
