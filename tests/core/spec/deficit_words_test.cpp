// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spec/deficit_words.h"

#include <gtest/gtest.h>

namespace imprint {
namespace {

TEST(DeficitLabel, NamesWhatIsStruck) {
  EXPECT_EQ(deficit_label({.bits = 3}), "3 bits");
  EXPECT_EQ(deficit_label({.bits = 1, .backward_bits = 4}), "1 bit");
  EXPECT_EQ(deficit_label({.bits = 0, .weight_bits = 2}), "W2");
  EXPECT_EQ(deficit_label({.bits = 4, .activation_bits = 8}), "W4 A8");
  EXPECT_EQ(deficit_label({.bits = 2, .weight_bits = 5, .activation_bits = 5}), "5 bits");
  EXPECT_EQ(deficit_label({.bits = 0, .backward_bits = 4}), "G4");
  EXPECT_EQ(deficit_label({.kind = "blur"}), "blur");
  EXPECT_EQ(deficit_label({.bits = 3, .format = "mxfp6-e3m2"}), "mxfp6-e3m2");
  EXPECT_EQ(lowest_forward_bits({.bits = 3, .format = "mxfp6-e3m2"}), 6);
  EXPECT_EQ(deficit_label({.bits = 3, .format = "of no such name"}), "3 bits");
}

TEST(DeficitLabel, KnowsTheLeastAndTheMostBits) {
  EXPECT_EQ(lowest_forward_bits({.bits = 4, .activation_bits = 8}), 4);
  EXPECT_EQ(highest_forward_bits({.bits = 4, .activation_bits = 8}), 8);
  EXPECT_EQ(lowest_forward_bits({.bits = 0, .weight_bits = 2}), 2) << "activations are left alone";
  EXPECT_EQ(lowest_forward_bits({.bits = 0, .backward_bits = 2}), 0);
  EXPECT_EQ(highest_forward_bits({.kind = "blur", .bits = 3}), 0);
}

}  // namespace
}  // namespace imprint
