// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/minmax_pyramid.h"

#include <cmath>

namespace imprint {
namespace {

constexpr std::size_t first_in_block(std::size_t index, std::size_t bits) { return (index >> bits) << bits; }

/// The index of the better value; the left one when they are equal.
template <typename Better>
std::int32_t pick(std::span<const double> values, std::int32_t left, std::int32_t right, Better better) {
  if (left == Extremes::none) return right;
  if (right == Extremes::none) return left;
  return better(values[right], values[left]) ? right : left;
}

}  // namespace

Extremes MinMaxPyramid::of_value(std::size_t index) const {
  const auto position = static_cast<std::int32_t>(index);
  const double value = values_[index];
  if (!std::isfinite(value)) return {};
  return {position, position, value > 0 ? position : Extremes::none};
}

Extremes MinMaxPyramid::node(int level, std::size_t index) const {
  return level < 0 ? of_value(index) : levels_[level][index];
}

Extremes MinMaxPyramid::merged(const Extremes& left, const Extremes& right) const {
  const auto less = [](double a, double b) { return a < b; };
  const auto greater = [](double a, double b) { return a > b; };
  return {pick(values_, left.minimum, right.minimum, less), pick(values_, left.maximum, right.maximum, greater),
          pick(values_, left.smallest_positive, right.smallest_positive, less)};
}

Extremes MinMaxPyramid::merged_nodes(int level, std::size_t begin, std::size_t end) const {
  Extremes result;
  for (std::size_t i = begin; i < end; ++i) result = merged(result, node(level, i));
  return result;
}

void MinMaxPyramid::append(double value) {
  std::size_t position = values_.size();
  values_.push_back(value);
  const Extremes leaf = of_value(position);
  for (std::size_t level = 0;; ++level) {
    position >>= block_bits;
    if (level == levels_.size()) {
      if (level > 0 && levels_[level - 1].size() == 1) return;  // one node covers everything
      const std::size_t below = level == 0 ? values_.size() : levels_[level - 1].size();
      levels_.emplace_back(1, merged_nodes(static_cast<int>(level) - 1, 0, below));
    } else if (position == levels_[level].size()) {
      levels_[level].push_back(leaf);
    } else {
      levels_[level][position] = merged(levels_[level][position], leaf);
    }
  }
}

void MinMaxPyramid::truncate(std::size_t count) {
  if (count >= values_.size()) return;
  values_.resize(count);
  std::size_t below = count;
  for (std::size_t level = 0; level < levels_.size(); ++level) {
    const std::size_t nodes = (below + (std::size_t{1} << block_bits) - 1) >> block_bits;
    levels_[level].resize(nodes);
    if (nodes > 0) {
      const std::size_t begin = first_in_block(below - 1, block_bits);
      levels_[level].back() = merged_nodes(static_cast<int>(level) - 1, begin, below);
    }
    below = nodes;
  }
}

Extremes MinMaxPyramid::extremes(std::size_t begin, std::size_t end) const {
  Extremes left;
  Extremes right;
  const std::size_t block = std::size_t{1} << block_bits;
  for (int level = -1; begin < end; ++level) {
    if (level + 1 == static_cast<int>(levels_.size()) || end - begin < 2 * block) {
      left = merged(left, merged_nodes(level, begin, end));
      break;
    }
    const std::size_t whole_begin = first_in_block(begin + block - 1, block_bits);
    const std::size_t whole_end = first_in_block(end, block_bits);
    left = merged(left, merged_nodes(level, begin, whole_begin));
    right = merged(merged_nodes(level, whole_end, end), right);
    begin = whole_begin >> block_bits;
    end = whole_end >> block_bits;
  }
  return merged(left, right);
}

}  // namespace imprint
