// SPDX-License-Identifier: GPL-3.0-or-later
// What a run ended with: values by the names of their metrics.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>

#include "core/results/metric_row.h"

namespace imprint {

class FinalValues {
 public:
  /// NaN where there is none.
  double of(std::string_view metric) const {
    const auto found = values_.find(metric);
    return found == values_.end() ? std::numeric_limits<double>::quiet_NaN() : found->second;
  }
  void set(const std::string& metric, double value) { values_[metric] = value; }
  const std::map<std::string, double, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, double, std::less<>> values_;
};

}  // namespace imprint
