// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace imprint {
namespace {

TEST(RandomStream, FollowsSplitMix64) {
  RandomStream zero(0);
  EXPECT_EQ(zero(), 0xe220a8397b1dcdafULL);
  EXPECT_EQ(zero(), 0x6e789e6aa1b965f4ULL);
  EXPECT_EQ(zero(), 0x06c45d188009454fULL);
  RandomStream other(1234567);
  EXPECT_EQ(other(), 6457827717110365317ULL);
  EXPECT_EQ(other(), 3203168211198807973ULL);
}

TEST(RandomStream, DependsOnSeedPurposeAndIndexAlone) {
  RandomStream first(7, StreamPurpose::data_order, 3);
  RandomStream second(7, StreamPurpose::data_order, 3);
  for (int i = 0; i < 100; ++i) ASSERT_EQ(first(), second());
}

TEST(RandomStream, KeysOfNeighboursDiffer) {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t purpose = 1; purpose <= 13; ++purpose)
      for (std::uint64_t index = 0; index < 20; ++index)
        keys.insert(stream_key(seed, static_cast<StreamPurpose>(purpose), index));
  EXPECT_EQ(keys.size(), 20u * 13u * 20u);
}

TEST(RandomStream, UniformHasTheMomentsOfTheUnitInterval) {
  RandomStream stream(1, StreamPurpose::bootstrap);
  const int count = 200000;
  double sum = 0, squares = 0;
  for (int i = 0; i < count; ++i) {
    const double u = stream.uniform();
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
    squares += u * u;
  }
  EXPECT_NEAR(sum / count, 0.5, 5 * std::sqrt(1.0 / 12 / count));
  EXPECT_NEAR(squares / count, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / count));
}

TEST(RandomStream, BelowIsUniformWhereModuloWouldBeBiased) {
  // With a bound of 3/4 of 2^64, v % bound would fall into the lower third every second time.
  const std::uint64_t bound = 3ULL << 62;
  RandomStream stream(2, StreamPurpose::subset);
  const int count = 30000;
  int lower_third = 0;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t value = stream.below(bound);
    ASSERT_LT(value, bound);
    lower_third += value < bound / 3 ? 1 : 0;
  }
  EXPECT_NEAR(lower_third, count / 3.0, 5 * std::sqrt(count * 2.0 / 9));
}

TEST(RandomStream, BelowHitsEveryValueOfASmallRange) {
  RandomStream stream(3);
  std::vector<int> hits(7);
  for (int i = 0; i < 7000; ++i) ++hits[stream.below(7)];
  for (const int hit : hits) EXPECT_NEAR(hit, 1000, 5 * std::sqrt(1000.0 * 6 / 7));
  EXPECT_EQ(RandomStream(3).below(1), 0u);
}

TEST(RandomStream, NormalHasTheMomentsOfTheStandardNormal) {
  RandomStream stream(4);
  const int count = 200000;
  double sum = 0, squares = 0, fourth = 0;
  for (int i = 0; i < count; ++i) {
    const double x = stream.normal();
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  EXPECT_NEAR(sum / count, 0, 5 * std::sqrt(1.0 / count));
  EXPECT_NEAR(squares / count, 1, 5 * std::sqrt(2.0 / count));
  EXPECT_NEAR(fourth / count, 3, 5 * std::sqrt(96.0 / count));
}

TEST(RandomPermutation, HoldsEveryNumberOnce) {
  auto order = random_permutation(1000, RandomStream(5));
  EXPECT_FALSE(std::is_sorted(order.begin(), order.end()));
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) ASSERT_EQ(order[i], static_cast<std::int64_t>(i));
}

TEST(RandomPermutation, DrawsEveryOrderEquallyOften) {
  std::map<std::vector<std::int64_t>, int> counts;
  for (std::uint64_t index = 0; index < 6000; ++index)
    ++counts[random_permutation(3, RandomStream(6, StreamPurpose::data_order, index))];
  ASSERT_EQ(counts.size(), 6u);
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, 1000, 5 * std::sqrt(1000.0 * 5 / 6));
}

TEST(RandomPermutation, OfNothingOrOneIsTrivial) {
  EXPECT_TRUE(random_permutation(0, RandomStream(1)).empty());
  EXPECT_EQ(random_permutation(1, RandomStream(1)), std::vector<std::int64_t>{0});
}

}  // namespace
}  // namespace imprint
