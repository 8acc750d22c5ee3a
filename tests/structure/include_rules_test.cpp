// SPDX-License-Identifier: GPL-3.0-or-later
// The layers: who may include whom.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/source_root.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

struct SourceFile {
  std::string path;                   // relative to the source tree
  std::vector<std::string> includes;  // what stands between the quotes or brackets
  int lines = 0;
};

SourceFile read_source(const fs::path& file) {
  SourceFile source;
  source.path = fs::relative(file, source_root()).string();
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line); ++source.lines) {
    if (!line.starts_with("#include ")) continue;
    const auto begin = line.find_first_of("<\"");
    const auto end = line.find_first_of(">\"", begin + 1);
    if (begin != std::string::npos && end != std::string::npos)
      source.includes.push_back(line.substr(begin + 1, end - begin - 1));
  }
  return source;
}

std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
  std::vector<SourceFile> sources;
  for (const auto& folder : folders)
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder))
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp")
        sources.push_back(read_source(entry.path()));
  return sources;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return text.starts_with(prefix); });
}

bool is_torch(const std::string& include) { return starts_with_any(include, {"torch/", "ATen/", "c10/"}); }

bool is_qt(const std::string& include) {
  return include.size() > 1 && include[0] == 'Q' && std::isupper(static_cast<unsigned char>(include[1])) != 0 &&
         include.find('.') == std::string::npos;
}

/// Folder -> folders that it may include beside itself.
const std::map<std::string, std::vector<std::string>> allowed_includes = {
    {"core/base", {}},
    {"core/fields", {"core/base"}},
    {"core/elements", {"core/base"}},
    {"core/precision", {"core/base"}},
    {"core/results", {"core/base", "core/precision"}},
    {"core/spec", {"core/base", "core/fields", "core/precision", "core/results"}},
    {"core/schedule", {"core/base", "core/results", "core/fields", "core/precision", "core/spec"}},
    {"core/store", {"core/base", "core/results", "core/fields", "core/spec"}},
    {"core/kernels", {"core/base"}},
    {"core/formats", {"core/base", "core/precision", "core/kernels"}},
    {"core/execution", {"core/precision", "core/kernels", "core/formats"}},
    {"core/layers", {"core/base", "core/precision", "core/kernels", "core/formats", "core/execution"}},
    {"core/data", {"core/base", "core/results", "core/spec"}},
    {"core/tasks", {"core/base", "core/results", "core/spec", "core/data"}},
    {"core/models",
     {"core/base", "core/fields", "core/results", "core/spec", "core/kernels", "core/layers", "core/data"}},
    {"core/train",
     {"core/base", "core/fields", "core/results", "core/spec", "core/schedule", "core/precision", "core/formats",
      "core/layers", "core/data", "core/tasks", "core/models"}},
    {"core/checkpoint", {"core/base", "core/results", "core/spec", "core/store", "core/models", "core/train"}},
    {"datasets", {"core/base", "core/fields", "core/results", "core/spec", "core/data", "core/checkpoint/format"}},
    {"analysis/linalg", {"core/base"}},
    {"analysis/curvature",
     {"core/base", "core/results", "core/spec", "core/layers", "core/data", "core/tasks", "core/models",
      "analysis/linalg"}},
    {"analysis/probes",
     {"core/base", "core/fields", "core/results", "core/spec", "core/models", "analysis/linalg", "analysis/curvature"}},
    {"analysis/critical", {"core/base", "core/results", "core/spec"}},
    {"app/kinds", {"core/", "analysis/", "datasets/"}},
    {"app/workflow", {"core/", "analysis/", "datasets/"}},
    {"app/bench",
     {"core/base", "core/kernels", "core/layers", "core/models", "core/precision", "core/execution", "core/spec"}},
    {"app/curves", {"core/base", "core/results", "core/spec"}},
    {"app/figure",
     {"core/base", "core/results", "core/fields", "core/spec", "core/schedule", "core/store", "analysis/critical",
      "app/curves", "app/workflow/report", "app/workflow/sweep"}},
    {"app/cli",
     {"core/", "analysis/", "datasets/", "app/bench", "app/curves", "app/download", "app/figure", "app/workflow"}},
    {"app/download", {"core/base", "datasets/facts"}},
    {"app/launcher", {}},
};

bool is_own(const std::string& include) {
  return starts_with_any(include, {"core/", "analysis/", "datasets/", "app/", "tests/"});
}

TEST(Layers, EveryFolderIncludesOnlyWhatLiesBelowIt) {
  int checked = 0;
  for (const auto& [folder, allowed] : allowed_includes) {
    for (const auto& source : sources_below({folder})) {
      ++checked;
      for (const auto& include : source.includes)
        if (is_own(include) && !include.starts_with(folder + "/")) {
          EXPECT_TRUE(starts_with_any(include, allowed)) << source.path << " includes " << include;
        }
    }
  }
  EXPECT_GT(checked, 50);
}

TEST(Layers, FoldersThatTheStudioSeesHaveNoTorch) {
  for (const auto& source : sources_below({"core/base", "core/precision", "core/results", "core/spec", "core/schedule",
                                           "core/store", "analysis/linalg", "analysis/critical"}))
    for (const auto& include : source.includes) EXPECT_FALSE(is_torch(include)) << source.path << ": " << include;
}

/// All own headers that a file reaches, itself included.
void collect_reached(const std::string& path, std::set<std::string>& reached) {
  if (!reached.insert(path).second) return;
  for (const auto& include : read_source(source_root() / path).includes)
    if (is_own(include) && fs::exists(source_root() / include)) collect_reached(include, reached);
}

/// What the studio, the figures and the fuzzers are linked with.
TEST(Layers, FactsOfKindsReachNoTorchEvenThroughOtherHeaders) {
  int facts = 0;
  for (const auto& source : sources_below({"core", "analysis", "datasets", "app/kinds"})) {
    if (!source.path.ends_with("_facts.cpp") && !source.path.starts_with("app/kinds/")) continue;
    ++facts;
    std::set<std::string> reached;
    collect_reached(source.path, reached);
    for (const auto& path : reached)
      for (const auto& include : read_source(source_root() / path).includes)
        EXPECT_FALSE(is_torch(include)) << source.path << " reaches " << path;
  }
  EXPECT_GT(facts, 15);
}

TEST(Layers, NoFileMixesQtAndTorchEvenThroughOtherHeaders) {
  int qt_files = 0;
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets"})) {
    std::set<std::string> reached;
    collect_reached(source.path, reached);
    bool qt = false;
    bool torch = false;
    for (const auto& path : reached)
      for (const auto& include : read_source(source_root() / path).includes) {
        qt = qt || is_qt(include);
        torch = torch || is_torch(include);
      }
    qt_files += qt ? 1 : 0;
    EXPECT_FALSE(qt && torch) << source.path << " reaches both Qt and LibTorch headers";
  }
  EXPECT_GT(qt_files, 5);
}

TEST(Layers, OnlyTheStudioUsesQt) {
  for (const auto& source : sources_below({"app/bench", "app/workflow", "app/curves", "app/download", "app/figure",
                                           "app/cli", "core", "analysis", "datasets"}))
    for (const auto& include : source.includes) EXPECT_FALSE(is_qt(include)) << source.path << ": " << include;
}

TEST(Layers, NobodyIncludesTheWholeOfTorch) {
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets"}))
    for (const auto& include : source.includes)
      EXPECT_NE(include, "torch/torch.h") << source.path << ": costs 11 s a file, take the narrow header";
}

TEST(Sizes, FilesStaySmallEnoughToReadAtOnce) {
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets"})) {
    const int limit = source.path.ends_with(".h") ? 180 : 420;
    EXPECT_LE(source.lines, limit) << source.path;
  }
}

/// Columns of a line in UTF-8: bytes that begin a character.
long columns(const std::string& line) {
  return std::count_if(line.begin(), line.end(), [](unsigned char byte) { return (byte & 0xC0) != 0x80; });
}

int width_of_the_formatter() {
  std::ifstream stream(source_root() / ".clang-format");
  for (std::string line; std::getline(stream, line);)
    if (line.starts_with("ColumnLimit: ")) return std::stoi(line.substr(13));
  return 0;
}

TEST(Sources, HaveOneLineWidth) {
  const int width = width_of_the_formatter();
  ASSERT_EQ(width, 120);
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets", "tests"})) {
    if (source.path == "app/figure/tex/figure_tex.cpp") continue;  // TeX that is written as it stands
    std::ifstream stream(source_root() / source.path);
    for (std::string line; std::getline(stream, line);) EXPECT_LE(columns(line), width) << source.path << ": " << line;
  }
}

/// lower_case as everything else; names of libraries (at::kFloat) are theirs.
TEST(Sources, ConstantsAreNamedOneWay) {
  const std::regex hungarian(R"(\bconst(expr)?\b[^=(;]*\bk[A-Z]\w*(\[\])?\s*[={])");
  EXPECT_TRUE(std::regex_search("inline constexpr int kWidth = 3;", hungarian)) << "the test could not fail";
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets", "tests"})) {
    if (source.path == "tests/structure/include_rules_test.cpp") continue;
    std::ifstream stream(source_root() / source.path);
    for (std::string line; std::getline(stream, line);)
      EXPECT_FALSE(std::regex_search(line, hungarian)) << source.path << ": " << line;
  }
}

TEST(Sources, EveryFileNamesItsLicence) {
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets", "tests"})) {
    std::ifstream stream(source_root() / source.path);
    std::string first;
    std::getline(stream, first);
    EXPECT_EQ(first, "// SPDX-License-Identifier: GPL-3.0-or-later") << source.path;
  }
}

/// nlohmann's dump throws for bytes that are no UTF-8, and those come from outside: paths, files of others.
TEST(Sources, JsonBecomesTextInOnePlace) {
  const std::set<std::string> exempt = {"core/base/json_text.h",
                                        "core/checkpoint/safetensors.cpp"};  // a tensor's name must not be mended
  for (const auto& source : sources_below({"app", "core", "analysis", "datasets"})) {
    if (exempt.contains(source.path)) continue;
    std::ifstream stream(source_root() / source.path);
    for (std::string line; std::getline(stream, line);)
      EXPECT_EQ(line.find("dump("), std::string::npos) << source.path << ": take json_text of core/base/json_text.h";
  }
}

/// The console checks what it writes; another way to stdout would let a cut result pass for a whole one.
TEST(Sources, OnlyTheConsoleWritesToStandardOutput) {
  for (const auto& source : sources_below({"app/bench", "app/cli", "app/workflow", "app/curves", "app/download",
                                           "app/figure", "core", "analysis", "datasets"})) {
    if (source.path == "app/cli/program/main.cpp") continue;  // hands std::cout to the console
    std::ifstream stream(source_root() / source.path);
    for (std::string line; std::getline(stream, line);)
      for (const char* way : {"std::cout", "std::printf", "std::puts", ", stdout)"})
        EXPECT_EQ(line.find(way), std::string::npos) << source.path << ": " << line;
  }
}

}  // namespace
}  // namespace imprint::test
