// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep/sweep_commands.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/cli/sweep/plan_text.h"
#include "app/cli/sweep/sweep_display.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "core/base/atomic_file.h"
#include "tests/app/cli/command_line.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using nlohmann::json;
using test::Outcome;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char windows[] =
    "name = \"w\"\n[training]\niterations = 100\nbatch_size = 10\nlr_schedule = \"constant\"\n"
    "[[deficit]]\nlength = 20\nunit = \"iteration\"\n"
    "[sweep.grid]\nonset = [0, 50]\nlength = [20, 40]\nseed = [1, 2]\n";

class SweepCommands : public ::testing::Test {
 protected:
  SweepCommands() { write_file_atomically(file_, windows); }
  Outcome line(const std::string& words) {
    cli::CommandSet set;
    cli::add_sweep_commands(set, [](const DatasetSpec&) { return 200; });
    return test::run_line(set, "sweep " + words);
  }
  test::TemporaryFolder folder_;
  std::string file_ = (folder_ / "w.toml").string();
  std::string out_ = (folder_ / "out").string();
};

TEST_F(SweepCommands, PlanTellsTheCostAndDrawsTheTree) {
  const Outcome plan = line("plan " + file_);
  EXPECT_EQ(plan.exit_code, 0) << plan.err;
  EXPECT_THAT(plan.out, HasSubstr("10 runs, 2 of them baselines"));
  // A seed: baseline 100, early 100 and its longer window from 20 on, late 50 and its longer window from 70 on.
  EXPECT_THAT(plan.out, HasSubstr("720 steps in place of 1000"));
  EXPECT_THAT(plan.out, HasSubstr("onset=50_length=40_seed=2"));
  EXPECT_THAT(plan.out, HasSubstr("└▓"));
}

TEST_F(SweepCommands, PlanAsJsonHoldsEveryRun) {
  const Outcome plan = line("plan " + file_ + " --json");
  const json tree = json::parse(plan.out);
  EXPECT_EQ(tree["leaves"].size(), 10U);
  EXPECT_EQ(tree["planned_steps"], 720);
}

TEST_F(SweepCommands, TheCommandLineOverridesFieldsAndAxes) {
  const json tree = json::parse(line("plan " + file_ + " --set training.iterations=200 --grid seed=4 --json").out);
  EXPECT_EQ(tree["leaves"].size(), 5U);
  EXPECT_EQ(tree["leaves"][0]["total_steps"], 200);
  EXPECT_EQ(tree["leaves"][0]["seed"], 4);
  EXPECT_THAT(line("plan " + file_ + " --grid seed").err, HasSubstr("an axis like seed=1,2,3 is expected"));
}

TEST_F(SweepCommands, AnAxisIsWrittenAsOnTheCommandLineOrAsInTheFile) {
  const auto leaves = [&](const std::string& axis) {
    cli::CommandSet set;
    cli::add_sweep_commands(set, [](const DatasetSpec&) { return 200; });
    const Outcome plan = test::run_words(set, {"sweep", "plan", file_, "--grid", axis, "--json"});
    return plan.exit_code == 0 ? json::parse(plan.out)["leaves"].size() : 0;
  };
  // two onsets and two lengths; a baseline a seed
  EXPECT_EQ(leaves("seed=1,2,3"), 15U);
  EXPECT_EQ(leaves("seed=[1, 2, 3]"), 15U);
  EXPECT_EQ(leaves("deficit.0.kind=precision,blur"), leaves("deficit.0.kind=[\"precision\", 'blur']"));
  EXPECT_EQ(leaves("deficit.0.layers=[conv1],[conv1, conv2]"), leaves("deficit.0.kind=precision,blur"));
  EXPECT_EQ(leaves("seed=[1, 2.5]"), 0U);
}

TEST_F(SweepCommands, BadInputIsAMessageAndExitCode2) {
  EXPECT_EQ(line("plan " + file_ + " --grid onset=0,95").exit_code, 2);
  EXPECT_THAT(line("plan " + file_ + " --grid onset=0,95").err,
              HasSubstr("must end within the run of 100 (unit iteration)"));
  EXPECT_THAT(line("plan " + file_ + " --most-leaves 3").err, HasSubstr("the grid has 8 runs, more than 3"));
  EXPECT_THAT(line("plan nothing.toml").err, HasSubstr("nothing.toml"));
  EXPECT_THAT(line("run --out " + out_).err, HasSubstr("holds no sweep to continue"));
  EXPECT_EQ(line("status --out " + out_).exit_code, 2);
  EXPECT_EQ(line("report --out " + out_).exit_code, 2);
}

TEST_F(SweepCommands, PlanSaysThatRunsStartInRandomOrder) {
  EXPECT_THAT(line("plan " + file_).out, Not(HasSubstr("random")));
  EXPECT_THAT(line("plan " + file_ + " --order random").out, HasSubstr("runs start in random order"));
  EXPECT_THAT(line("plan " + file_ + " --order shuffled").err,
              HasSubstr("sweep.order must be planned or random, but is \"shuffled\""));
}

TEST_F(SweepCommands, ASweepThatAnOlderVersionPlannedWronglySaysWhatMustBeComputedAgain) {
  ASSERT_EQ(line("plan " + file_ + " --out " + out_).exit_code, 0);
  const SweepDirectory directory(out_);
  SweepPlan old = directory.read_plan();
  old.planner = 1;
  SweepLeaf& wrong = old.leaves.back();  // onset=50_length=40_seed=2
  ASSERT_EQ(wrong.id, "onset=50_length=40_seed=2");
  const std::string baseline = old.leaves[static_cast<std::size_t>(wrong.baseline)].id;
  wrong.same_as = wrong.baseline;
  directory.replace_plan(old);
  const std::string reason = "took over 100 steps of " + baseline + ", of which 50 are the same";

  const Outcome status = line("status --out " + out_);
  EXPECT_EQ(status.exit_code, 0);
  EXPECT_THAT(status.out, HasSubstr("planned by an older version"));
  EXPECT_THAT(status.out,
              HasSubstr("results of 1 of its 10 runs must be computed again: imprint sweep run --out " + out_));
  EXPECT_THAT(status.out, HasSubstr("- onset=50_length=40_seed=2: " + reason));
  EXPECT_THAT(json::parse(line("status --out " + out_ + " --json").out)["outdated"], HasSubstr(reason));

  const Outcome report = line("report --out " + out_);
  EXPECT_EQ(report.exit_code, 1);
  EXPECT_THAT(report.out, HasSubstr("planned by an older version"));
  EXPECT_THAT(report.out, HasSubstr("onset=50_length=40_seed=2: must be computed again: " + reason));
  EXPECT_THAT(report.err, HasSubstr("must be computed again"));
}

TEST_F(SweepCommands, AStoredPlanHasAStatusAndAReport) {
  ASSERT_EQ(line("plan " + file_ + " --out " + out_).exit_code, 0);
  const json status = json::parse(line("status --out " + out_ + " --json").out);
  EXPECT_EQ(status["state"], "queued");
  EXPECT_EQ(status["runs"].size(), 10U);
  EXPECT_EQ(status["runs"][3]["state"], "waiting");
  EXPECT_THAT(line("status --out " + out_).out, HasSubstr("0 of 10 runs done"));
  const Outcome report = line("report --out " + out_);
  EXPECT_THAT(report.out, HasSubstr("No condition has a finished run"));
  EXPECT_EQ(read_whole_file(SweepDirectory(out_).report_text()), report.out);
}

TEST(SweepLine, SaysHowFarItIs) {
  SweepProgress progress;
  progress.leaves.resize(40);
  progress.steps_done = 3400;
  progress.steps_in_all = 12000;
  progress.finished = 12;
  progress.running = 2;
  progress.failed = 1;
  progress.steps_per_second = 410;
  progress.seconds_left = 62;
  EXPECT_EQ(cli::sweep_line(progress),
            "12 of 40 runs done, 2 running, 1 failed  step 3400/12000 (28.3 %)  410 it/s  1:02 left");
}

}  // namespace
}  // namespace imprint
