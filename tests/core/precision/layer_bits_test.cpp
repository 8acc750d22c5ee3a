// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/layer_bits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint {
namespace {

TEST(LayerBits, AreReadInTheNotationOfTheField) {
  EXPECT_EQ(parse_layer_bits("conv1: W4A8"), (LayerBits{"conv1", 4, 8, 0}));
  EXPECT_EQ(parse_layer_bits(" layer1.0.conv2 :G32 A2 W1 "), (LayerBits{"layer1.0.conv2", 1, 2, 32}));
  EXPECT_EQ(parse_layer_bits("fc: 6"), (LayerBits{"fc", 6, 6, 0}));
  EXPECT_EQ(parse_layer_bits("fc:G8"), (LayerBits{"fc", 0, 0, 8}));
}

TEST(LayerBits, OfAnotherShapeAreRefusedWithTheEntry) {
  for (const char* wrong :
       {"", "conv1", "conv1:", ": 8", "conv1: W", "conv1: 0", "conv1: 33", "conv1: W4W4", "conv1: 8 8", "conv1: w4",
        "conv1: W4.5", "conv1: W-4", "conv1: 8A4", "conv1: W99999999999999"})
    EXPECT_THAT([&] { parse_layer_bits(wrong); },
                testing::ThrowsMessage<InputError>(testing::HasSubstr("but has \"" + std::string(wrong) + "\"")))
        << wrong;
}

}  // namespace
}  // namespace imprint
