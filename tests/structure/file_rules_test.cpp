// SPDX-License-Identifier: GPL-3.0-or-later
// The doors to files: what opens, parses or narrows elsewhere would not keep the rules for folders from strangers
// (core/store/FORMAT.md).
#include <gtest/gtest.h>

#include <algorithm>
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

struct FileRule {
  std::string what;
  std::regex pattern;
  std::vector<std::string> folders;
  std::vector<std::string> allowed;  // files, or folders that end in "/"
  std::string instead;
};

std::vector<FileRule> rules() {
  const std::vector<std::string> all = {"core", "datasets", "analysis", "app"};
  return {
      {"opens a file",
       std::regex(R"(std::(i|o|)fstream|\bf(re|d)?open\(|(^|[^\w.>])::(open|openat|openat2|creat)\()"),
       all,
       {"core/base/file_descriptor.cpp", "core/base/atomic_file.cpp", "core/base/durable_folder.cpp",
        "core/base/standard_streams.cpp"},
       "FileDescriptor, read_file_inside, read_whole_file"},
      {"makes a temporary file",
       std::regex(R"(\b(mkstemp|mktemp|tmpnam|tmpfile)\()"),
       all,
       {},
       "write_file_atomically"},
      {"reads a file of a run over links",
       std::regex(R"(\b(read_whole_file|read_argument|write_named_file)\()"),
       {"core/store"},
       {},
       "read_file_inside, write_file_atomically"},
      {"opens a file by another rule",
       std::regex(R"(OpenRule::(named|whatever))"),
       {"core/store", "core/checkpoint"},
       {},
       "OpenRule::inside"},
      {"parses JSON",
       std::regex(R"(\b[Jj]son::(parse|accept|sax_parse)\()"),
       all,
       {"core/base/json_input.cpp", "core/checkpoint/"},
       "parse_json, parse_ordered_json"},
      {"narrows a JSON number",
       std::regex(R"([\w)\]]\.(template )?get<(std::)?(u?int|long|short|size_t|unsigned|vector|array)[^;]*>\(\))"),
       {"core/store", "core/spec", "core/results", "app"},
       {},
       "json_as, json_member"},
      {"parses TOML", std::regex(R"(\btoml::parse)"), all, {"core/fields/toml_document.cpp"}, "document_from_toml"},
      {"reads HOME or an XDG folder",
       std::regex(R"(getenv\("(HOME|XDG_(DATA|CONFIG|STATE|CACHE)_HOME)|QDir::home|QStandardPaths)"),
       all,
       {"core/base/user_folders.cpp", "app/studio/export/figure_exporter.cpp"},
       "expand_home, user_data_folder, user_config_folder"},
  };
}

bool is_allowed(const FileRule& rule, const std::string& path) {
  return std::ranges::any_of(rule.allowed, [&](const std::string& entry) {
    return entry.ends_with('/') ? path.starts_with(entry) : path == entry;
  });
}

std::string without_comment(const std::string& line) { return line.substr(0, line.find("//")); }

int check(const FileRule& rule, const fs::path& root, const fs::path& file) {
  const std::string path = fs::relative(file, root).string();
  if ((file.extension() != ".h" && file.extension() != ".cpp") || is_allowed(rule, path)) return 0;
  std::ifstream stream(file);
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    EXPECT_FALSE(std::regex_search(without_comment(line), rule.pattern))
        << path << ":" << number << " " << rule.what << "; use " << rule.instead << ": " << line;
  }
  return 1;
}

TEST(FileRules, HoldInEveryFile) {
  const fs::path root = source_root();
  for (const FileRule& rule : rules()) {
    int files = 0;
    for (const std::string& folder : rule.folders)
      for (const auto& entry : fs::recursive_directory_iterator(root / folder))
        files += check(rule, root, entry.path());
    EXPECT_GT(files, 15) << rule.what;
  }
}

TEST(FileRules, SeeWhatTheyAreMeantToSee) {
  const auto all = rules();
  const auto sees = [&](const std::string& line) {
    return std::ranges::any_of(all, [&](const FileRule& rule) { return std::regex_search(line, rule.pattern); });
  };
  for (const char* line :
       {"std::ifstream file(path);", "const int fd = ::open(path.c_str(), O_RDONLY);", "fopen(name, \"r\")",
        "auto json = Json::parse(text);", "json.at(\"step\").get<int>()", "x.get<std::int64_t>()", "toml::parse(text)",
        "std::getenv(\"HOME\")", "::mkstemp(pattern)", "read_whole_file(config())"})
    EXPECT_TRUE(sees(line)) << line;
  for (const char* line : {"std::get<int>(value)", "box->open();", "json.get<std::string>()", "json.get<int>(\"step\")",
                           "window.open(figures)", "file_.get()", "parse_json(text, source)"})
    EXPECT_FALSE(sees(line)) << line;
}

}  // namespace
}  // namespace imprint::test
