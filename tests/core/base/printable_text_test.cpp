// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace imprint {
namespace {

TEST(PrintableText, LeavesWordsOfAllLanguagesAlone) {
  const std::string text = "plain, Gr\u00fc\u00dfe, \u65e5\u672c\u8a9e, \U0001F9EA, \u00b1 2 %\n\ta table";
  EXPECT_EQ(printable_text(text), text);
}

TEST(PrintableText, ShowsWhatWouldSteerATerminal) {
  EXPECT_EQ(printable_text("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m");
  EXPECT_EQ(printable_text("bell\a back\b return\r delete\x7f"), "bell\\x07 back\\x08 return\\x0d delete\\x7f");
  EXPECT_EQ(printable_text("\xc2\x9b"
                           "2J"),
            "\\x9b2J");  // CSI as one character
  EXPECT_EQ(printable_text("\u202egnp.\u2066"), "\\u202egnp.\\u2066");
  EXPECT_EQ(printable_text(std::string("a\0b", 3)), "a\\x00b");
}

TEST(PrintableText, ShowsBytesThatAreNoUtf8) {
  EXPECT_EQ(printable_text("\x9b"
                           "2J"),
            "\\x9b2J");                                          // CSI as one byte
  EXPECT_EQ(printable_text("caf\xe9"), "caf\\xe9");              // Latin-1
  EXPECT_EQ(printable_text("\xc0\x9b"), "\\xc0\\x9b");           // overlong
  EXPECT_EQ(printable_text("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(printable_text("\xe2\x82"), "\\xe2\\x82");           // cut short
}

TEST(PrintableText, NeverLetsAControlByteThrough) {
  for (int first = 0; first < 256; ++first)
    for (int second = 0; second < 256; ++second) {
      const std::string shown = printable_line(std::string{static_cast<char>(first), static_cast<char>(second), 'x'});
      for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto byte = static_cast<unsigned char>(shown[i]);
        const bool is_c1 = byte == 0xc2 && i + 1 < shown.size() && static_cast<unsigned char>(shown[i + 1]) < 0xa0;
        ASSERT_TRUE(byte >= 0x20 && byte != 0x7f && !is_c1) << first << " " << second;
      }
    }
}

TEST(PrintableLine, IsOneLine) { EXPECT_EQ(printable_line("a\nb\tc"), "a b c"); }

TEST(PrintableJson, SaysTheSameWithoutControls) {
  const nlohmann::json json = {{"name", "\x1b[2J\xc2\x9b\x7f\u202e\u2028 plain \u00fc"}};
  const std::string shown = printable_json(json.dump(2));
  EXPECT_EQ(nlohmann::json::parse(shown), json);
  EXPECT_EQ(shown, printable_text(shown));
}

}  // namespace
}  // namespace imprint
