// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/elements/named_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(NamedFormat, EveryListedOneIsFoundByItsName) {
  std::set<std::string> names;
  for (const NamedFormat& format : listed_formats()) {
    EXPECT_TRUE(names.insert(format.name).second) << format.name;
    const NamedFormat found = named_format(format.name);
    EXPECT_EQ(found.bits, format.bits) << format.name;
    EXPECT_EQ(found.kind, format.kind) << format.name;
    const std::vector<double> given = {-1, 0, 0.5, 2};
    EXPECT_EQ(found.rounded(given).size(), given.size()) << format.name;
  }
}

TEST(NamedFormat, BitsAValueCountTheBlocksScale) {
  EXPECT_EQ(named_format("mxfp4").bits_a_value(), 4.25);
  EXPECT_EQ(named_format("nvfp4").bits_a_value(), 4.5);
  EXPECT_EQ(named_format("mxint8").bits_a_value(), 8.25);
  EXPECT_EQ(named_format("e4m3").bits_a_value(), 8);
  EXPECT_EQ(named_format("bf16").bits_a_value(), 16);
}

TEST(NamedFormat, TellsWhatItHolds) {
  EXPECT_EQ(named_format("e4m3").largest(), 448);
  EXPECT_EQ(named_format("e4m3").smallest_subnormal(), 0x1p-9);
  EXPECT_EQ(named_format("e4m3").specials(), "one NaN");
  EXPECT_EQ(named_format("e5m2").specials(), "infinity and NaN");
  EXPECT_THAT(*named_format("int3").values(), ElementsAre(-3, -2, -1, 0, 1, 2, 3));
  EXPECT_THAT(*named_format("affine2").values(), ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(named_format("mxint8").values()->back(), 127.0 / 64);
  EXPECT_FALSE(named_format("bf16").values().has_value());
  EXPECT_FALSE(named_format("int8").smallest_subnormal().has_value());
  EXPECT_EQ(named_format("e3m4").bits, 8);
}

TEST(NamedFormat, RoundsGivenNumbersAsOneTensor) {
  EXPECT_THAT(named_format("affine2").rounded(std::vector<double>{0, 1.4, 3}), ElementsAre(0, 1, 3));
  EXPECT_THAT(named_format("int3").rounded(std::vector<double>{-6, 1, 3}), ElementsAre(-6, 0, 4)) << "1.5 steps: even";
  EXPECT_THAT(named_format("e2m1").rounded(std::vector<double>{.25, .75, 5}), ElementsAre(0, 1, 4));
  EXPECT_THAT(named_format("e2m1").rounded(std::vector<double>{.25}, {.rule = RoundingRule::half_away}),
              ElementsAre(.5));
  EXPECT_THAT(named_format("affine8").rounded(std::vector<double>{}), ElementsAre());
}

TEST(NamedFormat, RefusesOthersWithTheNearestOrTheLimits) {
  EXPECT_THAT(input_error_of([] { named_format("mxfp5"); }), HasSubstr("did you mean mxfp4?"));
  EXPECT_THAT(input_error_of([] { named_format("int99"); }), HasSubstr("the bits must be 2 to 16, but is 99"));
  EXPECT_THAT(input_error_of([] { named_format("e9m1"); }), HasSubstr("the exponent bits must be 2 to 8, but is 9"));
  EXPECT_THAT(input_error_of([] { named_format("zzz"); }), HasSubstr("see imprint format list"));
}

}  // namespace
}  // namespace imprint::test
