// SPDX-License-Identifier: GPL-3.0-or-later
// The samples of one curve, in the order in which they were measured; no widget knows or changes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "app/curves/minmax_pyramid.h"

namespace imprint {

/// Samples (x, y) with x ascending (equal ones allowed: vertical steps).
class Samples {
 public:
  /// Precondition: x >= the last x.
  void append(double x, double y);
  /// Drops every sample with x' >= x: what a resumed run measures anew.
  void cut_from(double x);
  void clear() { cut_from(-std::numeric_limits<double>::infinity()); }

  std::size_t size() const { return x_.size(); }
  bool empty() const { return x_.empty(); }
  std::span<const double> x() const { return x_; }
  double x(std::size_t index) const { return x_[index]; }
  double y(std::size_t index) const { return y_[index]; }
  const MinMaxPyramid& y() const { return y_; }
  /// Indices, ascending, of samples that can't be drawn: not finite; with `positive_only` also those <= 0.
  std::span<const std::uint32_t> undrawable(bool positive_only) const {
    return positive_only ? not_positive_ : not_finite_;
  }
  /// Changes whenever samples were dropped: whoever followed the appends starts over.
  std::uint64_t generation() const { return generation_; }
  /// The last sample with x' <= x; -1 when there is none.
  std::ptrdiff_t at_or_before(double x) const;

 private:
  std::vector<double> x_;
  MinMaxPyramid y_;
  std::vector<std::uint32_t> not_finite_;
  std::vector<std::uint32_t> not_positive_;  // the not finite ones, too
  std::uint64_t generation_ = 0;
};

/// A measured curve: its samples and, where they are estimates, the band of one standard error around them.
class Curve {
 public:
  /// A finite standard error adds the sample to the band. A sample at or before the last x replaces what was there.
  void append(double x, double y, double standard_error = std::numeric_limits<double>::quiet_NaN());

  const Samples& samples() const { return samples_; }
  const Samples& lower() const { return lower_; }
  const Samples& upper() const { return upper_; }
  bool has_band() const { return !lower_.empty(); }
  /// The half width of the band at a sample; NaN when it has none.
  double standard_error_at(double x) const;

 private:
  Samples samples_;
  Samples lower_;
  Samples upper_;
};

}  // namespace imprint
