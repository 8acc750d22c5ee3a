// SPDX-License-Identifier: GPL-3.0-or-later
// Mean and standard error of numbers that come one after another.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace imprint {

/// Welford's recurrence (Technometrics 4, 1962): no cancellation between a large mean and a small spread.
class RunningMoments {
 public:
  void add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
  }

  std::int64_t count() const { return count_; }
  double mean() const { return mean_; }

  /// Unbiased; infinite below two values: one value says nothing about its error.
  double variance() const {
    return count_ < 2 ? std::numeric_limits<double>::infinity() : squares_ / static_cast<double>(count_ - 1);
  }

  double standard_error_of_mean() const { return std::sqrt(variance() / static_cast<double>(count_)); }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace imprint
