// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/layer_precision.h"

#include <gtest/gtest.h>

namespace imprint {
namespace {

TEST(LayerPrecision, OfANamedLayerIsItsOwn) {
  const NetworkPrecision precision{layer_precision(4, 8), {{"conv1", layer_precision(2, 6)}}};
  EXPECT_EQ(precision.of("conv1"), layer_precision(2, 6));
  EXPECT_EQ(precision.of("conv10"), layer_precision(4, 8));
  EXPECT_EQ(NetworkPrecision().of("conv1"), layer_precision(32, 32));
}

TEST(LayerPrecision, SaysItsPartsWhereTheyAreApart) {
  EXPECT_EQ(short_text(layer_precision(4, 8)), "4/8");
  EXPECT_EQ(short_text(layer_precision(4, 8, 16)), "W4 A8 G16");
}

TEST(LayerPrecision, GivesTheFormatOfEachOperand) {
  const LayerPrecision precision = layer_precision(1, 2, 3);
  EXPECT_EQ(format_of(precision, Operand::weight).bits, 1);
  EXPECT_EQ(format_of(precision, Operand::activation).bits, 2);
  EXPECT_EQ(format_of(precision, Operand::gradient).bits, 3);
}

}  // namespace
}  // namespace imprint
