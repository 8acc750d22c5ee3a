// SPDX-License-Identifier: GPL-3.0-or-later
// imprint format list and show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "tests/app/cli/command_line.h"

namespace imprint::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;

test::Outcome run_line(const std::string& line) {
  CommandSet set;
  add_kind_commands(set);
  return test::run_line(set, line);
}

TEST(FormatCommands, ListNamesBitsAndLargest) {
  EXPECT_THAT(run_line("format list").out, AllOf(HasSubstr("mxfp4"), HasSubstr("4.25"), HasSubstr("448")));
  const json list = json::parse(run_line("format list --json").out).at("formats");
  EXPECT_GT(list.size(), 15U);
  EXPECT_EQ(list[3].at("name"), "affine4-b16");
  EXPECT_EQ(list[3].at("bits_a_value"), 6);
  EXPECT_EQ(list[7].at("name"), "e2m1");
}

TEST(FormatCommands, ShowValuesAndRoundNumbers) {
  const json shown = json::parse(run_line("format show e2m1 --round 0.25,-0.75,5,7 --json").out);
  EXPECT_EQ(shown.at("largest"), 6);
  EXPECT_EQ(shown.at("smallest_subnormal"), 0.5);
  EXPECT_EQ(shown.at("values").size(), 15U);
  EXPECT_EQ(shown.at("rounded"), json({0.0, -1.0, 4.0, 6.0}));
  EXPECT_TRUE(shown.at("block").is_null());
  EXPECT_EQ(json::parse(run_line("format show nvfp4 --json").out).at("block"), 16);
  EXPECT_TRUE(json::parse(run_line("format show bf16 --json").out).at("values").is_null());
  EXPECT_THAT(run_line("format show e2m1 --round 2.5 --rounding half-away").out, HasSubstr("2.5 -> 3"));
}

TEST(FormatCommands, OverflowIsAChoice) {
  const std::string line = "format show e5m2 --round 1e6,-1e6 --json";
  EXPECT_EQ(json::parse(run_line(line).out).at("rounded"), json({57344.0, -57344.0}));
  EXPECT_EQ(json::parse(run_line(line + " --overflow standard").out).at("rounded"), json({"infinity", "-infinity"}));
}

TEST(FormatCommands, SayWhatIsWrong) {
  EXPECT_THAT(run_line("format show mxfp5").err, HasSubstr("did you mean mxfp4?"));
  EXPECT_THAT(run_line("format show e4m3 --round 1,x").err, HasSubstr("\"x\" is not a number"));
  EXPECT_THAT(run_line("format show e4m3 --round 1,inf").err, HasSubstr("finite numbers are expected"));
  EXPECT_THAT(run_line("format show e4m3 --rounding up").err,
              HasSubstr("--rounding must be nearest-even or half-away"));
  EXPECT_THAT(run_line("format show e4m3 --overflow up").err, HasSubstr("--overflow must be saturate or standard"));
}

}  // namespace
}  // namespace imprint::cli
