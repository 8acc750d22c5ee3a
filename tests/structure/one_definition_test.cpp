// SPDX-License-Identifier: GPL-3.0-or-later
// No function is declared in two headers with the same parameters: two bodies of one name are one to the linker, which
// takes either, and neither the compiler nor it says so.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>

#include "tests/support/source_root.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

std::string replaced(const std::string& text, const char* pattern, const char* by) {
  return std::regex_replace(text, std::regex(pattern), by);
}

/// "int a, const T& b = {}" -> "int,const T&".
std::string types_of(const std::string& parameters) {
  std::string types = replaced(replaced(parameters, "\\s+", " "), " ?= ?[^,]+", "");
  types = replaced(replaced(types, "([^ ,]) \\w+ ?(?=,|$)", "$1"), ", ", ",");
  return types;
}

/// Free functions at the left margin: "namespace name(types)".
std::vector<std::string> functions_of(const std::string& header) {
  static const std::regex space("\nnamespace ([\\w:]+) \\{");
  static const std::regex function(
      "\n(?![ #/]|class|struct|using|namespace|template|return|friend)[\\w:<>,&*\\[\\] ]+[ "
      "&*](\\w+)\\(([^;{}]*?)\\)\\s*[;{]");
  std::string spaces;
  for (std::sregex_iterator i(header.begin(), header.end(), space), end; i != end; ++i) spaces += (*i)[1].str() + " ";
  std::vector<std::string> found;
  for (std::sregex_iterator i(header.begin(), header.end(), function), end; i != end; ++i)
    found.push_back(spaces + (*i)[1].str() + "(" + types_of((*i)[2].str()) + ")");
  return found;
}

TEST(OneDefinition, NoFunctionStandsInTwoHeaders) {
  std::map<std::string, std::string> owner;
  for (const char* folder : {"core", "analysis", "datasets", "app"})
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream stream(entry.path());
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      for (const std::string& function : functions_of("\n" + text)) {
        const auto [known, is_new] = owner.emplace(function, entry.path().string());
        EXPECT_TRUE(is_new || known->second == entry.path().string())
            << function << " stands in " << known->second << " and in " << entry.path().string();
      }
    }
  EXPECT_GT(owner.size(), 500U);
}

TEST(OneDefinition, SeesTwoThatDifferInNamesAndDefaultsAlone) {
  const auto one = functions_of("\nnamespace a {\n/// x\ninline int f(const T& x, int y = 3) { return 1; }\n}");
  const auto other = functions_of("\nnamespace a {\nint f(const T& z,\n      int w);\nint f(const T& z);\n}");
  ASSERT_EQ(one.size(), 1U);
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(one[0], other[0]);
  EXPECT_NE(one[0], other[1]);
}

}  // namespace
}  // namespace imprint::test
