// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loss_scale.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint {
namespace {

void pass(LossScale& scale, int steps) {
  for (int i = 0; i < steps; ++i) scale.passed();
}

TEST(LossScale, FallsByHalfAtEveryOverflowAndEndsAtOne) {
  LossScale scale(0);
  EXPECT_EQ(scale.factor(), 65536);
  EXPECT_TRUE(scale.overflowed());
  EXPECT_EQ(scale.factor(), 32768);
  for (int i = 0; i < 15; ++i) EXPECT_TRUE(scale.overflowed());
  EXPECT_EQ(scale.factor(), 1);
  EXPECT_FALSE(scale.overflowed()) << "there is no lower one";
  EXPECT_EQ(scale.factor(), 1);
}

TEST(LossScale, DoublesAfterTwoThousandStepsWithoutOne) {
  LossScale scale(0);
  pass(scale, 1999);
  EXPECT_EQ(scale.factor(), 65536);
  pass(scale, 1);
  EXPECT_EQ(scale.factor(), 131072);
  pass(scale, 1999);
  scale.overflowed();
  EXPECT_EQ(scale.factor(), 65536);
  pass(scale, 1999);
  EXPECT_EQ(scale.factor(), 65536) << "an overflow begins the count anew";
  pass(scale, 1);
  EXPECT_EQ(scale.factor(), 131072);
}

TEST(LossScale, StaysWhereItIsFixed) {
  LossScale scale(1024);
  pass(scale, 5000);
  EXPECT_FALSE(scale.overflowed());
  EXPECT_EQ(scale.factor(), 1024);
}

TEST(LossScale, GoesOnFromItsState) {
  LossScale whole(0), resumed(0);
  whole.overflowed();
  pass(whole, 1500);
  resumed.restore(whole.state().front().second);
  pass(whole, 500);
  pass(resumed, 500);
  EXPECT_EQ(whole.factor(), 65536);
  EXPECT_EQ(resumed.factor(), whole.factor());
}

TEST(LossScale, RefusesAStateThatIsNone) {
  EXPECT_THROW(LossScale(0).restore(at::zeros({2})), InputError);
  EXPECT_THROW(LossScale(0).restore(at::zeros({3}, at::kDouble)), InputError);
}

}  // namespace
}  // namespace imprint
