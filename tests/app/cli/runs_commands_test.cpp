// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/store/metrics_file.h"
#include "core/store/probe_file.h"
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
    run_.write_status({.state = RunState::failed, .reason = "diverged at step 5", .step = 5, .total_steps = 9});
    MetricsWriter(run_.metrics(), 0)
        .append(
            std::vector<MetricRow>{{.step = 4, .metric = metric::test_accuracy, .value = 0.25},
                                   {.step = 5, .metric = metric::test_accuracy, .value = 0.9125},
                                   {.step = 5, .metric = metric::fisher_trace, .value = 12.5, .standard_error = 0.5}});
  }
  std::string root() const { return folder_.path().string(); }

  test::TemporaryFolder folder_;
  RunDirectory run_;
};

TEST_F(RunsCommands, ExportWritesEveryRowInLongForm) {
  const std::string file = (folder_ / "all.csv").string();
  EXPECT_EQ(run_line("runs export " + root() + " --to " + file).exit_code, 0);
  const std::string run = run_.root().string();
  EXPECT_EQ(read_whole_file(file),
            "run,arm,seed,step,epoch,wall_seconds,metric,value,stderr\n" + run + ",run,1,4,0,0,test/accuracy,0.25,\n" +
                run + ",run,1,5,0,0,test/accuracy,0.9125,\n" + run + ",run,1,5,0,0,fisher/trace,12.5,0.5\n");
}

TEST_F(RunsCommands, ExportWritesTheChosenMetricsAsJson) {
  const std::string file = (folder_ / "some.json").string();
  EXPECT_EQ(run_line("runs export " + run_.root().string() + " --metric test/accuracy --to " + file).exit_code, 0);
  const json metrics = json::parse(read_whole_file(file)).at("runs")[0].at("metrics");
  EXPECT_EQ(metrics.size(), 1U);
  EXPECT_EQ(metrics.at("test/accuracy").at("step"), json({4, 5}));
  EXPECT_EQ(metrics.at("test/accuracy").at("value"), json({0.25, 0.9125}));
  EXPECT_THAT(run_line("runs export " + root() + " --to x.txt").err, HasSubstr("must end in .csv or .json"));
}

TEST_F(RunsCommands, CompareTellsDamageWithItsStatistics) {
  for (int seed = 1; seed <= 3; ++seed) {
    const RunDirectory run(folder_ / ("seed" + std::to_string(seed)));
    run.create();
    ExperimentSpec spec;
    spec.seed = static_cast<std::uint64_t>(seed);
    spec.deficits.resize(1);
    spec.comparison.baseline = true;
    run.write_config(spec);
    run.write_status({.state = RunState::finished, .reason = "", .step = 9, .total_steps = 9});
    run.write_comparison({.metric = "test/accuracy",
                          .final_value = "last",
                          .baseline_final = 0.9,
                          .deficit_final = 0.8,
                          .damage = 0.1 * seed,
                          .evaluations_used = 1});
  }
  const Outcome outcome = run_line("runs compare " + root());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("Damage in test/accuracy (last; evaluations after the deficit alone)"));
  EXPECT_THAT(outcome.err, HasSubstr("without a baseline"));
  const json group = json::parse(run_line("runs compare " + root() + " --json").out).at("groups")[0];
  EXPECT_EQ(group.at("n"), 3);
  EXPECT_NEAR(group.at("mean_damage").get<double>(), 0.2, 1e-12);
  EXPECT_EQ(group.at("p_value"), 0.25);
  EXPECT_EQ(group.at("interval").at("kind"), "student-t");
  EXPECT_THAT(outcome.out, HasSubstr("95 % Student t interval"));
  const json bca = json::parse(run_line("runs compare " + root() + " --interval bca --json").out);
  EXPECT_EQ(bca.at("groups")[0].at("interval").at("kind"), "bca");
  const Outcome few = run_line("runs compare " + root() + " --interval studentised-bootstrap");
  EXPECT_THAT(few.out, HasSubstr("needs 5 seeds"));  // and none of another kind in its place
  const Outcome wrong = run_line("runs compare " + root() + " --interval bcs");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean bca?"));
  EXPECT_EQ(run_line("runs compare /nowhere").exit_code, 2);
}

TEST_F(RunsCommands, ListShowsStateAndAccuracy) {
  const std::string text = run_line("runs list " + root()).out;
  EXPECT_THAT(text, HasSubstr("mine  failed   5/9    91.2 %       -  synthetic  small-cnn  static"));
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

TEST_F(RunsCommands, ListTakesAFilterAndTellsDamage) {
  run_.write_comparison({"test/accuracy", "last", 0.95, 0.9125, 0.0375, 0.5, 0.925, 1});
  EXPECT_THAT(run_line("runs list " + root() + " --filter state:failed").out, HasSubstr("91.2 %  0.0375  synthetic"));
  const Outcome none = run_line("runs list " + root() + " --filter damage>0.5");
  EXPECT_EQ(none.exit_code, 0);
  EXPECT_THAT(none.err, HasSubstr("no run passes the filter"));
  const Outcome wrong = run_line("runs list " + root() + " --filter sead:1");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean seed?"));
  const json runs = json::parse(run_line("runs list " + root() + " --filter damage>0.01 --json").out).at("runs");
  EXPECT_EQ(runs.at(0).at("damage"), 0.0375);
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
  run_.write_comparison({"test/accuracy", "median of the last 3", 0.95, 0.9125, 0.0375, 0.5, 0.925, 2, false,
                         DiscordantPairs{1000, 60, 20}});
  const std::string text = run_line("runs show " + run_.root().string()).out;
  EXPECT_THAT(text, HasSubstr("failed: diverged at step 5, step 5 of 9"));
  EXPECT_THAT(text, HasSubstr("fisher/trace      5   12.50    0.50"));
  EXPECT_THAT(text, HasSubstr("recovery    92.5 %"));
  EXPECT_THAT(text, HasSubstr("median of the last 3 (2 used)"));
  EXPECT_THAT(text,
              HasSubstr("One seed: training noise unknown; 95 % test-set interval (paired, Agresti-Min) of the last "
                        "evaluation's difference 2.2 .. 5.7 points."));
}

TEST_F(RunsCommands, ADeficitThatReachesTheEndIsNeverCalledDamage) {
  run_.write_comparison({"test/accuracy", "last", 0.95, 0.75, 0.2, 0.2, std::nullopt, 1, true});
  const std::string text = run_line("runs show " + run_.root().string()).out;
  EXPECT_THAT(text, HasSubstr("difference (no clean step)"));
  EXPECT_THAT(text, Not(HasSubstr("damage")));
  const json runs = json::parse(run_line("runs list " + root() + " --json").out).at("runs");
  EXPECT_TRUE(runs.at(0).at("damage").is_null());
}

TEST_F(RunsCommands, AComparisonOfTheOlderRuleThatCanNotBeComputedAgainIsNamedAndNotShown) {
  run_.write_comparison({"test/accuracy", "last", 0.95, 0.75, 0.2, 0.2, std::nullopt});
  const Outcome outcome = run_line("runs show " + run_.root().string());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("comparison.json: an older version wrote it"));
  EXPECT_THAT(outcome.out, Not(HasSubstr("0.2000")));
  EXPECT_TRUE(json::parse(run_line("runs show " + run_.root().string() + " --json").out).at("comparison").is_null());
}

TEST_F(RunsCommands, ShowIsMachineReadable) {
  const json shown = json::parse(run_line("runs show " + run_.root().string() + " --json").out);
  EXPECT_EQ(shown.at("config").at("name"), "mine");
  EXPECT_EQ(shown.at("status").at("step"), 5);
  EXPECT_EQ(shown.at("metrics").at("fisher/trace").at("stderr"), 0.5);
  EXPECT_EQ(shown.at("metrics").at("test/accuracy").at("value"), 0.9125);
  EXPECT_TRUE(shown.at("comparison").is_null());
}

TEST_F(RunsCommands, ShowTellsHowCurvatureWasMeasuredAndWhatMissedItsTolerance) {
  ProbeRow hessian{0, metric::hessian_trace, "hutchinson", 128, 0, 30, ToleranceState::missed};
  ProbeWriter writer(run_.probes(), -1);
  writer.append(std::vector{ProbeRow{0, metric::fisher_trace, "fisher-sampled", 512, 2}, hessian});
  hessian.step = 5;
  hessian.tolerance = ToleranceState::reached;
  writer.append(std::vector{hessian});
  const std::string text = run_line("runs show " + run_.root().string()).out;
  EXPECT_THAT(text, HasSubstr("fisher-sampled  512 samples, labels drawn for each: 2"));
  EXPECT_THAT(text, HasSubstr("128 samples, products: 30"));
  EXPECT_THAT(text, HasSubstr("NOT reached in 1 of 2 probes"));
  const json probes = json::parse(run_line("runs show " + run_.root().string() + " --json").out).at("probes");
  EXPECT_EQ(probes.at("hessian/trace").at("missed_tolerance"), 1);
  EXPECT_EQ(probes.at("hessian/trace").at("probes"), 2);
  EXPECT_EQ(probes.at("fisher/trace").at("estimator"), "fisher-sampled");
  EXPECT_TRUE(probes.at("fisher/trace").at("products").is_null());
}

TEST_F(RunsCommands, ShowTellsOfARunThatIsAboutToBegin) {
  std::filesystem::remove(run_.status());
  std::filesystem::remove(run_.metrics());
  const Outcome outcome = run_line("runs show " + run_.root().string());
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("queued"));
}

TEST_F(RunsCommands, ShowLeavesOutWhatIsDamagedAndNamesIt) {
  std::ofstream(run_.status(), std::ios::binary) << "{";
  const Outcome outcome = run_line("runs show " + run_.root().string());
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("fisher/trace"));
  EXPECT_THAT(outcome.err, HasSubstr("skipped " + run_.status().string() + ": damaged JSON"));
  const json shown = json::parse(run_line("runs show " + run_.root().string() + " --json").out);
  EXPECT_TRUE(shown.at("status").is_null());
  EXPECT_EQ(shown.at("config").at("name"), "mine");
  EXPECT_THAT(shown.at("skipped").at(0).get<std::string>(), HasSubstr("status.json"));
  for (const auto& file : {run_.config(), run_.metrics()}) std::ofstream(file, std::ios::binary) << "{";
  EXPECT_EQ(run_line("runs show " + run_.root().string()).exit_code, 2);
}

TEST_F(RunsCommands, ExportLeavesOutADamagedRunAndNamesIt) {
  std::filesystem::copy(run_.root(), folder_ / "other", std::filesystem::copy_options::recursive);
  std::ofstream(folder_ / "other/metrics.csv", std::ios::binary) << "no metrics\n";
  const std::string file = (folder_ / "all.json").string();
  const Outcome outcome = run_line("runs export " + root() + " --to " + file);
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.err, HasSubstr("skipped " + (folder_ / "other/metrics.csv").string()));
  const json exported = json::parse(std::ifstream(file));
  EXPECT_EQ(exported.at("skipped").size(), 1u);
  EXPECT_EQ(exported.at("runs").at(0).at("run"), run_.root().string());
  std::ofstream(run_.config(), std::ios::binary) << "{";
  EXPECT_EQ(run_line("runs export " + root() + " --to " + file).exit_code, 2);
}

TEST_F(RunsCommands, EscapeSequencesAreShownAsText) {
  run_.write_status(
      {.state = RunState::failed, .reason = "\x1b]0;owned\a\x1b[2J\xc2\x9b", .step = 5, .total_steps = 9});
  for (const std::string line : {"runs show ", "runs show --json ", "runs list ", "runs list --json "}) {
    const Outcome outcome = run_line(line + run_.root().string());
    EXPECT_EQ((outcome.out + outcome.err).find_first_of("\x1b\a\x9b"), std::string::npos) << line;
  }
  EXPECT_THAT(run_line("runs show " + run_.root().string()).out, HasSubstr("\\x1b]0;owned\\x07"));
}

TEST_F(RunsCommands, ShowRefusesWhatIsNoRun) {
  const Outcome outcome = run_line("runs show " + root());
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is no run directory: it has no config.json"));
}

TEST_F(RunsCommands, CheckTellsWholeRunsFromDamagedOnesAndMends) {
  EXPECT_EQ(run_line("runs check " + root()).exit_code, 0);
  std::ofstream(run_.notes()) << "{";
  const Outcome damaged = run_line("runs check " + root() + " --json");
  EXPECT_EQ(damaged.exit_code, 1);
  const json run = json::parse(damaged.out).at("runs")[0];
  EXPECT_FALSE(run.at("whole"));
  EXPECT_THAT(run.at("findings")[0].at("file").get<std::string>(), HasSubstr("notes.json"));
  EXPECT_EQ(run.at("findings")[0].at("consequence"), "tags and note can't be read");
  EXPECT_EQ(run_line("runs check " + root() + " --repair").exit_code, 0);
  EXPECT_EQ(run_line("runs check " + root()).exit_code, 0);
  EXPECT_EQ(run_line("runs check " + root() + "/none").exit_code, 2);
}

}  // namespace
}  // namespace imprint
