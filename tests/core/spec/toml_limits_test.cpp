// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/toml_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/spec/spec_io.h"

namespace imprint {
namespace {

using ::testing::HasSubstr;

std::string refusal(const std::string& text) {
  try {
    parse_spec_toml(text, "spec.toml");
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

TEST(TomlLimits, RefuseDeepNestingOfEveryKind) {
  for (const int levels : {deepest_toml + 2, 40'000}) {
    EXPECT_THAT(refusal("x = " + repeated("[", levels) + repeated("]", levels)), HasSubstr("spec.toml: nested"));
    EXPECT_THAT(refusal("x = " + repeated("{a = ", levels) + "1" + repeated("}", levels)), HasSubstr("levels deep"));
    EXPECT_THAT(refusal("[a" + repeated(".a", levels) + "]"), HasSubstr("levels deep"));
    EXPECT_THAT(refusal("a" + repeated(" . a", levels) + " = 1"), HasSubstr("levels deep"));
    EXPECT_THAT(refusal("a" + repeated(".\"a\"", levels) + " = 1"), HasSubstr("levels deep"));
  }
}

TEST(TomlLimits, LeaveOrdinaryTextsAlone) {
  const std::string dots = repeated(".", 500), brackets = repeated("[", 500);
  require_sensible_toml("a = \"" + dots + brackets + "\\\"" + brackets + "\"\n", "x");
  require_sensible_toml("a = '" + brackets + "\\'\nb = '''\n'" + brackets + "''\n'''\n", "x");
  require_sensible_toml("a = \"\"\"" + brackets + "\\\"\"\"" + brackets + "\"\"\"\n", "x");
  require_sensible_toml("# " + dots + brackets + "\na = [" + repeated("0.5, ", 500) + "]\n", "x");
  require_sensible_toml(repeated("[[deficit]]\nonset = 0.5\n", 500), "x");
}

TEST(TomlLimits, RefuseFilesThatNoExperimentNeeds) {
  EXPECT_THAT(refusal(std::string(static_cast<std::size_t>(largest_toml_file) + 1, ' ')),
              HasSubstr("larger than 4 MiB"));
  EXPECT_THAT(refusal(repeated("[[deficit]]\nonset = 1\n", static_cast<int>(most_tables) + 1)),
              HasSubstr("1001 deficits"));
}

}  // namespace
}  // namespace imprint
