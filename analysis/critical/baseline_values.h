// SPDX-License-Identifier: GPL-3.0-or-later
// What the baseline was worth at a step of the deficit's run.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "core/results/metric_row.h"

namespace imprint {

class BaselineValues {
 public:
  BaselineValues(std::span<const MetricRow> baseline, const std::string& metric) {
    for (const MetricRow& row : baseline)
      if (row.metric == metric) values_[row.step] = row.value;
  }

  /// Its value at that step, or its last one once it has ended; nothing where it was not evaluated.
  std::optional<double> at(std::int64_t step) const {
    if (values_.empty()) return std::nullopt;
    if (step > values_.rbegin()->first) return values_.rbegin()->second;
    const auto found = values_.find(step);
    return found == values_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::int64_t, double> values_;
};

}  // namespace imprint
