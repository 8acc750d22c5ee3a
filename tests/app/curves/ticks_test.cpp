// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/ticks.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <random>
#include <set>

namespace imprint {
namespace {

std::vector<std::string> texts(const std::vector<Tick>& ticks) {
  std::vector<std::string> result;
  for (const Tick& tick : ticks) result.push_back(tick.text);
  return result;
}

TEST(Ticks, LinearOnesAreRoundInsideAndFew) {
  std::mt19937 generator(1);
  std::uniform_real_distribution<double> exponent(-8, 8);
  for (int trial = 0; trial < 500; ++trial) {
    const double low = std::pow(10, exponent(generator)) * (generator() % 2 == 0 ? 1 : -1);
    const ValueRange range{low, low + std::pow(10, exponent(generator))};
    if (range.size() < 1e-11 * std::abs(low)) continue;
    const int most = 3 + static_cast<int>(generator() % 8);
    const auto ticks = linear_ticks(range, most);
    EXPECT_LE(ticks.size(), static_cast<std::size_t>(most) + 1);
    EXPECT_GE(ticks.size(), 1U);
    for (const Tick& tick : ticks) {
      EXPECT_GE(tick.value, range.low - range.size() * 1e-5);
      EXPECT_LE(tick.value, range.high + range.size() * 1e-5);
    }
  }
}

TEST(Ticks, SpellTheSameUnitAndDecimalsAlongAnAxis) {
  EXPECT_EQ(texts(linear_ticks({0, 1}, 5)), (std::vector<std::string>{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
  EXPECT_EQ(texts(linear_ticks({0, 20000}, 4)), (std::vector<std::string>{"0", "5k", "10k", "15k", "20k"}));
  EXPECT_EQ(texts(linear_ticks({0, 8}, 4)), (std::vector<std::string>{"0", "2", "4", "6", "8"}));
  EXPECT_EQ(texts(linear_ticks({-1, 1}, 2)), (std::vector<std::string>{"-1", "0", "1"}));
}

TEST(Ticks, LogarithmicOnesAreDecades) {
  EXPECT_EQ(texts(logarithmic_ticks({0.5, 2000}, 8)), (std::vector<std::string>{"1", "10", "100", "1000"}));
  EXPECT_EQ(texts(logarithmic_ticks({1, 10}, 8)), (std::vector<std::string>{"1", "2", "5", "10"}));
}

TEST(Ticks, ManyDecadesAreNumberedNowAndThen) {
  const auto ticks = logarithmic_ticks({1e-10, 1e10}, 6);
  int numbered = 0;
  for (const Tick& tick : ticks) numbered += tick.text.empty() ? 0 : 1;
  EXPECT_LE(numbered, 7);
  EXPECT_GE(numbered, 3);
}

TEST(Ticks, SymlogOnesMirrorAtZero) {
  const auto ticks = symlog_ticks({-1000, 1000}, 1, 8);
  std::set<double> values;
  for (const Tick& tick : ticks) values.insert(tick.value);
  EXPECT_TRUE(values.contains(0));
  for (const double value : values) EXPECT_TRUE(values.contains(-value)) << value;
  EXPECT_TRUE(values.contains(1000));
}

TEST(Ticks, ExistForNothingWhenThereIsNoRange) {
  EXPECT_TRUE(linear_ticks({3, 3}, 5).empty());
  EXPECT_TRUE(linear_ticks({0, std::nan("")}, 5).empty());
  EXPECT_TRUE(linear_ticks({1e8, 1e8 + 1.5e-8}, 5).empty());  // one double wide: counting up would never end
}

TEST(Texts, FollowTheCLocaleAlways) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  std::setlocale(LC_ALL, "de_DE.UTF-8");  // has no effect where that locale is not installed
  EXPECT_EQ(value_text(0.95342), "0.9534");
  EXPECT_EQ(tick_text(0.25, 0.05, 1), "0.25");
  EXPECT_EQ(count_text(1234567), "1,234,567");
  std::setlocale(LC_ALL, before.c_str());
}

TEST(Texts, CountsAreGroupedByThousands) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1000), "1,000");
  EXPECT_EQ(count_text(-123456), "-123,456");
}

TEST(ValueScale, InverseUndoesForward) {
  for (const ScaleKind kind : {ScaleKind::linear, ScaleKind::logarithmic, ScaleKind::symmetric_log}) {
    const ValueScale scale{kind, 0.01};
    for (const double y : {1e-4, 0.3, 7.0, 12345.0}) EXPECT_NEAR(scale.inverse(scale.forward(y)), y, 1e-9 * y);
  }
  const ValueScale symlog{ScaleKind::symmetric_log, 0.5};
  EXPECT_NEAR(symlog.inverse(symlog.forward(-30)), -30, 1e-9);
  EXPECT_EQ(symlog.forward(0), 0);
}

TEST(ValueScale, MarginGivesAConstantCurveSomeHeight) {
  for (const ScaleKind kind : {ScaleKind::linear, ScaleKind::logarithmic, ScaleKind::symmetric_log}) {
    const ValueRange range = with_margin({5, 5}, {kind, 1}, 0.05);
    EXPECT_LT(range.low, 5);
    EXPECT_GT(range.high, 5);
  }
  EXPECT_LT(with_margin({0, 0}, {}, 0.05).low, 0);
}

}  // namespace
}  // namespace imprint
