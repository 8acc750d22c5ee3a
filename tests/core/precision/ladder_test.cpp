// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/precision/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/expect_error.h"

namespace imprint::test {
namespace {

TEST(NumberFormat, KnowsItsFamilyAndName) {
  EXPECT_EQ(format_name(NumberFormat(4)), "affine4");
  EXPECT_EQ(format_name(NumberFormat()), "fp32");
  const NumberFormat e4m3 = minifloat_format(4, 3);
  EXPECT_EQ(e4m3.bits, 8);
  EXPECT_EQ(e4m3.mantissa_bits(), 3);
  EXPECT_EQ(e4m3.family, FormatFamily::minifloat);
  EXPECT_EQ(format_name(e4m3), "e4m3");
  EXPECT_EQ(format_name(bf16_format), "bf16");
  EXPECT_EQ(format_name(fp16_format), "fp16");
  EXPECT_NE(e4m3, NumberFormat(8)) << "as many bits are not the same values";
  for (int bits = 0; bits <= 40; ++bits)
    EXPECT_EQ(is_full_precision(NumberFormat(bits)), bits == 0 || bits == 32) << bits;
}

TEST(NumberFormat, IsFoundByItsNameInEveryFamily) {
  std::set<std::string> names;
  for (const NumberFormat format : number_formats()) {
    EXPECT_EQ(find_number_format(format_name(format)), format) << format_name(format);
    EXPECT_TRUE(names.insert(format_name(format)).second) << format_name(format);
  }
  for (const auto* name :
       {"affine4", "int8", "e4m3", "bf16", "mxfp8-e5m2", "mxfp6-e2m3", "mxfp4", "mxint8", "nvfp4", "fp32"})
    EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_EQ(find_number_format("mxfp5"), std::nullopt);
}

TEST(NumberFormat, OfBlocksPaysForItsScale) {
  EXPECT_EQ(quarter_bits(NumberFormat(5)), 20);
  EXPECT_EQ(quarter_bits(mx_format(4, 2)), 17);
  EXPECT_EQ(quarter_bits(nvfp4_format), 18);
  EXPECT_FALSE(has_blocks(minifloat_format(4, 3)));
}

TEST(Ladder, OfBlocksAndOfIntegersHaveTheirRungs) {
  EXPECT_EQ(ladder("mx").rungs_text(), "4 mxfp4, 6 mxfp6-e3m2, 8 mxfp8-e4m3/mxfp8-e5m2, 16 bf16");
  EXPECT_EQ(ladder("nvidia").rungs_text(), "4 nvfp4, 8 mxfp8-e4m3/mxfp8-e5m2, 16 bf16");
  EXPECT_EQ(format_name(ladder("int").format(7, Operand::gradient)), "int7");
  EXPECT_EQ(format_name(ladder("int").format(20, Operand::weight)), "int16");
}

TEST(Ladder, RungsAreWhereFormatsBegin) {
  const auto rungs = ladder("mx").rungs(Operand::gradient);
  ASSERT_EQ(rungs.size(), 4U);
  EXPECT_EQ(rungs[2].bits, 8);
  EXPECT_EQ(format_name(rungs[2].format), "mxfp8-e5m2");
  EXPECT_EQ(rungs.back().bits, 16) << "fp32 is none";
  EXPECT_EQ(ladder("affine").rungs(Operand::weight).size(), 31U);
}

TEST(Ladder, OfTheAffineFamilyHasEveryNumberOfBits) {
  for (int bits = 1; bits <= 32; ++bits)
    for (const Operand operand : {Operand::weight, Operand::activation, Operand::gradient})
      EXPECT_EQ(ladder("affine").format(bits, operand), NumberFormat(bits));
  EXPECT_EQ(ladder("affine").fewest_bits(), 1);
}

TEST(Ladder, OfFloatsTakesTheLowerRungInBetween) {
  const Ladder& floats = ladder("float");
  const auto name = [&](int bits, Operand operand = Operand::weight) {
    return format_name(floats.format(bits, operand));
  };
  EXPECT_EQ(name(4), "e2m1");
  EXPECT_EQ(name(5), "e2m1");
  EXPECT_EQ(name(6), "e3m2");
  EXPECT_EQ(name(8), "e4m3");
  EXPECT_EQ(name(8, Operand::activation), "e4m3");
  EXPECT_EQ(name(8, Operand::gradient), "e5m2");
  EXPECT_EQ(name(15), "e4m3");
  EXPECT_EQ(name(16), "bf16");
  EXPECT_EQ(name(16, Operand::gradient), "bf16");
  EXPECT_EQ(name(31), "bf16");
  EXPECT_EQ(name(32), "fp32");
  EXPECT_EQ(floats.fewest_bits(), 4);
  EXPECT_EQ(floats.rungs_text(), "4 e2m1, 6 e3m2, 8 e4m3/e5m2, 16 bf16");
}

TEST(Ladder, ShortTextsNameFormatsThatBitsDoNotTell) {
  EXPECT_EQ(short_text(layer_precision(4, 8)), "4/8");
  const auto rung = [](Operand operand) { return ladder("float").format(8, operand); };
  EXPECT_EQ(short_text({rung(Operand::weight), rung(Operand::activation), rung(Operand::gradient)}), "e4m3/e5m2");
}

TEST(Ladder, OfAnUnknownNameTellsThoseThatThereAre) {
  EXPECT_THAT(input_error_of([] { ladder("rope"); }),
              testing::HasSubstr("must be affine, float, int, mx or nvidia, but is \"rope\""));
  EXPECT_EQ(find_ladder("rope"), nullptr);
}

}  // namespace
}  // namespace imprint::test
