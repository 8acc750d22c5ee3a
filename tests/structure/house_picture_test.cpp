// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of the house in resources/docs/developing.md is what the build files say.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/source_root.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

struct Library {
  std::string folder;
  std::set<std::string> uses;  // targets of the house
};

using House = std::map<std::string, Library>;

/// A library of the desktop stands in a folder of its own name, or in all of app/studio.
std::string folder_of(const fs::path& file, const std::vector<std::string>& words) {
  const std::string folder = fs::relative(file.parent_path(), source_root()).string();
  const auto folders = std::ranges::find(words, "FOLDERS");
  if (folders == words.end() || *std::next(folders) == ".") return folder;
  return folder + "/" + *std::next(folders);
}

void add_libraries(const fs::path& file, House& house) {
  const std::string text = content_of(file);
  // The facts of a folder's kinds are a library of their own in the same room.
  const bool has_facts_alone = text.find("\nimprint_library(") == std::string::npos;
  static const std::regex call(R"(\n(imprint_library|imprint_studio_library|imprint_facts)\(([^)]*)\))");
  for (std::sregex_iterator match(text.begin(), text.end(), call), end; match != end; ++match) {
    if ((*match)[1] == "imprint_facts" && !has_facts_alone) continue;
    const std::vector<std::string> words = words_of((*match)[2]);
    Library& library = house[words.front()];
    library.folder = folder_of(file, words);
    for (auto word = std::ranges::find(words, "DEPENDS"); word != words.end(); ++word)
      if (word->starts_with("imprint_")) library.uses.insert(*word);
  }
}

House read_house() {
  House house;
  for (const char* top : {"core", "analysis", "datasets", "app"})
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / top))
      if (entry.path().filename() == "CMakeLists.txt") add_libraries(entry.path(), house);
  for (auto& [name, library] : house)
    std::erase_if(library.uses, [&](const std::string& used) { return !house.contains(used); });
  return house;
}

bool reaches(const House& house, const std::string& from, const std::string& to) {
  const auto& uses = house.at(from).uses;
  return uses.contains(to) ||
         std::ranges::any_of(uses, [&](const std::string& next) { return reaches(house, next, to); });
}

/// What is used only through others is not drawn.
bool is_drawn(const House& house, const std::string& from, const std::string& to) {
  return std::ranges::none_of(house.at(from).uses,
                              [&](const std::string& other) { return other != to && reaches(house, other, to); });
}

std::string node_of(std::string folder) {
  std::ranges::replace(folder, '/', '_');
  return folder;
}

std::string picture_of(const House& house) {
  std::map<std::string, std::set<std::string>> rooms;
  std::set<std::string> arrows;
  for (const auto& [name, library] : house) {
    rooms[library.folder.substr(0, library.folder.find('/'))].insert(library.folder);
    for (const std::string& used : library.uses)
      if (is_drawn(house, name, used))
        arrows.insert("  " + node_of(library.folder) + " --> " + node_of(house.at(used).folder) + "\n");
  }
  std::string text = "flowchart TD\n";
  for (const auto& [top, folders] : rooms) {
    text += "  subgraph top_" + top + "[\"" + top + "\"]\n";
    for (const std::string& folder : folders) text += "    " + node_of(folder) + "[\"" + folder + "\"]\n";
    text += "  end\n";
  }
  for (const std::string& arrow : arrows) text += arrow;
  return text;
}

TEST(HousePicture, IsWhatTheBuildFilesSay) {
  const House house = read_house();
  ASSERT_GT(house.size(), 25);
  ASSERT_TRUE(reaches(house, "imprint_train", "imprint_base"));
  const std::string picture = picture_of(house);
  const std::string page = content_of(source_root() / "resources/docs/developing.md");
  EXPECT_NE(page.find("```mermaid\n" + picture + "```"), std::string::npos)
      << "the block ```mermaid of resources/docs/developing.md should be:\n"
      << picture;
}

}  // namespace
}  // namespace imprint::test
