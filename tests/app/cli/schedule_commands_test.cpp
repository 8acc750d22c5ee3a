// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#include "core/schedule/precision_cost.h"
#include "tests/app/cli/command_line.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using nlohmann::json;
using test::Outcome;
using test::run_line;
using ::testing::HasSubstr;

json json_of(const std::string& line) {
  const Outcome outcome = run_line(line + " --json");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  return json::parse(outcome.out);
}

TEST(ScheduleList, ShowsTheTenStaticAndDrawn) {
  const json list = json_of("schedule list").at("schedules");
  ASSERT_EQ(list.size(), 12u);
  EXPECT_EQ(list[2].at("name"), "CR");
  EXPECT_EQ(list[2].at("cost_group"), "medium");
  EXPECT_THAT(run_line("schedule list").out, HasSubstr("RTH     rex          large"));
}

TEST(ScheduleShow, TellsThePublishedCostOfCosineRepeated) {
  const json shown =
      json_of("schedule show CR --cycles 8 --min-bits 3 --max-bits 8 --backward-bits 8 --iterations 64000");
  EXPECT_NEAR(shown.at("relative_cost").get<double>(), 0.03959, 5e-6);
  EXPECT_EQ(shown.at("static_relative_cost"), 0.0625);
  EXPECT_NEAR(shown.at("saving").get<double>(), 0.3666, 5e-5);
  EXPECT_EQ(shown.at("period"), 8000);
  EXPECT_EQ(shown.at("cost_group"), "medium");
  EXPECT_EQ(shown.at("iterations"), 64000);
}

class ScheduleConvert : public ::testing::Test {
 protected:
  std::string file(const std::string& name) const { return (folder / name).string(); }
  static std::string bits_of(const std::string& schedule) {
    return run_line("schedule show " + schedule + " --iterations 1001 --csv").out;
  }
  test::TemporaryFolder folder;
};

TEST_F(ScheduleConvert, KeepsTheBitsThroughEveryFormat) {
  const std::string options = " --cycles 3 --min-bits 2 --max-bits 9 --backward-bits 11 ";
  EXPECT_EQ(run_line("schedule convert RTV" + options + "--to " + file("a.json")).exit_code, 0);
  EXPECT_EQ(run_line("schedule convert " + file("a.json") + " --to " + file("a.toml")).exit_code, 0);
  EXPECT_EQ(
      run_line("schedule convert " + file("a.toml") + " --stairs --iterations 1001 --to " + file("a.csv")).exit_code,
      0);
  const std::string expected = bits_of("RTV" + options);
  EXPECT_EQ(bits_of(file("a.json")), expected);
  EXPECT_EQ(bits_of(file("a.toml")), expected);
  EXPECT_EQ(bits_of(file("a.csv") + " --backward-bits 11"), expected);
}

TEST_F(ScheduleConvert, RefusesWhatCanNotBeWritten) {
  EXPECT_THAT(run_line("schedule convert CR --to " + file("a.csv")).err,
              HasSubstr("a table of points holds one cycle"));
  EXPECT_THAT(run_line("schedule convert CR --to " + file("a.xml")).err, HasSubstr("must end in .json, .toml or .csv"));
  EXPECT_THAT(run_line("schedule convert CR --stairs --to " + file("a.csv")).err, HasSubstr("--iterations"));
  EXPECT_EQ(run_line("schedule convert curve --to " + file("a.json")).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(file("a.csv")));
}

TEST_F(ScheduleConvert, ReadsPointsThatAPersonWrote) {
  std::ofstream(file("p.csv")) << "0,2\n0.5,6,linear\n1,4\n";
  const json shown = json_of("schedule show " + file("p.csv") + " --iterations 100 --all");
  EXPECT_EQ(shown.at("bits")[49], 2);
  EXPECT_EQ(shown.at("bits")[50], 6);
  EXPECT_EQ(shown.at("min_bits"), 2);
  EXPECT_EQ(shown.at("max_bits"), 6);
  EXPECT_EQ(shown.at("cost_group"), "medium");
}

TEST(ScheduleShow, DrawsAPictureOfItself) {
  const std::string svg = run_line("schedule show CR --cycles 2 --iterations 100 --svg").out;
  EXPECT_THAT(svg, ::testing::StartsWith("<svg xmlns"));
  EXPECT_THAT(svg, HasSubstr(">8</text>"));
  EXPECT_THAT(svg, ::testing::EndsWith("</svg>\n"));
  EXPECT_THAT(run_line("schedule show CR --svg --csv").err, HasSubstr("exclude each other"));
}

TEST(ScheduleShow, StretchesAndEveryStepTellTheSameBits) {
  const json stretches = json_of("schedule show RTV --cycles 3 --iterations 301").at("bits");
  const json bits = json_of("schedule show RTV --cycles 3 --iterations 301 --all").at("bits");
  std::vector<int> unrolled;
  for (const auto& stretch : stretches)
    unrolled.insert(unrolled.end(), stretch.at("steps").get<std::size_t>(), stretch.at("bits").get<int>());
  EXPECT_EQ(bits.get<std::vector<int>>(), unrolled);
  ASSERT_EQ(unrolled.size(), 301u);
  const PrecisionSchedule schedule({.schedule = "RTV", .cycles = 3}, 301);
  for (int step = 0; step < 301; ++step) ASSERT_EQ(unrolled[static_cast<std::size_t>(step)], schedule.bits_at(step));
}

TEST(ScheduleShow, CountsAddUpToTheSteps) {
  const json shown = json_of("schedule show ETH --iterations 1234");
  std::int64_t steps = 0;
  double bits = 0;
  for (const auto& [width, count] : shown.at("steps_at_bits").items()) {
    steps += count.get<std::int64_t>();
    bits += std::stod(width) * count.get<double>();
  }
  EXPECT_EQ(steps, 1234);
  EXPECT_NEAR(shown.at("mean_forward_bits").get<double>(), bits / 1234, 1e-12);
}

TEST(ScheduleShow, CsvHasARowAStep) {
  std::istringstream lines(run_line("schedule show LR --cycles 1 --iterations 5 --backward-bits 6 --csv").out);
  std::string all, line;
  while (std::getline(lines, line)) all += line + "|";
  EXPECT_EQ(all, "step,forward_bits,backward_bits|0,3,6|1,4,6|2,5,6|3,6,6|4,7,6|");
}

TEST(ScheduleShow, DrawsItsStairs) {
  const std::string text = run_line("schedule show LR --cycles 1 --iterations 8000").out;
  EXPECT_THAT(text, HasSubstr("▁▁▁▁▁▁▁▁"));
  EXPECT_THAT(text, HasSubstr("████████\n"));
  EXPECT_THAT(text, HasSubstr("of 32-bit training"));
}

TEST(ScheduleShow, RefusesBadInputWithExitCode2) {
  const std::vector<std::pair<const char*, const char*>> lines = {
      {"CS", "did you mean CR?"},
      {"CR --min-bits 9", "precision.min_bits must be at most precision.max_bits = 8, but is 9"},
      {"CR --backward-bits 40", "precision.backward_bits must be from 1 to 32, but is 40"},
      {"CR --iterations 0", "--iterations must be from 1"},
      {"CR --cycles 9 --iterations 8", "precision.cycles must be at most training.iterations = 8, but is 9"},
      {"CR --period ceil", "precision.period must be floor or floor-plus-one"},
      {"RR --rex-constant 1", "precision.rex_constant must be at least 0 and below 1, but is 1"},
      {"CR --csv --json", "--csv, --svg and --json exclude each other"},
  };
  for (const auto& [arguments, error] : lines) {
    const Outcome outcome = run_line(std::string("schedule show ") + arguments);
    EXPECT_EQ(outcome.exit_code, 2) << arguments;
    EXPECT_THAT(outcome.err, HasSubstr(error)) << arguments;
  }
}

class ScheduleCost : public ::testing::Test {
 protected:
  ScheduleCost() {
    std::ofstream(spec_) << "name = \"t\"\n[training]\nepochs = 10\nbatch_size = 100\n[dataset]\ntrain_limit = 950\n"
                            "[[deficit]]\nlength = 5\nbits = 4\n";
  }
  test::TemporaryFolder folder_;
  std::string spec_ = (folder_ / "spec.toml").string();
};

TEST_F(ScheduleCost, CountsTheDeficit) {
  const json cost = json_of("schedule cost " + spec_);
  const double at_8 = relative_step_cost(layer_precision(8, 8)), at_4 = relative_step_cost(layer_precision(4, 8));
  EXPECT_EQ(cost.at("iterations"), 100);
  EXPECT_NEAR(cost.at("relative_cost").get<double>(), (at_8 + at_4) / 2, 1e-15);
  EXPECT_NEAR(cost.at("relative_cost_without_deficits").get<double>(), at_8, 1e-15);
  EXPECT_TRUE(cost.at("bit_operations").is_null());
}

TEST_F(ScheduleCost, TakesOverrides) {
  const json cost = json_of("schedule cost " + spec_ + " --set precision.schedule=RR --set training.iterations=64000" +
                            " --set deficit.0.bits=8");
  EXPECT_EQ(cost.at("iterations"), 64000);
  EXPECT_EQ(cost.at("schedule"), "RR");
  EXPECT_LT(cost.at("relative_cost").get<double>(), 0.026);
}

TEST_F(ScheduleCost, CountsBitOperationsOfEveryImageOnce) {
  cli::CommandSet set;
  cli::add_schedule_commands(set, [](const ExperimentSpec&) { return ModelMacs{1000}; });
  const Outcome outcome = run_line(set, "schedule cost " + spec_ + " --json");
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const double expected = 950.0 * 1000 * 5 * ((64 + 128) + (16 + 64));  // 5 epochs at 8/8, 5 at 4/8
  EXPECT_DOUBLE_EQ(json::parse(outcome.out).at("bit_operations").get<double>(), expected);
  EXPECT_DOUBLE_EQ(json::parse(outcome.out).at("bit_operations_over_32_squared").get<double>(), expected / 1024);
}

TEST_F(ScheduleCost, NeedsNoDataAndKnowsHowManyThereAre) {
  EXPECT_EQ(run_line("schedule cost " + spec_ + " --set dataset.name=mnist").exit_code, 0);
  const std::string all = "schedule cost " + spec_ + " --set dataset.train_limit=0";
  EXPECT_EQ(json_of(all).at("iterations"), 500) << "of 5,000 images that are drawn";
  EXPECT_EQ(json_of(all + " --set dataset.name=cifar10").at("iterations"), 5000);
}

TEST_F(ScheduleCost, RefusesABadSpecOrOverride) {
  EXPECT_THAT(run_line("schedule cost " + spec_ + " --set training.epoch=3").err,
              HasSubstr("did you mean training.epochs?"));
  EXPECT_THAT(run_line("schedule cost " + spec_ + " --set deficit.0.length=11").err,
              HasSubstr("deficit.0.length must end within"));
  EXPECT_THAT(run_line("schedule cost nowhere.toml").err, HasSubstr("nowhere.toml: no such file"));
}

}  // namespace
}  // namespace imprint
