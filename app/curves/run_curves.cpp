// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/run_curves.h"

#include <algorithm>
#include <set>

namespace imprint {

void RunCurves::append(const std::string& arm, std::span<const MetricRow> rows) {
  Metrics& metrics = arms_[arm];
  for (const MetricRow& row : rows) {
    metrics[row.metric].append(static_cast<double>(row.step), row.value, row.standard_error);
    last_step_ = std::max(last_step_, row.step);
  }
}

const Curve* RunCurves::find(const std::string& arm, const std::string& metric) const {
  const auto metrics = arms_.find(arm);
  if (metrics == arms_.end()) return nullptr;
  const auto curve = metrics->second.find(metric);
  return curve == metrics->second.end() ? nullptr : &curve->second;
}

std::vector<std::string> RunCurves::metrics() const {
  std::set<std::string> names;
  for (const auto& [arm, metrics] : arms_)
    for (const auto& [name, curve] : metrics) names.insert(name);
  return {names.begin(), names.end()};
}

double RunCurves::latest(const std::string& arm, const std::string& metric) const {
  const Curve* curve = find(arm, metric);
  if (curve == nullptr || curve->samples().empty()) return std::numeric_limits<double>::quiet_NaN();
  return curve->samples().y(curve->samples().size() - 1);
}

}  // namespace imprint
