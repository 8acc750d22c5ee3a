// SPDX-License-Identifier: GPL-3.0-or-later
// Every command in every way to use it, against every argument that it declares: what is not read is refused. The table
// is written by hand from what each command does; an argument that is in no row fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "core/base/error.h"
#include "core/base/text.h"
#include "tests/app/cli/doors/whole_program.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// A way to use a command: its shortest line, and all that it reads beside what stands there.
struct Way {
  std::string command;
  std::string line;
  std::string reads;  // names, apart by blanks; * = all that there are
};

const std::vector<Way>& ways() {
  static const std::vector<Way> all = {
      {"run", "s.toml", "SPEC --set --out"},
      {"run", "--resume --out d", "--resume --out"},
      {"run", "--list-fields", "--list-fields"},
      {"schedule list", "", ""},
      {"schedule show", "RR", "*"},
      {"schedule show", "CR",
       "SCHEDULE --cycles --min-bits --max-bits --backward-bits --period --iterations --csv --svg --all"},
      {"schedule show", "static", "SCHEDULE --max-bits --backward-bits --iterations --csv --svg --all"},
      {"schedule show", "p.csv", "SCHEDULE --backward-bits --rex-constant --period --iterations --csv --svg --all"},
      {"schedule show", "p.json", "SCHEDULE --iterations --csv --svg --all"},
      {"schedule show", "p.toml", "SCHEDULE --iterations --csv --svg --all"},
      {"schedule convert", "RTV --to c.json --stairs", "*"},
      {"schedule convert", "RTV --to c.json",
       "SCHEDULE --cycles --min-bits --max-bits --backward-bits --rex-constant --period --to --stairs"},
      {"schedule convert", "RTV --to c.csv --stairs",
       "SCHEDULE --cycles --min-bits --max-bits --rex-constant --period --to --stairs --iterations"},
      {"schedule convert", "ER --to c.toml",
       "SCHEDULE --cycles --min-bits --max-bits --backward-bits --period --to --stairs"},
      {"schedule convert", "static --to c.json", "SCHEDULE --max-bits --backward-bits --to --stairs"},
      {"schedule convert", "p.json --to c.csv", "SCHEDULE --to --stairs"},
      {"schedule cost", "s.toml", "*"},
      {"range-test", "s.toml", "*"},
      {"curvature", "w.safetensors", "*"},
      {"curvature", ".", "RUN_OR_CHECKPOINT --set"},
      {"sweep plan", "s.toml", "*"},
      {"sweep run", "s.toml --out d", "*"},
      {"sweep run", "--out d", "SPEC --out --processes"},
      {"sweep status", "--out d", "*"},
      {"sweep report", "--out d --interval bca", "*"},
      {"sweep report", "--out d --interval student-t", "SPEC --out --metric --interval --level"},
      {"figure", "r.toml --out d", "RECIPE --out --set --sources --dpi"},
      {"figure", "--list-venues", "--list-venues"},
      {"figure", "--list-fields", "--list-fields"},
      {"runs list", "", "*"},
      {"runs show", "d", "*"},
      {"runs compare", "", "*"},
      {"runs check", "", "*"},
      {"runs export", "--to a.csv", "*"},
      {"dataset list", "", ""},
      {"dataset show", "mnist", "*"},
      {"dataset fetch", "mnist", "*"},
      {"dataset fetch", "", "NAME"},
      {"dataset verify", "synthetic", "*"},
      {"model list", "", ""},
      {"format list", "", ""},
      {"format show", "e4m3", "*"},
      {"model show", "mlp", "*"},
      {"doctor", "", ""},
      {"bench", "", "*"},
  };
  return all;
}

std::set<std::string> words_in(const std::string& text) {
  std::set<std::string> words;
  for (const std::string& word : split(text, ' '))
    if (!word.empty()) words.insert(word);
  return words;
}

/// How the argument is given; a positional in place of nothing.
std::vector<std::string> given(const DeclaredArgument& argument) {
  if (!argument.is_option()) return {"extra"};
  switch (argument.kind) {
    case ArgumentKind::flag: return {argument.name};
    case ArgumentKind::number:
      return {argument.name, argument.name == "--rex-constant" || argument.name == "--level" ? "0.5" : "200"};
    case ArgumentKind::repeated: return {argument.name, "a=1"};
    default: return {argument.name, "thing"};
  }
}

/// What the parser says to the line with the argument; "no error" when it takes it.
std::string answer(const Way& way, const DeclaredArgument& argument) {
  std::vector<std::string> words = split(way.command, ' ');
  for (const std::string& word : split(way.line, ' '))
    if (!word.empty()) words.push_back(word);
  for (const std::string& word : given(argument)) words.push_back(word);
  return input_error_of([&] { parse_only(words); });
}

bool stands_in(const Way& way, const DeclaredArgument& argument) {
  const auto words = split(way.line, ' ');
  if (argument.is_option()) return std::ranges::find(words, argument.name) != words.end();
  return !way.line.empty() && !words.front().starts_with("-");
}

TEST(EveryArgument, IsReadOrRefused) {
  int refused = 0;
  for (const auto& command : whole_program().commands) {
    const std::string path = command->info().path;
    const auto arguments = declared_arguments(*command);
    for (const Way& way : ways()) {
      if (way.command != path) continue;
      const auto reads = words_in(way.reads);
      for (const DeclaredArgument& argument : arguments) {
        if (stands_in(way, argument)) continue;
        const std::string said = answer(way, argument);
        const bool is_read = way.reads == "*" || reads.contains(argument.name);
        refused += is_read ? 0 : 1;
        if (is_read) {
          EXPECT_EQ(said, "no error") << path << " " << way.line << ": " << argument.name;
        } else {
          EXPECT_THAT(said, AllOf(HasSubstr(" is not read "), HasSubstr(argument.name))) << path << " " << way.line;
        }
      }
    }
  }
  EXPECT_GT(refused, 50);
}

TEST(EveryArgument, StandsInTheTable) {
  for (const auto& command : whole_program().commands) {
    std::set<std::string> known;
    bool all = false, found = false;
    for (const Way& way : ways()) {
      if (way.command != command->info().path) continue;
      found = true;
      all = all || way.reads == "*";
      known.merge(words_in(way.reads));
    }
    EXPECT_TRUE(found) << command->info().path << ": has no row";
    for (const DeclaredArgument& argument : declared_arguments(*command))
      EXPECT_TRUE(all || known.contains(argument.name)) << command->info().path << " " << argument.name;
  }
}

/// The words of a line that gives the argument `value` and all that is required beside it.
std::vector<std::string> line_with(const Way& way, const DeclaredArgument& argument, const std::string& value) {
  std::vector<std::string> words = split(way.command, ' ');
  const auto line = split(way.line, ' ');
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == argument.name)
      ++i;  // and its value
    else if (!line[i].empty() &&
             (argument.is_option() || line[i].starts_with("-") || (i > 0 && line[i - 1].starts_with("--"))))
      words.push_back(line[i]);
  }
  if (argument.is_option()) words.push_back(argument.name);
  words.push_back(value);
  return words;
}

TEST(EveryArgument, ThatTakesAValueRefusesAnEmptyOne) {
  int tried = 0;
  for (const auto& command : whole_program().commands) {
    const auto way = std::ranges::find(ways(), command->info().path, &Way::command);
    for (const DeclaredArgument& argument : declared_arguments(*command)) {
      if (argument.kind == ArgumentKind::flag) continue;
      ++tried;
      EXPECT_THAT(input_error_of([&] { parse_only(line_with(*way, argument, "")); }),
                  HasSubstr(argument.name + " is empty"))
          << command->info().path;
      if (!argument.is_option()) continue;
      const std::string joined = argument.name + "=";
      std::vector<std::string> words = split(command->info().path, ' ');
      words.push_back(joined);
      EXPECT_THAT(input_error_of([&] { parse_only(words); }), HasSubstr(argument.name + " is empty"));
    }
  }
  EXPECT_GT(tried, 40);
}

TEST(EveryArgument, ThatTakesOneValueRefusesTwo) {
  for (const auto& command : whole_program().commands) {
    const auto way = std::ranges::find(ways(), command->info().path, &Way::command);
    for (const DeclaredArgument& argument : declared_arguments(*command)) {
      const bool takes_one = argument.kind == ArgumentKind::path || argument.kind == ArgumentKind::number ||
                             argument.kind == ArgumentKind::text;
      if (!takes_one || !argument.is_option()) continue;
      auto words = line_with(*way, argument, "3");
      words.insert(words.end(), {argument.name, "4"});
      EXPECT_THAT(input_error_of([&] { parse_only(words); }), HasSubstr(argument.name + " is given 2 times"))
          << command->info().path;
    }
  }
}

TEST(EveryArgument, ThatIsAWholeNumberRefusesFractionsAndWhatDoesNotFit) {
  for (const auto& command : whole_program().commands) {
    const auto way = std::ranges::find(ways(), command->info().path, &Way::command);
    for (const DeclaredArgument& argument : declared_arguments(*command)) {
      if (argument.kind != ArgumentKind::number || argument.name == "--rex-constant" || argument.name == "--level")
        continue;
      for (const char* value : {"2.7", "two", "1e3", "99999999999999999999"})
        EXPECT_THAT(input_error_of([&] { parse_only(line_with(*way, argument, value)); }),
                    HasSubstr(argument.name + " = " + value + ": a whole number is expected"))
            << command->info().path;
    }
  }
}

}  // namespace
}  // namespace imprint::test
