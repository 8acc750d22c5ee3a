// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/words/text_files.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "datasets/files/dataset_file.h"

namespace imprint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_shown = 40;  // of a word in a message
constexpr std::string_view blanks = " \t\r\v\f";

struct PlaceInText {
  const std::string& source;
  std::int64_t line;
};

[[noreturn]] void refuse(const PlaceInText& place, const std::string& what) {
  throw InputError(place.source + ": line " + std::to_string(place.line) + ": " + what);
}

std::int32_t number_of(std::string_view word, const PlaceInText& place, Vocabulary& vocabulary, bool may_grow) {
  if (word.find('\0') != std::string_view::npos) refuse(place, "a zero byte: this is no text file");
  if (may_grow) return vocabulary.number_of(word);
  if (const std::int32_t number = vocabulary.find(word); number >= 0) return number;
  refuse(place, "\"" + std::string(word.substr(0, longest_shown)) +
                    "\" is not among the words of vocab.txt; add it there, or write <unk>");
}

void append_line(std::string_view line, const PlaceInText& place, Vocabulary& vocabulary, bool may_grow,
                 std::vector<std::int32_t>& words) {
  for (;;) {
    const std::size_t begin = line.find_first_not_of(blanks);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(line.find_first_of(blanks, begin), line.size());
    words.push_back(number_of(line.substr(begin, end - begin), place, vocabulary, may_grow));
    line.remove_prefix(end);
  }
  words.push_back(number_of(end_of_sentence, place, vocabulary, may_grow));
}

/// "x.train.txt" of "x.train.txt.gz".
std::string without_gz(const std::string& name) {
  return name.ends_with(".gz") ? name.substr(0, name.size() - 3) : name;
}

/// The names in the folder that say that they are this part, without .gz, each once.
PartNames names_of_part(const fs::path& folder, const std::vector<std::string>& parts) {
  PartNames names;
  for (const std::string& file : file_names(folder)) {
    const std::string name = without_gz(file);
    const bool fits = std::ranges::any_of(parts, [&](const std::string& part) {
      return std::ranges::any_of(std::initializer_list<const char*>{".txt", ".tokens"}, [&](const char* ending) {
        return name == part + ending || name.ends_with("." + part + ending);
      });
    });
    if (fits && std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  if (names.empty()) names.push_back(parts.front() + ".txt");
  return names;
}

TextFile read_part(const fs::path& folder, const std::vector<std::string>& parts, Vocabulary& vocabulary,
                   bool may_grow) {
  const DatasetFile file = read_dataset_part(folder, names_of_part(folder, parts));
  TextFile text{file.name, numbered_words(file.bytes, file.name, vocabulary, may_grow)};
  const std::int32_t end = vocabulary.find(end_of_sentence);
  if (std::ranges::all_of(text.words, [&](std::int32_t word) { return word == end; }))
    throw InputError(file.name + ": there is no word in it");
  return text;
}

bool has_vocabulary(const fs::path& folder) {
  const std::vector<std::string> names = file_names(folder);
  return std::ranges::find(names, "vocab.txt") != names.end();
}

void read_vocabulary(const fs::path& folder, Vocabulary& vocabulary) {
  const DatasetFile file = read_dataset_part(folder, {"vocab.txt"});
  for (const std::string_view line : split(file.bytes, '\n'))
    if (const std::string_view word = trimmed(line); !word.empty()) vocabulary.number_of(word);
  vocabulary.number_of(end_of_sentence);
}

}  // namespace

std::vector<std::int32_t> numbered_words(std::string_view text, const std::string& source, Vocabulary& vocabulary,
                                         bool may_grow) {
  std::vector<std::int32_t> words;
  for (std::int64_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    append_line(text.substr(0, end), {source, line}, vocabulary, may_grow, words);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

TextFiles read_text_files(const DatasetFacts& facts, const std::string& root) {
  const fs::path folder = find_dataset_folder(facts, root, {});
  TextFiles files;
  const bool may_grow = !has_vocabulary(folder);
  if (!may_grow) read_vocabulary(folder, files.vocabulary);
  files.train = read_part(folder, {"train"}, files.vocabulary, may_grow);
  files.validation = read_part(folder, {"valid", "validation"}, files.vocabulary, may_grow);
  files.test = read_part(folder, {"test"}, files.vocabulary, may_grow);
  return files;
}

}  // namespace imprint
