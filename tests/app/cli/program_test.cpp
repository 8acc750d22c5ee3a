// SPDX-License-Identifier: GPL-3.0-or-later
// The frame: parsing, help, errors and exit codes, with a command made for it.
#include "app/cli/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/exit_code.h"
#include "core/base/error.h"
#include "tests/app/cli/command_line.h"

namespace imprint::cli {
namespace {

using test::Outcome;
using ::testing::HasSubstr;

/// What the test command was given.
struct Given {
  std::string name;
  int count = 3;
  double rate = 0.5;
  bool loud = false;
  std::vector<std::string> overrides;
  std::vector<int> sizes;
  int few = 1;
  std::filesystem::path out, in;
  Mode mode;
};

class TestCommand : public Command {
 public:
  TestCommand(Given& given, std::function<int(Console&)> action) : given_(given), action_(std::move(action)) {}
  CommandInfo info() const override { return {"colour mix", "Mix a colour", "imprint colour mix red --count 2"}; }
  void declare(Arguments& arguments) override {
    arguments.positional("NAME", &given_.name, "The colour");
    arguments.option("--count", "N", &given_.count, "How often");
    arguments.option("--rate", "R", &given_.rate, "How fast");
    arguments.option("--sizes", "LIST", &given_.sizes, "How large");
    arguments.number("--few", "N", &given_.few, {1, 4}, "How many");
    arguments.path_option("--out", "DIR", PathUse::folder, given_.out, "Where to");
    arguments.path_option("--in", "FILE", PathUse::input, given_.in, "Where from");
    arguments.flag("--loud", given_.loud, "Tell everything");
    arguments.repeated("--set", "KEY=VALUE", given_.overrides, "Override");
  }
  Mode mode() const override { return given_.mode; }
  int run(Console& console) override { return action_(console); }

 private:
  Given& given_;
  std::function<int(Console&)> action_;
};

/// Does nothing under its name.
class NamedCommand : public Command {
 public:
  explicit NamedCommand(std::string path) : path_(std::move(path)) {}
  CommandInfo info() const override { return {path_, "Does nothing", ""}; }
  void declare(Arguments&) override {}
  int run(Console&) override { return exit_success; }

 private:
  std::string path_;
};

class Program : public ::testing::Test {
 protected:
  Outcome run(const std::string& line) {
    CommandSet set;
    set.groups.push_back({"colour", "Colours"});
    set.commands.push_back(std::make_unique<TestCommand>(given_, action_));
    return test::run_line(set, line);
  }
  template <class Error>
  Outcome run_throwing(const std::string& line, const Error& error) {
    action_ = [error](Console&) -> int { throw error; };
    return run(line);
  }

  Given given_;
  std::function<int(Console&)> action_ = [](Console&) { return exit_success; };
};

TEST_F(Program, FillsTheTargetsOfACommand) {
  EXPECT_EQ(run("colour mix red --count 7 --rate=1e-3 --loud --set a=1 --set b=2 --sizes [4,5]").exit_code, 0);
  EXPECT_EQ(given_.name, "red");
  EXPECT_EQ(given_.count, 7);
  EXPECT_EQ(given_.rate, 1e-3);
  EXPECT_TRUE(given_.loud);
  EXPECT_EQ(given_.overrides, (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(given_.sizes, (std::vector<int>{4, 5}));
}

TEST_F(Program, KeepsDefaultsOfWhatIsNotGiven) {
  EXPECT_EQ(run("colour mix red").exit_code, 0);
  EXPECT_EQ(given_.count, 3);
  EXPECT_FALSE(given_.loud);
}

TEST_F(Program, RepeatedFlagDoesNotSwallowThePositional) {
  EXPECT_EQ(run("colour mix --set a=1 red").exit_code, 0);
  EXPECT_EQ(given_.name, "red");
  EXPECT_EQ(given_.overrides, std::vector<std::string>{"a=1"});
}

TEST_F(Program, HelpShowsDefaultsAndExamples) {
  const Outcome outcome = run("colour mix --help");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, ::testing::AllOf(HasSubstr("Mix a colour"), HasSubstr("--count N=3"), HasSubstr("--json"),
                                            HasSubstr("Usage: imprint colour mix [OPTIONS] NAME"),
                                            HasSubstr("Examples:\n  imprint colour mix red --count 2")));
}

TEST_F(Program, HelpKeepsTheOrderOfTheCommands) {
  CommandSet set;
  set.groups = {{"colour", "Colours"}};
  set.commands.push_back(std::make_unique<NamedCommand>("first"));
  set.commands.push_back(std::make_unique<NamedCommand>("colour mix"));
  set.commands.push_back(std::make_unique<NamedCommand>("last"));
  const std::string help = test::run_line(set, "--help").out;
  EXPECT_LT(help.find("first"), help.find("colour"));
  EXPECT_LT(help.find("Colours"), help.find("last"));
}

TEST_F(Program, TellsItsVersion) {
  EXPECT_THAT(run("--version").out, ::testing::MatchesRegex("imprint [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Program, LinesThatNameNoCommandGetTheHelpAndExitCode2) {
  for (const char* line : {"", "colour"}) {
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.exit_code, 2) << line;
    EXPECT_EQ(outcome.out, "") << line;
    EXPECT_THAT(outcome.err, HasSubstr("Usage:")) << line;
  }
}

TEST_F(Program, BadUsageNamesTheNearestAndExitsWith2) {
  const std::vector<std::pair<const char*, const char*>> lines = {
      {"color mix red", "imprint: unknown command color; did you mean colour?\n"},
      {"colour mx red", "imprint: unknown command mx; did you mean mix?\n"},
      {"colour mix red --cuont 2", "imprint: unknown flag --cuont; did you mean --count?\n"},
      {"colour mix --cuont=2", "imprint: unknown flag --cuont; did you mean --count?\n"},
      {"colour mix red --zzzzzzz", "imprint: unknown flag --zzzzzzz; see imprint colour mix --help\n"},
      {"colour mix red blue", "imprint: unexpected argument \"blue\"; see imprint colour mix --help\n"},
      {"colour mix", "imprint: NAME is required; see imprint colour mix --help\n"},
      {"colour mix red --count two", "imprint: --count = two: a whole number is expected\n"},
      {"colour mix red --rate nan", "imprint: --rate = nan: a number is expected\n"},
      {"colour mix red --count 2.7", "imprint: --count = 2.7: a whole number is expected\n"},
      {"colour mix red --count 3000000000",
       "imprint: --count = 3000000000: a whole number is expected from -2147483648 to 2147483647\n"},
      {"colour mix red --few 5", "imprint: --few must be from 1 to 4, but is 5\n"},
      {"colour mix red --count 1 --count 2", "imprint: --count is given 2 times, but takes one value\n"},
      {"colour mix red --set= blue", "imprint: --set is empty: give it a value, or leave it away\n"},
      {"bench", "imprint: unknown command bench; it is one of colour; see imprint --help\n"},
      {"bench --json", "imprint: unknown command bench; it is one of colour; see imprint --help\n"},
      {"--cuont bench", "imprint: unknown command bench; it is one of colour; see imprint --help\n"},
      {"colour shake --count 2 --json",
       "imprint: unknown command shake; it is one of mix; see imprint colour --help\n"},
      {"--cuont", "imprint: unknown flag --cuont; see imprint --help\n"},
  };
  for (const auto& [line, error] : lines) {
    const Outcome outcome = run(line);
    EXPECT_EQ(outcome.exit_code, 2) << line;
    EXPECT_EQ(outcome.err, error) << line;
    EXPECT_EQ(outcome.out.empty(), !std::string(line).ends_with("--json")) << line;
  }
}

TEST_F(Program, EmptyValuesAreRefused) {
  CommandSet set;
  set.commands.push_back(std::make_unique<TestCommand>(given_, action_));
  for (const std::vector<std::string>& words :
       std::vector<std::vector<std::string>>{{"colour", "mix", ""},
                                             {"colour", "mix", "red", "--count", ""},
                                             {"colour", "mix", "red", "--set", ""},
                                             {"colour", "mix", "red", "--out", ""}}) {
    const Outcome outcome = test::run_words(set, words);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(" is empty: give it a value, or leave it away")) << words.back();
  }
}

TEST_F(Program, PathsAreExpandedAndMayBeStandardInput) {
  const char* home_before = std::getenv("HOME");
  const std::string home = home_before == nullptr ? "" : home_before;
  if (home.empty()) GTEST_SKIP() << "there is no HOME here";
  EXPECT_EQ(run("colour mix red --out ~/x --in -").exit_code, 0);
  EXPECT_EQ(given_.out, home + "/x");
  EXPECT_EQ(given_.in, "/dev/stdin");
  EXPECT_EQ(run("colour mix red --out ./~/x").exit_code, 0);
  EXPECT_EQ(given_.out, "./~/x");
}

TEST_F(Program, WhatAModeDoesNotReadIsRefused) {
  given_.mode = {"with --loud", {"NAME", "--loud"}, "it is loud enough"};
  EXPECT_EQ(run("colour mix red --loud --json").exit_code, 0);
  const Outcome outcome = run("colour mix red --loud --set a=1");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.err, "imprint: --set is not read with --loud: it is loud enough; leave it away\n");
  EXPECT_EQ(run("colour mix red --count 3").exit_code, 2) << "given at its default, it is given";
}

TEST_F(Program, HelpIsACommandToo) {
  EXPECT_EQ(run("help").out, run("--help").out);
  EXPECT_EQ(run("help colour mix").out, run("colour mix --help").out);
  EXPECT_EQ(run("help colour mix").exit_code, 0);
}

TEST_F(Program, JsonMayStandBeforeTheCommand) {
  action_ = [](Console& console) {
    console.print("text");
    console.json("{}");
    return exit_success;
  };
  EXPECT_EQ(run("--json colour mix red").out, "{}\n");
  const Outcome nothing = run("--json");
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_TRUE(nlohmann::json::parse(nothing.out).contains("error"));
}

TEST_F(Program, AResultThatCanNotBeWrittenIsAFailure) {
  action_ = [](Console& console) {
    console.print("for people");
    return exit_success;
  };
  CommandSet set;
  set.commands.push_back(std::make_unique<TestCommand>(given_, action_));
  std::ofstream full("/dev/full");
  std::ostringstream err;
  EXPECT_EQ(run_program({"colour", "mix", "red"}, set, full, err), 1);
  EXPECT_THAT(err.str(), HasSubstr("could not be written to stdout whole: No space left on device"));
}

TEST_F(Program, ErrorsBecomeExitCodesInOnePlace) {
  EXPECT_EQ(run_throwing("colour mix red", InputError("bad")).exit_code, 2);
  EXPECT_EQ(run_throwing("colour mix red", JobError("failed")).exit_code, 1);
  EXPECT_EQ(run_throwing("colour mix red", DiskFullError("full")).exit_code, 1);
  EXPECT_EQ(run_throwing("colour mix red", DivergedError("diverged at step 3")).exit_code, 1);
  EXPECT_EQ(run_throwing("colour mix red", CancelledError()).exit_code, 130);
  EXPECT_EQ(run_throwing("colour mix red", std::runtime_error("what")).exit_code, 1);
  EXPECT_EQ(run_throwing("colour mix red", std::bad_alloc()).exit_code, 1);
  EXPECT_EQ(run_throwing("colour mix red", 3).exit_code, 1);
}

TEST_F(Program, ACommandMayReturnItsOwnExitCode) {
  action_ = [](Console&) { return exit_code_of(RunState::cancelled); };
  EXPECT_EQ(run("colour mix red").exit_code, 130);
  EXPECT_EQ(exit_code_of(RunState::finished), 0);
  EXPECT_EQ(exit_code_of(RunState::failed), 1);
  EXPECT_EQ(exit_code_of(RunState::running), 1);
}

TEST_F(Program, ErrorsAreOneLineAndJsonOnRequest) {
  const Outcome plain = run_throwing("colour mix red", InputError("first\nsecond"));
  EXPECT_EQ(plain.err, "imprint: first; second\n");
  EXPECT_EQ(plain.out, "");
  const Outcome json = run_throwing("colour mix red --json", InputError("first\nsecond"));
  EXPECT_EQ(json.err, "imprint: first; second\n");
  EXPECT_EQ(nlohmann::json::parse(json.out), (nlohmann::json{{"error", "first; second"}}));
}

TEST_F(Program, BadUsageAnswersInJsonToo) {
  for (const char* line : {"colour mix --json --cuont 2", "colour mix red --count x --json", "color --json"})
    EXPECT_TRUE(nlohmann::json::parse(run(line).out).contains("error")) << line;
}

TEST_F(Program, WithJsonOnlyTheResultReachesStdout) {
  action_ = [](Console& console) {
    console.print("for people");
    console.note("working");
    console.json(R"({"a": 1})");
    return exit_success;
  };
  EXPECT_EQ(run("colour mix red --json").out, "{\"a\": 1}\n");
  EXPECT_EQ(run("colour mix red --json").err, "working\n");
}

}  // namespace
}  // namespace imprint::cli
