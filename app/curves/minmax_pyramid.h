// SPDX-License-Identifier: GPL-3.0-or-later
// Values that grow at the end, with the extremes of any range of them in O(log n).
//
// Level 0 keeps the extremes of blocks of 8 values, level k those of blocks of 8^(k+1). An append touches one node a
// level, so a chart that asks for a few hundred ranges a tick never walks over all values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace imprint {

/// Where the extremes of a range lie. NaN and infinities count for nothing.
struct Extremes {
  static constexpr std::int32_t none = -1;
  std::int32_t minimum = none;
  std::int32_t maximum = none;
  std::int32_t smallest_positive = none;  // for logarithmic scales

  bool operator==(const Extremes&) const = default;
};

class MinMaxPyramid {
 public:
  void append(double value);
  /// Drops all but the first `count` values.
  void truncate(std::size_t count);

  std::size_t size() const { return values_.size(); }
  double operator[](std::size_t index) const { return values_[index]; }
  std::span<const double> values() const { return values_; }

  /// Of the values [begin, end); of equal ones the first. Precondition: begin <= end <= size().
  Extremes extremes(std::size_t begin, std::size_t end) const;

 private:
  static constexpr std::size_t block_bits = 3;

  Extremes of_value(std::size_t index) const;
  /// The extremes of node `index` of a level; level -1 are the values themselves.
  Extremes node(int level, std::size_t index) const;
  Extremes merged(const Extremes& left, const Extremes& right) const;
  Extremes merged_nodes(int level, std::size_t begin, std::size_t end) const;

  std::vector<double> values_;
  std::vector<std::vector<Extremes>> levels_;
};

}  // namespace imprint
