// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/utf8.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "core/base/json_text.h"
#include "core/base/random_stream.h"

namespace imprint {
namespace {

TEST(Utf8, TakesEveryLengthAndRefusesWhatTheStandardForbids) {
  for (const char* good : {"", "plain", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\x80", "\xff", "\xc0\x80", "\xc1\xbf", "\xc2", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xe2\x82",
                          "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "a\xffz"})
    EXPECT_FALSE(is_utf8(bad)) << bad;
}

/// nlohmann's writer in its strict form is the reference.
TEST(Utf8, AgreesWithTheJsonLibraryOnRandomBytes) {
  RandomStream stream(5);
  int valid = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes;
    for (int k = 0; k < 1 + i % 4; ++k) {
      const char* const leads = "az\x80\xbf\xc2\xe0\xed\xf0\xf4\xa0\x9f\x90";
      bytes += stream.below(4) == 0 ? static_cast<char>(stream.below(256)) : leads[stream.below(12)];
    }
    bool accepted = true;
    try {
      nlohmann::json(bytes).dump();
    } catch (const nlohmann::json::type_error&) {
      accepted = false;
    }
    valid += accepted ? 1 : 0;
    ASSERT_EQ(is_utf8(bytes), accepted) << nlohmann::json::binary({bytes.begin(), bytes.end()});
  }
  EXPECT_GT(valid, 1000);
}

TEST(JsonText, NeverThrowsAndStaysJson) {
  const nlohmann::ordered_json json = {{"path",
                                        "a\xff"
                                        "b"},
                                       {"ok", "\xc3\xa9"}};
  EXPECT_EQ(json_text(json, json_in_one_line),
            "{\"path\":\"a\xef\xbf\xbd"
            "b\",\"ok\":\"\xc3\xa9\"}");
  EXPECT_EQ(json_text(nlohmann::json{{"a", 1}}), "{\n  \"a\": 1\n}");
}

}  // namespace
}  // namespace imprint
