// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/critical/mcnemar.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

namespace imprint {
namespace {

TEST(DiscordantPairs, CountTheImagesThatOneArmAloneGetsRight) {
  const auto pairs = discordant_pairs({true, true, false, false, true}, {true, false, false, true, false});
  EXPECT_EQ(*pairs, (DiscordantPairs{5, 2, 1}));
  EXPECT_NEAR(accuracy_difference(*pairs), 0.2, 1e-15);
}

TEST(DiscordantPairs, OfUnequalTestSetsAreNone) {
  EXPECT_FALSE(discordant_pairs({true}, {true, false}));
  EXPECT_FALSE(discordant_pairs({}, {}));
}

// Agresti & Min (2005): half an observation to each cell. 1,600 answers, 150 and 86 discordant (their approval
// ratings): (150 - 86) / 1602 -+ 1.959964 sqrt(237 - 64^2 / 1602) / 1602.
TEST(AccuracyDifference, HasTheClosedFormsInterval) {
  const ConfidenceInterval interval = accuracy_difference_interval({1600, 150, 86});
  EXPECT_NEAR(interval.low, 0.021217189, 1e-8);
  EXPECT_NEAR(interval.high, 0.058682936, 1e-8);
  EXPECT_EQ(interval.kind, IntervalKind::agresti_min);
}

TEST(AccuracyDifference, OfArmsThatAgreeEverywhereStillHasAWidth) {
  const ConfidenceInterval interval = accuracy_difference_interval({1000, 0, 0});
  EXPECT_NEAR(interval.high, 1.959963984540054 / 1002, 1e-12);
  EXPECT_EQ(interval.low, -interval.high);
}

TEST(AccuracyDifference, StaysWithinOneAndTurnsItsSignWithTheArms) {
  EXPECT_EQ(accuracy_difference_interval({2, 2, 0}).high, 1);
  const auto a = accuracy_difference_interval({500, 30, 12}), b = accuracy_difference_interval({500, 12, 30});
  EXPECT_DOUBLE_EQ(a.low, -b.high);
  EXPECT_DOUBLE_EQ(a.high, -b.low);
}

TEST(AccuracyDifference, RefusesWhatCanNotBe) {
  EXPECT_THROW(accuracy_difference_interval({10, 6, 5}), InputError);
  EXPECT_THROW(accuracy_difference_interval({10, -1, 5}), InputError);
  EXPECT_THROW(accuracy_difference_interval({0, 0, 0}), InputError);
  EXPECT_THROW(accuracy_difference_interval({10, 1, 1}, 1), InputError);
}

}  // namespace
}  // namespace imprint
