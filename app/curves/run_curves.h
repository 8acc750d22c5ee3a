// SPDX-License-Identifier: GPL-3.0-or-later
// All metrics of a run as curves over the step, one set an arm.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/curves/curve.h"
#include "core/results/metric_row.h"

namespace imprint {

class RunCurves {
 public:
  /// Adds rows in the order in which they were stored. Rows at or before a metric's last step replace what was
  /// there: a resumed run measures the steps after its checkpoint anew.
  void append(const std::string& arm, std::span<const MetricRow> rows);

  /// nullptr when the arm has no such metric.
  const Curve* find(const std::string& arm, const std::string& metric) const;
  /// Every metric that any arm has, by name.
  std::vector<std::string> metrics() const;
  /// The metric's latest value; NaN when there is none.
  double latest(const std::string& arm, const std::string& metric) const;
  /// The largest step that any metric of any arm has; -1 without rows.
  std::int64_t last_step() const { return last_step_; }
  bool empty() const { return arms_.empty(); }

 private:
  using Metrics = std::map<std::string, Curve, std::less<>>;
  std::map<std::string, Metrics, std::less<>> arms_;
  std::int64_t last_step_ = -1;
};

}  // namespace imprint
