// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/app/cli/command_line.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using nlohmann::json;
using test::Outcome;
using test::run_line;
using ::testing::HasSubstr;

class RunsCommands : public ::testing::Test {
 protected:
  RunsCommands() : run_(folder_ / "first") {
    run_.create();
    ExperimentSpec spec;
    spec.name = "mine";
    run_.write_config(spec);
    run_.write_status(
        {.state = RunState::failed, .reason = "diverged at step 5", .step = 5, .total_steps = 9});
    MetricsWriter(run_.metrics(), 0)
        .append(std::vector<MetricRow>{
            {.step = 4, .metric = metric::test_accuracy, .value = 0.25},
            {.step = 5, .metric = metric::test_accuracy, .value = 0.9125},
            {.step = 5, .metric = metric::fisher_trace, .value = 12.5, .standard_error = 0.5}});
  }
  std::string root() const { return folder_.path().string(); }

  test::TemporaryFolder folder_;
  RunDirectory run_;
};

TEST_F(RunsCommands, ListShowsStateAndAccuracy) {
  const std::string text = run_line("runs list " + root()).out;
  EXPECT_THAT(text, HasSubstr("mine  failed   5/9    91.2 %  synthetic  small-cnn  static"));
}

TEST_F(RunsCommands, ListIsMachineReadable) {
  const Outcome outcome = run_line("runs list " + root() + " --json");
  const json runs = json::parse(outcome.out).at("runs");
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].at("name"), "mine");
  EXPECT_EQ(runs[0].at("state"), "failed");
  EXPECT_EQ(runs[0].at("reason"), "diverged at step 5");
  EXPECT_EQ(runs[0].at("final_test_accuracy"), 0.9125);
}

TEST_F(RunsCommands, ListKeepsUnreadableRuns) {
  std::ofstream(run_.status(), std::ios::binary) << "{";
  const Outcome outcome = run_line("runs list " + root());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("unreadable"));
  EXPECT_THAT(outcome.err, HasSubstr("status.json: damaged JSON"));
}

TEST_F(RunsCommands, ListOfNothingSaysSo) {
  std::filesystem::create_directory(folder_ / "empty");
  const Outcome outcome = run_line("runs list " + root() + "/empty");
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("no runs in"));
  EXPECT_EQ(run_line("runs list " + root() + "/none").exit_code, 2);
}

TEST_F(RunsCommands, ShowTellsStateMetricsAndComparison) {
  run_.write_comparison({"test/accuracy", "median of the last 3", 0.95, 0.9125, 0.0375, 0.5, 0.925});
  const std::string text = run_line("runs show " + run_.root().string()).out;
  EXPECT_THAT(text, HasSubstr("failed: diverged at step 5, step 5 of 9"));
  EXPECT_THAT(text, HasSubstr("fisher/trace      5   12.50    0.50"));
  EXPECT_THAT(text, HasSubstr("recovery    92.5 %"));
}

TEST_F(RunsCommands, ShowIsMachineReadable) {
  const json shown = json::parse(run_line("runs show " + run_.root().string() + " --json").out);
  EXPECT_EQ(shown.at("config").at("name"), "mine");
  EXPECT_EQ(shown.at("status").at("step"), 5);
  EXPECT_EQ(shown.at("metrics").at("fisher/trace").at("stderr"), 0.5);
  EXPECT_EQ(shown.at("metrics").at("test/accuracy").at("value"), 0.9125);
  EXPECT_TRUE(shown.at("comparison").is_null());
}

TEST_F(RunsCommands, ShowRefusesWhatIsNoRun) {
  const Outcome outcome = run_line("runs show " + root());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is no run directory: it has no config.json"));
}

}  // namespace
}  // namespace imprint
