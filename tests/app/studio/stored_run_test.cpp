// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/stored_run.h"

#include <gtest/gtest.h>

#include <set>

#include "app/studio/bridge/precision_curves.h"
#include "app/studio/pages/run_lines.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/app/studio/waiting.h"
#include "tests/support/temporary_folder.h"

namespace imprint::studio {
namespace {

TEST(StoredRun, BringsBothArmsBack) {
  const test::TemporaryFolder folder;
  const RunDirectory directory(folder / "run");
  std::filesystem::create_directories(directory.baseline().root());
  directory.write_config(test::small_spec());
  MetricsWriter(directory.metrics(), 0).append(std::vector<MetricRow>{test::metric_row(5, "train/loss", 0.5)});
  MetricsWriter(directory.baseline().metrics(), 0)
      .append(std::vector<MetricRow>{test::metric_row(5, "train/loss", 0.4)});
  const RunRecord run = load_stored_run(folder / "run");
  EXPECT_EQ(run.spec, test::small_spec());
  EXPECT_EQ(run.curves.latest(main_arm, "train/loss"), 0.5);
  EXPECT_EQ(run.curves.latest(baseline_arm, "train/loss"), 0.4);
  EXPECT_EQ(run.plan.total_steps, 100);  // foreseen, as it had not been stored yet
}

TEST(StoredRun, LeavesOutWhatIsDamagedAndNamesIt) {
  const test::TemporaryFolder folder;
  const RunDirectory directory(folder / "run");
  std::filesystem::create_directories(directory.root());
  directory.write_config(test::small_spec());
  MetricsWriter(directory.metrics(), 0).append(std::vector<MetricRow>{test::metric_row(5, "train/loss", 0.5)});
  for (const auto& file : {directory.status(), directory.plan(), directory.comparison()})
    write_file_atomically(file, "{");
  const RunRecord run = load_stored_run(folder / "run");
  EXPECT_EQ(run.curves.latest(main_arm, "train/loss"), 0.5);
  ASSERT_EQ(run.left_out.size(), 3U);
  EXPECT_NE(run.left_out[1].find("plan.json: damaged JSON"), std::string::npos);
  EXPECT_EQ(run.plan.total_steps, 100);
}

TEST(StoredRun, IsRefusedWhereThereIsNone) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(load_stored_run(folder.path()), InputError);
}

TEST(StoredRun, NewDirectoriesAreNewAndNeedNoQuoting) {
  const test::TemporaryFolder folder;
  const auto first = new_run_directory(folder.path(), "a b/c'd");
  EXPECT_EQ(first.parent_path(), folder.path());
  EXPECT_EQ(first.filename().string().find_first_of(" /'"), std::string::npos);
  std::filesystem::create_directory(first);
  EXPECT_NE(new_run_directory(folder.path(), "a b/c'd"), first);
}

TEST(PrecisionCurves, StairsAreTheBitsOfEveryStep) {
  ExperimentSpec spec = test::small_spec();
  spec.precision.schedule = "CT";
  spec.precision.cycles = 4;
  const RunPlan planned = plan_run(spec);
  const PrecisionPlan plan(spec, planned.total_steps, planned.steps_per_epoch);
  const Curve stairs = effective_stairs(plan, Operand::activation);
  for (std::int64_t step = 0; step < planned.total_steps; ++step) {
    const auto index = stairs.samples().at_or_before(static_cast<double>(step));
    ASSERT_GE(index, 0);
    EXPECT_EQ(stairs.samples().y(index), plan.at(step).activation.bits) << step;
  }
}

TEST(PrecisionCurves, StairsAreVertical) {
  ExperimentSpec spec = test::small_spec();
  const RunPlan planned = plan_run(spec);
  const Curve curve =
      effective_stairs(PrecisionPlan(spec, planned.total_steps, planned.steps_per_epoch), Operand::activation);
  const Samples& stairs = curve.samples();
  for (std::size_t i = 1; i < stairs.size(); ++i) {
    if (stairs.y(i) != stairs.y(i - 1)) {
      EXPECT_LT(stairs.x(i) - stairs.x(i - 1), 1e-9);
    }
  }
}

TEST(PrecisionCurves, DesignedCurveMeetsTheFormulaAndFallsBackAtOnce) {
  PrecisionSpec spec;
  spec.schedule = "LR";
  spec.cycles = 5;
  const PrecisionSchedule schedule(spec, 1000);
  const Curve designed = designed_curve(schedule);
  for (std::size_t i = 0; i < designed.samples().size(); i += 7)
    EXPECT_EQ(designed.samples().y(i), schedule.designed_bits(designed.samples().x(i)));
  EXPECT_EQ(designed.samples().y(designed.samples().at_or_before(200)), 3);
}

std::shared_ptr<RunRecord> record_of(const std::string& name) {
  auto run = std::make_shared<RunRecord>();
  run->spec = test::small_spec();
  run->spec.name = name;
  run->plan = plan_run(run->spec);
  return run;
}

TEST(RunLines, ALoneRunIsDeficitAgainstDashedBaseline) {
  const auto looks = arm_looks({record_of("a")}, StepUnit::step);
  ASSERT_EQ(looks.size(), 2U);
  EXPECT_EQ(looks[0].label, "Baseline");
  EXPECT_TRUE(looks[0].style.dashed);
  EXPECT_EQ(looks[1].label, "Deficit");
  EXPECT_FALSE(looks[1].style.dashed);
  EXPECT_NE(looks[0].style.colour, looks[1].style.colour);
}

TEST(RunLines, OverlaidRunsAreTold) {
  const auto looks = arm_looks({record_of("a"), record_of("b"), record_of("a")}, StepUnit::step);
  std::set<QString> labels;
  for (const ArmLook& look : looks) labels.insert(look.label);
  EXPECT_EQ(labels.size(), 6U);
}

TEST(RunLines, TheAxisHoldsEveryRun) {
  const auto shorter = record_of("a");
  const auto longer = record_of("b");
  longer->plan.total_steps = 250;
  EXPECT_EQ(axis_range({shorter, longer}, StepUnit::step), (ValueRange{0, 250}));
  EXPECT_EQ(axis_range({shorter}, StepUnit::since_deficit), (ValueRange{-4, 6}));
  EXPECT_EQ(axis_range({}, StepUnit::step), (ValueRange{0, 1}));
}

}  // namespace
}  // namespace imprint::studio
