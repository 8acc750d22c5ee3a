// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"

#include <gtest/gtest.h>

#include <bit>
#include <clocale>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

TEST(Text, ShortestTextReadsBackToTheSameBits) {
  RandomStream stream(1);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::bit_cast<double>(stream());
    if (!std::isfinite(value)) continue;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(parse_double(shortest_text(value))), std::bit_cast<std::uint64_t>(value));
  }
}

TEST(Text, ShortestTextIsShort) {
  EXPECT_EQ(shortest_text(0.1), "0.1");
  EXPECT_EQ(shortest_text(5), "5");
  EXPECT_EQ(shortest_text(1e-4), "1e-04");
  EXPECT_EQ(shortest_text(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(shortest_text(-std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(Text, PlainTextWritesWholeNumbersOut) {
  EXPECT_EQ(plain_text(1e6), "1000000");
  EXPECT_EQ(plain_text(-3), "-3");
  EXPECT_EQ(plain_text(0.25), "0.25");
  EXPECT_EQ(plain_text(1e15), "1e+15");
  EXPECT_EQ(plain_text(std::nan("")), "nan");
  EXPECT_EQ(plain_text(std::numeric_limits<double>::infinity()), "inf");
}

TEST(Text, NumbersDoNotDependOnTheLocale) {
  const char* german = std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(shortest_text(0.5), "0.5");
  EXPECT_EQ(parse_double("0.5"), 0.5);
  std::setlocale(LC_ALL, "C");
  if (german == nullptr) GTEST_SKIP() << "the German locale is not installed: only the C locale was tried";
}

TEST(Text, WhatIsNotWhollyANumberIsRefused) {
  for (const char* text : {"", " 1", "1 ", "1x", "abc", "0x10", "1,5", "--1"})
    EXPECT_THROW(parse_double(text), InputError) << text;
}

TEST(Text, NearestNameFindsTyposAndNothingElse) {
  const std::vector<std::string> names = {"epochs", "iterations", "batch_size", "momentum"};
  EXPECT_EQ(nearest_name("epoch", names), "epochs");
  EXPECT_EQ(nearest_name("momentun", names), "momentum");
  EXPECT_EQ(nearest_name("batchsize", names), "batch_size");
  EXPECT_EQ(nearest_name("colour", names), "");
}

TEST(Text, ChoicesReadAsASentence) {
  EXPECT_EQ(join_choices(std::vector<std::string>{"a"}), "a");
  EXPECT_EQ(join_choices(std::vector<std::string>{"a", "b", "c"}), "a, b or c");
}

TEST(Text, DurationsReadAsAClock) {
  EXPECT_EQ(duration_text(65), "1:05");
  EXPECT_EQ(duration_text(59.6), "1:00");
  EXPECT_EQ(duration_text(2 * 3600 + 3 * 60 + 9), "2:03:09");
  EXPECT_EQ(duration_text(std::nan("")), "--");
  EXPECT_EQ(duration_text(-1), "--");
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), std::vector<std::string>{""});
}

TEST(Text, TrimmedDropsBlanksAtBothEndsOnly) {
  EXPECT_EQ(trimmed(" \ta b\r\n"), "a b");
  EXPECT_EQ(trimmed(" \t"), "");
}

}  // namespace
}  // namespace imprint
