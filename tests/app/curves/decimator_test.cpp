// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/decimator.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace imprint {
namespace {

using Kept = std::vector<std::uint32_t>;

Samples noise(std::size_t size, unsigned seed) {
  std::mt19937 generator(seed);
  std::normal_distribution<double> normal;
  Samples samples;
  for (std::size_t i = 0; i < size; ++i) samples.append(static_cast<double>(i), normal(generator));
  return samples;
}

Kept decimated(const Samples& samples, const DecimationView& view) {
  Kept kept = {12345};  // to be overwritten
  decimate(samples, view, kept);
  return kept;
}

bool holds(const Kept& kept, std::uint32_t index) { return std::ranges::binary_search(kept, index); }

/// The column of x by the definition, -1 outside.
int column_of(const DecimationView& view, double x) {
  if (x < view.begin || x > view.end) return -1;
  const double share = view.logarithmic_x ? std::log(x / view.begin) / std::log(view.end / view.begin)
                                          : (x - view.begin) / (view.end - view.begin);
  return std::min(view.columns - 1, static_cast<int>(share * view.columns));
}

TEST(Decimator, KeepsAboutTwoSamplesAColumnInAscendingOrder) {
  const Samples samples = noise(100000, 1);
  const Kept kept = decimated(samples, {.begin = 0, .end = 99999, .columns = 500});
  EXPECT_LE(kept.size(), 2U * 500 + 2);
  EXPECT_GE(kept.size(), 900U);
  EXPECT_TRUE(std::ranges::is_sorted(kept));
  EXPECT_EQ(std::ranges::adjacent_find(kept), kept.end());
}

TEST(Decimator, KeepsEverySpike) {
  std::mt19937 generator(2);
  Samples samples;
  std::vector<std::uint32_t> spikes;
  for (std::uint32_t i = 0; i < 50000; ++i) {
    const bool spike = i % 997 == 500;
    if (spike) spikes.push_back(i);
    samples.append(i, spike ? (i % 2 == 0 ? 50.0 : -50.0) : 0.001 * static_cast<double>(generator() % 100));
  }
  const Kept kept = decimated(samples, {.begin = 0, .end = 49999, .columns = 300});
  for (const std::uint32_t spike : spikes) EXPECT_TRUE(holds(kept, spike)) << spike;
}

TEST(Decimator, KeepsTheExtremesOfEveryColumnAndBothEnds) {
  const Samples samples = noise(30000, 3);
  for (const bool logarithmic : {false, true}) {
    const DecimationView view{.begin = 10, .end = 29000, .columns = 200, .logarithmic_x = logarithmic};
    const Kept kept = decimated(samples, view);
    EXPECT_TRUE(holds(kept, 10));
    EXPECT_TRUE(holds(kept, 29000));
    std::vector<double> lowest(view.columns, 1e9);
    std::vector<double> lowest_kept(view.columns, 1e9);
    for (std::uint32_t i = 11; i < 29000; ++i) {
      const int column = column_of(view, i);
      lowest[column] = std::min(lowest[column], samples.y(i));
      if (holds(kept, i)) lowest_kept[column] = std::min(lowest_kept[column], samples.y(i));
    }
    // A sample on a column's edge may count for either neighbour in floating point; inside none may be lost.
    int lost = 0;
    for (int c = 1; c + 1 < view.columns; ++c) lost += lowest[c] != lowest_kept[c] ? 1 : 0;
    EXPECT_LE(lost, logarithmic ? 4 : 0);
  }
}

TEST(Decimator, KeepsOneSampleBeyondEachEdgeSoThatLinesRunOut) {
  const Samples samples = noise(1000, 4);
  const Kept kept = decimated(samples, {.begin = 100.5, .end = 200.5, .columns = 400});
  EXPECT_EQ(kept.front(), 100U);
  EXPECT_EQ(kept.back(), 201U);
  EXPECT_EQ(kept.size(), 102U);
}

TEST(Decimator, LeavesShortCurvesAsTheyAre) {
  const Samples samples = noise(600, 5);
  EXPECT_EQ(decimated(samples, {.begin = 0, .end = 599, .columns = 300}).size(), 600U);
}

TEST(Decimator, DropsWhatCanNotBeDrawn) {
  Samples samples;
  const double values[] = {1, std::nan(""), 2, -3, 0, 4, std::numeric_limits<double>::infinity(), 5};
  for (int i = 0; i < 8; ++i) samples.append(i, values[i]);
  EXPECT_EQ(decimated(samples, {.begin = 0, .end = 7, .columns = 100}), (Kept{0, 2, 3, 4, 5, 7}));
  EXPECT_EQ(decimated(samples, {.begin = 0, .end = 7, .columns = 100, .positive_only = true}), (Kept{0, 2, 5, 7}));
}

TEST(Decimator, FindsPositiveExtremesAmongNegativeValues) {
  Samples samples;
  for (int i = 0; i < 10000; ++i) samples.append(i, i % 3 == 0 ? -1.0 : 1.0 + i % 7);
  const Kept kept = decimated(samples, {.begin = 0, .end = 9999, .columns = 50, .positive_only = true});
  ASSERT_GE(kept.size(), 90U);
  for (const std::uint32_t index : kept) EXPECT_GT(samples.y(index), 0);
}

TEST(Decimator, TellsGapsFromNeighbours) {
  Samples samples;
  for (int i = 0; i < 10; ++i) samples.append(i, i == 4 ? std::nan("") : i == 7 ? -1.0 : 1.0);
  EXPECT_TRUE(has_gap(samples, 3, 5, false));
  EXPECT_FALSE(has_gap(samples, 5, 9, false));
  EXPECT_TRUE(has_gap(samples, 5, 9, true));
  EXPECT_FALSE(has_gap(samples, 0, 1, true));
}

TEST(Decimator, CopesWithNothing) {
  EXPECT_TRUE(decimated(Samples(), {}).empty());
  Samples holes;
  for (int i = 0; i < 5000; ++i) holes.append(i, std::nan(""));
  EXPECT_TRUE(decimated(holes, {.begin = 0, .end = 4999, .columns = 100}).empty());
}

}  // namespace
}  // namespace imprint
