// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/minmax_pyramid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace imprint {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// The definition, value by value.
Extremes slow_extremes(std::span<const double> values, std::size_t begin, std::size_t end) {
  Extremes found;
  for (std::size_t i = begin; i < end; ++i) {
    if (!std::isfinite(values[i])) continue;
    const auto index = static_cast<std::int32_t>(i);
    if (found.minimum < 0 || values[i] < values[found.minimum]) found.minimum = index;
    if (found.maximum < 0 || values[i] > values[found.maximum]) found.maximum = index;
    if (values[i] > 0 && (found.smallest_positive < 0 || values[i] < values[found.smallest_positive]))
      found.smallest_positive = index;
  }
  return found;
}

/// Few different values, so that equal ones are common, with holes.
double drawn_value(std::mt19937& generator) {
  const int kind = static_cast<int>(generator() % 20);
  if (kind == 0) return nan;
  if (kind == 1) return std::numeric_limits<double>::infinity();
  return static_cast<double>(generator() % 41) - 20;
}

MinMaxPyramid drawn_pyramid(std::size_t size, std::mt19937& generator) {
  MinMaxPyramid pyramid;
  for (std::size_t i = 0; i < size; ++i) pyramid.append(drawn_value(generator));
  return pyramid;
}

void expect_right_on_random_ranges(const MinMaxPyramid& pyramid, std::mt19937& generator) {
  for (int trial = 0; trial < 200; ++trial) {
    std::size_t begin = generator() % (pyramid.size() + 1);
    std::size_t end = generator() % (pyramid.size() + 1);
    if (begin > end) std::swap(begin, end);
    ASSERT_EQ(pyramid.extremes(begin, end), slow_extremes(pyramid.values(), begin, end)) << begin << " " << end;
  }
}

TEST(MinMaxPyramid, AgreesWithTheDefinitionForEveryRangeOfSmallSizes) {
  std::mt19937 generator(1);
  for (std::size_t size = 0; size <= 70; ++size) {
    const MinMaxPyramid pyramid = drawn_pyramid(size, generator);
    for (std::size_t begin = 0; begin <= size; ++begin)
      for (std::size_t end = begin; end <= size; ++end)
        ASSERT_EQ(pyramid.extremes(begin, end), slow_extremes(pyramid.values(), begin, end));
  }
}

TEST(MinMaxPyramid, AgreesWithTheDefinitionOnLargeSizes) {
  std::mt19937 generator(2);
  for (const std::size_t size : {511U, 512U, 513U, 4095U, 4096U, 4097U, 20000U})
    expect_right_on_random_ranges(drawn_pyramid(size, generator), generator);
}

TEST(MinMaxPyramid, StaysRightAfterTruncatingAndGrowingAgain) {
  std::mt19937 generator(3);
  MinMaxPyramid pyramid = drawn_pyramid(5000, generator);
  for (const std::size_t keep : {4999U, 4097U, 512U, 511U, 9U, 8U, 1U, 0U}) {
    pyramid.truncate(keep);
    ASSERT_EQ(pyramid.size(), keep);
    expect_right_on_random_ranges(pyramid, generator);
    MinMaxPyramid grown = pyramid;
    for (int i = 0; i < 700; ++i) grown.append(drawn_value(generator));
    expect_right_on_random_ranges(grown, generator);
  }
}

TEST(MinMaxPyramid, FindsNothingWhereNothingIsFinite) {
  MinMaxPyramid pyramid;
  for (int i = 0; i < 100; ++i) pyramid.append(nan);
  EXPECT_EQ(pyramid.extremes(0, 100), Extremes());
}

}  // namespace
}  // namespace imprint
