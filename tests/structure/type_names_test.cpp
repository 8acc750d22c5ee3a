// SPDX-License-Identifier: GPL-3.0-or-later
// Type names are unique in their namespace across the whole tree. Two layouts under one name share one destructor and
// one constructor in the linked program, which no compiler sees.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/source_root.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

/// The text without comments, literals and preprocessor lines.
class PlainSource {
 public:
  explicit PlainSource(const std::string& text) : text_(text) {
    while (at_ < text_.size()) take();
  }
  std::string plain;

 private:
  void take() {
    if (starts("//") || (text_[at_] == '#' && line_is_blank()))
      skip_line();
    else if (starts("/*"))
      at_ = after(text_.find("*/", at_ + 2), 2);
    else if (starts("R\""))
      skip_raw();
    else if (text_[at_] == '"' || (text_[at_] == '\'' && !follows_digit()))
      skip_literal(text_[at_]);
    else
      plain += text_[at_++];
  }
  bool starts(const char* what) const { return text_.compare(at_, std::char_traits<char>::length(what), what) == 0; }
  bool follows_digit() const {
    return at_ > 0 && std::isalnum(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }  // 1'000
  bool line_is_blank() const {
    const std::size_t line = plain.rfind('\n');
    return plain.find_first_not_of(" \t", line == std::string::npos ? 0 : line + 1) == std::string::npos;
  }
  std::size_t after(std::size_t found, std::size_t length) const {
    return found == std::string::npos ? text_.size() : found + length;
  }
  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
  }
  void skip_literal(char quote) {
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }
  void skip_raw() {
    const std::size_t open = text_.find('(', at_);
    const std::string close = ")" + text_.substr(at_ + 2, open - at_ - 2) + "\"";
    at_ = after(text_.find(close, open), close.size());
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

/// Names with their namespaces of the types that a text defines outside classes and functions; of an unnamed namespace
/// none, for they are the file's own. Specialisations of a template are no new names.
std::vector<std::string> types_defined_in(const std::string& text) {
  static const std::regex space(R"(\s*(?:inline\s+)?namespace\s*([\w:]*)\s*)");
  static const std::regex type(R"(\s*(?:template\s*<[^{]*>\s*)?(?:class|struct|union|enum(?:\s+(?:class|struct))?)\s+)"
                               R"((?:\[\[.*?\]\]\s*)?(\w+)\s*(?:final\s*)?(?::[^:][\s\S]*)?)");
  std::vector<std::string> names, scopes;
  std::string head;
  std::size_t closed = 0;  // braces that are open inside a class, a function or an unnamed namespace
  for (const char c : PlainSource(text).plain) {
    std::smatch match;
    if (c == '{' && closed > 0) {
      ++closed;
    } else if (c == '{' && std::regex_match(head, match, space) && match[1].length() > 0) {
      scopes.push_back(match[1].str() + "::");
    } else if (c == '{') {
      std::string name;
      for (const std::string& scope : scopes) name += scope;
      if (std::regex_match(head, match, type)) names.push_back(name + match[1].str());
      closed = 1;
    } else if (c == '}') {
      if (closed > 0)
        --closed;
      else if (!scopes.empty())
        scopes.pop_back();
    }
    const bool ends = c == '{' || c == '}' || c == ';';
    head = ends ? "" : head + c;
  }
  return names;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

TEST(TypeNames, TheScannerFindsWhatIsDefinedAndNothingElse) {
  const std::string text = R"cpp(
#define SOME struct InMacro {
    namespace a::b {
    struct One {
      struct Inner {};
    };
    class Declared;
    enum class Two : int { x };
    template <class T>
    class Three final : public One {
      void f() {
        struct Local {};
      }
    };
    struct Three<int> {};
    // struct Comment {};
    const char* s = "struct Literal {";
    int n = 1'000;
    namespace {
    struct Own {};
    }
    One make() { return {}; }
    inline namespace c {
    union Four {};
    }
    }
    struct Five {};
  )cpp";
  EXPECT_EQ(types_defined_in(text),
            (std::vector<std::string>{"a::b::One", "a::b::Two", "a::b::Three", "a::b::c::Four", "Five"}));
}

TEST(TypeNames, AreUniqueInTheirNamespaceAcrossTheTree) {
  std::map<std::string, std::string> where;
  for (const char* folder : {"app", "core", "analysis", "datasets", "tests"})
    for (const auto& entry : fs::recursive_directory_iterator(source_root() / folder)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      const std::string file = fs::relative(entry.path(), source_root()).string();
      for (const std::string& name : types_defined_in(text_of(entry.path()))) {
        const auto [known, is_new] = where.emplace(name, file);
        EXPECT_TRUE(is_new) << name << " is defined in " << known->second << " and in " << file;
      }
    }
  EXPECT_GT(where.size(), 400U);
}

}  // namespace
}  // namespace imprint::test
