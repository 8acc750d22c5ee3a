// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/interval.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

TEST(IntervalSteps, CountsEpochsAndIterations) {
  EXPECT_EQ(interval_steps("1 epoch", 79), 79);
  EXPECT_EQ(interval_steps("3 epochs", 79), 237);
  EXPECT_EQ(interval_steps("1 iteration", 79), 1);
  EXPECT_EQ(interval_steps("500 iterations", 79), 500);
  EXPECT_EQ(interval_steps("  2   epochs ", 10), 20);
}

TEST(IntervalSteps, RoundsPartsOfAnEpochToAtLeastAStep) {
  EXPECT_EQ(interval_steps("0.25 epochs", 79), 20);
  EXPECT_EQ(interval_steps("0.001 epochs", 79), 1);
}

TEST(IntervalSteps, RefusesWhatIsNoInterval) {
  for (const char* text : {"", "epoch", "0 epochs", "-1 epoch", "nan epochs", "inf epochs", "1 epochs 2", "1epoch",
                           "1.5 iterations", "1 hour", "one epoch"})
    EXPECT_THROW(interval_steps(text, 10), InputError) << text;
}

}  // namespace
}  // namespace imprint
