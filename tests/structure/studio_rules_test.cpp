// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop's sources do in one place alone.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/source_root.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

fs::path studio() { return source_root() / "app/studio"; }

/// "pages/runs_page.cpp:12: ..." for every line of the desktop that matches, but in the file named.
std::vector<std::string> lines_with(const std::string& pattern, const std::string& except = {}) {
  const std::regex wanted(pattern);
  std::vector<std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(studio())) {
    const std::string name = fs::relative(entry.path(), studio()).string();
    if (!entry.is_regular_file() || name == except) continue;
    std::ifstream stream(entry.path());
    int number = 0;
    for (std::string line; std::getline(stream, line);)
      if (++number; std::regex_search(line, wanted)) found.push_back(name + ":" + std::to_string(number) + ": " + line);
  }
  return found;
}

TEST(StudioRules, EveryQuestionIsAskedSafely) {
  EXPECT_EQ(lines_with("QMessageBox::(Question|question)", "widgets/ask_safely.cpp"), std::vector<std::string>());
  EXPECT_EQ(lines_with("QMessageBox::(Question|question)").size(), 1U) << "the rule looks at what it means to";
}

TEST(StudioRules, WidthsOfTextFollowTheFont) {
  EXPECT_EQ(lines_with("setFixed(Width|Height|Size)\\(\\s*[0-9]"), std::vector<std::string>());
}

TEST(StudioRules, ColoursThatMeanSomethingComeFromThePalette) {
  EXPECT_EQ(lines_with("theme\\(\\)\\.(good|done)", "theme/palette.cpp"), std::vector<std::string>());
}

}  // namespace
}  // namespace imprint::test
