// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves/value_scale.h"

#include <gtest/gtest.h>

#include "app/curves/ticks.h"

namespace imprint {
namespace {

ValueScale broken(double low, double high, double share) {
  ValueScale scale;
  scale.kind = ScaleKind::broken;
  scale.break_low = low;
  scale.break_high = high;
  scale.gap_share = share;
  return scale;
}

TEST(BrokenScale, KeepsTheSlopeOnBothSidesAndShrinksTheGap) {
  const ValueScale scale = broken(10, 90, 0.05);
  EXPECT_DOUBLE_EQ(scale.forward(7), 7);
  EXPECT_DOUBLE_EQ(scale.forward(90) - scale.forward(10), 80 * 0.05);
  EXPECT_NEAR(scale.forward(97) - scale.forward(92), 5, 1e-12);
  EXPECT_TRUE(scale.leaves_out(50));
  EXPECT_FALSE(scale.leaves_out(10));
  EXPECT_FALSE(scale.leaves_out(90));
}

TEST(BrokenScale, GoesThereAndBack) {
  const ValueScale scale = broken(-3, 4, 0.02);
  for (const double y : {-50.0, -3.0, -1.0, 0.0, 3.9, 4.0, 1e6}) EXPECT_NEAR(scale.inverse(scale.forward(y)), y, 1e-6);
}

TEST(BrokenScale, HasTicksOnBothSidesAndNoneInTheGap) {
  for (const int most : {2, 4, 8}) {
    const ValueScale scale = broken(2.5, 91, 0.01);
    int below = 0, above = 0;
    for (const Tick& tick : broken_ticks({0, 99}, scale, most)) {
      EXPECT_FALSE(scale.leaves_out(tick.value)) << tick.value;
      ++(tick.value <= 2.5 ? below : above);
    }
    EXPECT_GE(below, 1);
    EXPECT_GE(above, 1);
    EXPECT_LE(below + above, most + 2);
  }
}

TEST(BrokenScale, WithTheGapOutsideTheRangeIsLinear) {
  const auto ticks = broken_ticks({0, 1}, broken(2, 3, 0.1), 5);
  EXPECT_EQ(ticks.size(), linear_ticks({0, 1}, 5).size());
}

}  // namespace
}  // namespace imprint
