// SPDX-License-Identifier: GPL-3.0-or-later
// imprint figure as a process of its own: the same recipe makes the same bytes every time.
#include <gtest/gtest.h>

#include "core/base/atomic_file.h"
#include "tests/integration/program.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

constexpr char recipe[] = R"(
name = "schedules"
[[panel]]
kind = "schedule"
sources = ["CR", "LT"]
[[panel]]
kind = "schedule"
sources = ["ER"]
)";

TEST(FigureProgram, MakesTheSameBytesInEveryProcess) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "recipe.toml", recipe);
  const auto make = [&](const std::string& out) {
    return wait_for(start({"figure", (folder / "recipe.toml").string(), "--out", (folder / out).string()}));
  };
  for (const std::string out : {"a", "b", "c", "d", "e"}) ASSERT_EQ(make(out), 0);
  if (!std::filesystem::exists(folder / "a" / "schedules.pdf"))
    GTEST_SKIP() << "imprint-figure is not built here: no pictures to compare";
  for (const std::string out : {"b", "c", "d", "e"})
    for (const char* file :
         {"schedules.pdf", "schedules.svg", "schedules.png", "schedules.tex", "data.csv", "recipe.toml", "caption.txt"})
      EXPECT_TRUE(read_whole_file(folder / "a" / file) == read_whole_file(folder / out / file)) << out << " " << file;
}

TEST(FigureProgram, LeavesWithBadInputWhenTheRecipeIsWrong) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "recipe.toml", "venue = \"neuripz\"\n");
  EXPECT_EQ(wait_for(start({"figure", (folder / "recipe.toml").string(), "--out", (folder / "out").string()})), 2);
  EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace imprint::test
