// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

namespace imprint {
namespace {

using ::testing::HasSubstr;

template <class Action>
std::string refusal(Action action) {
  try {
    action();
  } catch (const InputError& error) {
    return error.what();
  }
  return "no error";
}

std::string repeated(const std::string& part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(ParseJson, RefusesDeepNestingBeforeItParses) {
  EXPECT_NO_THROW(parse_json(repeated("[", deepest_json) + repeated("]", deepest_json), "x"));
  for (const int levels : {deepest_json + 1, 40'000, 1'000'000}) {
    const std::string objects = repeated("{\"a\":", levels) + "1" + repeated("}", levels);
    EXPECT_THAT(refusal([&] { parse_json(objects, "run/config.json"); }),
                HasSubstr("run/config.json: nested " + std::to_string(levels)));
    EXPECT_THAT(refusal([&] { parse_ordered_json(objects, "x"); }), HasSubstr("levels deep"));
    EXPECT_THAT(refusal([&] { parse_json(repeated("[", levels), "x"); }), HasSubstr("levels deep"));
  }
}

TEST(ParseJson, CountsNoBracketsInTexts) {
  EXPECT_NO_THROW(parse_json("\"" + repeated("[", 1000) + "\\\"" + repeated("{", 1000) + "\"", "x"));
}

TEST(ParseJson, NamesTheFileOfWhatIsNoJson) {
  EXPECT_EQ(refusal([] { parse_json("{\"a\": 1", "status.json"); }), "status.json: damaged JSON at byte 8");
  EXPECT_EQ(refusal([] { parse_json("[1e999]", "status.json"); }), "status.json: holds a number that is too large");
  EXPECT_EQ(refusal([] { parse_json("\"\xff\"", "status.json"); }), "status.json: damaged JSON at byte 2");
}

TEST(ParseJson, RefusesMoreOrderedMembersThanCanBeLookedUp) {
  std::string text = "{\"format\": 1";
  for (std::int64_t i = 0; i < most_ordered_members; ++i) text += ",\"k" + std::to_string(i) + "\":1";
  EXPECT_THAT(refusal([&] { parse_ordered_json(text + "}", "x"); }), HasSubstr("entries"));
}

template <class T>
bool is_taken(const char* text) {
  return refusal([&] { json_as<T>(nlohmann::json::parse(text)); }) == "no error";
}

TEST(JsonAs, TakesOnlyNumbersThatTheTypeHolds) {
  EXPECT_EQ(json_as<int>(nlohmann::json::parse("-2147483648")), std::numeric_limits<int>::min());
  EXPECT_EQ(json_as<std::uint64_t>(nlohmann::json::parse("18446744073709551615")), 18446744073709551615U);
  for (const char* text :
       {"2147483648", "-2147483649", "1e300", "2.7", "2.0", "18446744073709551616", "\"1\"", "true", "null", "[1]"})
    EXPECT_FALSE(is_taken<int>(text)) << text;
  EXPECT_FALSE(is_taken<std::uint64_t>("-1"));
  EXPECT_FALSE(is_taken<std::size_t>("1e19"));
  EXPECT_FALSE(is_taken<std::int64_t>("9223372036854775808"));
  EXPECT_TRUE(is_taken<double>("9223372036854775808"));
  EXPECT_FALSE(is_taken<bool>("1"));
  EXPECT_FALSE(is_taken<double>("\"nan\""));
}

TEST(JsonAs, LooksIntoLists) {
  using Pairs = std::vector<std::array<std::int64_t, 2>>;
  EXPECT_EQ(json_as<Pairs>(nlohmann::json::parse("[[1, 2], [3, 4]]")), (Pairs{{1, 2}, {3, 4}}));
  for (const char* text : {"[[1, 2, 3]]", "[[1]]", "[[1, 2.5]]", "[1, 2]", "{}"})
    EXPECT_FALSE(is_taken<Pairs>(text)) << text;
}

TEST(JsonMember, NamesTheKey) {
  const auto json = nlohmann::json::parse("{\"step\": -1}");
  EXPECT_EQ(json_member<int>(json, "step"), -1);
  EXPECT_EQ(refusal([&] { json_member<std::uint64_t>(json, "step"); }),
            "\"step\": a whole number that is not negative is expected");
  EXPECT_EQ(refusal([&] { json_member<int>(json, "steps"); }), "\"steps\" is missing");
  EXPECT_EQ(refusal([&] { json_member<int>(nlohmann::json::parse("[]"), "step"); }), "\"step\" is missing");
}

}  // namespace
}  // namespace imprint
