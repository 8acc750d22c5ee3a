// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/file_name.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace imprint {
namespace {

TEST(PlainFileName, IsNothingThatLeavesItsFolder) {
  for (const char* name : {"run", "onset=240_seed=1", "a b", "Gr\u00fc\u00dfe", "-x", "~"})
    EXPECT_TRUE(is_plain_file_name(name)) << name;
  for (const char* name : {"", ".", "..", "../x", "/x", "a/b", "a/", ".hidden", "line\nfeed", "\x1b[31m", "\x7f"})
    EXPECT_FALSE(is_plain_file_name(name)) << name;
  EXPECT_FALSE(is_plain_file_name(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_plain_file_name(std::string(256, 'x')));
}

TEST(PlainFileName, IsMadeOfAnyText) {
  EXPECT_EQ(plain_file_name("resnet20_CR.8"), "resnet20_CR.8");
  EXPECT_EQ(plain_file_name("my run"), "my-run");
  EXPECT_EQ(plain_file_name("../../evil"), "-..-evil");
  EXPECT_EQ(plain_file_name("/abs/x"), "-abs-x");
  EXPECT_EQ(plain_file_name(""), "run");
  EXPECT_EQ(plain_file_name("..", "untitled"), "untitled");
  const std::filesystem::path root = "/runs";
  for (const char* text : {"../../evil", "/abs/x", "..", ".", "", "a/../../b", "\x1b]0;x\a", "\u202e"}) {
    const std::string name = plain_file_name(text);
    EXPECT_TRUE(is_plain_file_name(name)) << text;
    EXPECT_EQ((root / name).lexically_normal().parent_path(), root) << text;
  }
  EXPECT_LE(plain_file_name(std::string(1 << 20, 'x')).size(), 100U);
}

}  // namespace
}  // namespace imprint
