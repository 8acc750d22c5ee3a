// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/sweep/design/value_list.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint::studio {
namespace {

using Values = std::vector<std::string>;

TEST(ValueList, ReadsValuesRangesAndBoth) {
  EXPECT_EQ(parse_value_list("0, 0.2, 0.4"), (Values{"0", "0.2", "0.4"}));
  EXPECT_EQ(parse_value_list("1..8"), (Values{"1", "2", "3", "4", "5", "6", "7", "8"}));
  EXPECT_EQ(parse_value_list("0..0.6 step 0.2"), (Values{"0", "0.2", "0.4", "0.6"}));
  EXPECT_EQ(parse_value_list(" 0 , 10..30 step 10 "), (Values{"0", "10", "20", "30"}));
  EXPECT_EQ(parse_value_list("precision, blur"), (Values{"precision", "blur"}));
  EXPECT_TRUE(parse_value_list("  ").empty());
}

TEST(ValueList, RangesHaveNoRoundingErrors) {
  EXPECT_EQ(parse_value_list("0..0.3 step 0.1"), (Values{"0", "0.1", "0.2", "0.3"}));
  EXPECT_EQ(parse_value_list("0.1..0.7 step 0.2"), (Values{"0.1", "0.3", "0.5", "0.7"}));
  EXPECT_EQ(parse_value_list("1000000..3000000 step 1000000"), (Values{"1000000", "2000000", "3000000"}));
}

TEST(ValueList, RangesMayFallAndNeedNotReachTheirEnd) {
  EXPECT_EQ(parse_value_list("3..1"), (Values{"3", "2", "1"}));
  EXPECT_EQ(parse_value_list("0..1 step 0.4"), (Values{"0", "0.4", "0.8"}));
  EXPECT_EQ(parse_value_list("-2..2 step 2"), (Values{"-2", "0", "2"}));
}

TEST(ValueList, KeepsListsInBracketsTogether) {
  EXPECT_EQ(parse_value_list("[64, 64], [128]"), (Values{"[64, 64]", "[128]"}));
}

/// The message that the text is refused with.
std::string refusal(const std::string& text) {
  try {
    parse_value_list(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

TEST(ValueList, SaysWhatIsWrong) {
  EXPECT_NE(refusal("0..").find("after the dots"), std::string::npos);
  EXPECT_NE(refusal("..3").find("before the dots"), std::string::npos);
  EXPECT_NE(refusal("0..1 step 0").find("above 0"), std::string::npos);
  EXPECT_NE(refusal("0..1 step").find("after step"), std::string::npos);
  EXPECT_NE(refusal("a..b").find("\"a\""), std::string::npos);
  EXPECT_NE(refusal("1,,2").find("comma"), std::string::npos);
  EXPECT_NE(refusal("0..1e9").find("more than 1000"), std::string::npos);
}

TEST(ValueList, WritesWhatItReads) {
  for (const char* text :
       {"0, 0.2, 0.4", "1..8", "0..0.6 step 0.2", "3, 10..50 step 10", "precision, blur", "[64, 64], [128]"})
    EXPECT_EQ(value_list_text(parse_value_list(text)), text);
  EXPECT_EQ(value_list_text({"1", "2", "3"}), "1, 2, 3") << "three values are as quick to read as a range";
  EXPECT_EQ(value_list_text({"8", "6", "4", "2"}), "8..2 step 2");
}

TEST(ValueList, CountsDecimalsAndSnaps) {
  EXPECT_EQ(decimals_of({"0", "0.25", "1"}), 2);
  EXPECT_EQ(decimals_of({"0", "10", "blur"}), 0);
  EXPECT_EQ(snapped_text(0.30000000000000004, 1), "0.3");
  EXPECT_EQ(snapped_text(-0.04, 1), "0");
  EXPECT_EQ(snapped_text(12.6, 0), "13");
}

}  // namespace
}  // namespace imprint::studio
