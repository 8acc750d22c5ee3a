// SPDX-License-Identifier: GPL-3.0-or-later
// Reports on sweeps whose runs were written by hand, so that every number is known.
#include "app/workflow/report/sweep_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/workflow/sweep/sweep_directory.h"
#include "core/results/metric_info.h"
#include "core/store/footprint_file.h"
#include "core/store/metrics_file.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::int64_t per_epoch = 10;

/// 100 steps, a window of 20 at 0 or 40, five seeds.
SweepSpec window_sweep() {
  SweepSpec sweep;
  sweep.base.name = "windows";
  sweep.base.training.iterations = 100;
  sweep.base.training.batch_size = 10;
  sweep.base.comparison.final_value = "last";
  sweep.base.deficits = {{.kind = "precision", .length = 20, .unit = "iteration", .bits = 2}};
  sweep.axes = {{"seed", {"1", "2", "3", "4", "5"}}, {"deficit.0.onset", {"40", "0"}}};
  return sweep;
}

class SweepReportTest : public ::testing::Test {
 protected:
  SweepReportTest() {
    const SweepSpec sweep = window_sweep();
    plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
    directory_.create(sweep, plan_);
  }

  /// Accuracy .9 throughout for baselines; runs lose `loss` at every evaluation from the onset on until they get back
  /// to a gap of `damage` after two epochs without the deficit.
  void write_run(const SweepLeaf& leaf, double damage, double fisher) {
    const RunDirectory run = directory_.run(leaf);
    std::filesystem::create_directories(run.root());
    run.write_config(leaf.spec);
    std::vector<MetricRow> rows;
    for (std::int64_t step = 0; step <= 100; step += per_epoch) {
      double gap = 0;
      if (!leaf.windows.empty() && step > leaf.windows[0].begin)
        gap = step >= leaf.windows[0].end + 2 * per_epoch ? damage : 0.3;
      rows.push_back({.step = step, .metric = metric::test_accuracy, .value = 0.9 - gap});
      rows.push_back({.step = step, .metric = score_at(metric::test_accuracy, "fp32"), .value = 0.9 - gap / 2});
      rows.push_back({.step = step, .metric = metric::fisher_trace, .value = fisher});
    }
    MetricsWriter(run.metrics(), 0).append(rows);
    run.write_status({.state = RunState::finished, .step = 100, .total_steps = 100});
  }

  /// Early windows leave .05 + .01 seed, late ones +-.001.
  static double damage_of(const SweepLeaf& leaf) {
    const auto seed = static_cast<double>(leaf.spec.seed);
    if (leaf.windows[0].begin == 0) return 0.05 + 0.01 * seed;
    return leaf.spec.seed % 2 == 0 ? 0.001 : -0.001;
  }

  void write_all(const std::string& but = {}) {
    for (const SweepLeaf& leaf : plan_.leaves) {
      if (leaf.id == but) continue;
      const double damage = leaf.is_baseline ? 0 : damage_of(leaf);
      write_run(leaf, damage, leaf.is_baseline ? 10 : 20 + 100 * damage);
    }
  }

  test::TemporaryFolder folder_;
  SweepDirectory directory_{folder_ / "sweep"};
  SweepPlan plan_;
};

TEST_F(SweepReportTest, SaysWhichRunsAreTheSameAsTheirBaseline) {
  SweepSpec sweep = window_sweep();
  sweep.base.deficits[0].bits = 8;  // which is what the baseline has
  plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  directory_ = SweepDirectory(folder_ / "same");
  directory_.create(sweep, plan_);
  for (const SweepLeaf& leaf : plan_.leaves)
    if (leaf.same_as < 0) write_run(leaf, 0, 10);
  const SweepReport report = report_sweep(directory_.root());
  ASSERT_THAT(report.conditions, SizeIs(2));
  EXPECT_THAT(report.conditions[0].runs, SizeIs(5));
  EXPECT_EQ(report.conditions[0].damage.mean, 0);
  EXPECT_EQ(report.conditions[0].same[0], "onset=40_seed=1: the same as baseline_seed=1, all 100 steps");
  EXPECT_THAT(sweep_report_markdown(report),
              HasSubstr("- onset=40_seed=1: the same as baseline_seed=1, all 100 steps"));
}

/// Both formats from step 40 on; bf16 loses about .02, fp16 nothing that could be told.
TEST_F(SweepReportTest, TellsWhetherGoingOnIn16BitsLosesMoreThanTheMargin) {
  SweepSpec sweep = window_sweep();
  sweep.base.deficits.clear();
  sweep.base.precision.max_bits = sweep.base.precision.backward_bits = 32;
  sweep.base.continuation = {.format = "bf16", .onset = 40, .unit = "iteration"};
  sweep.axes = {{"seed", {"1", "2", "3", "4", "5"}}, {"continuation.format", {"bf16", "fp16"}}};
  sweep.margin = 0.005;
  plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  directory_ = SweepDirectory(folder_ / "continued");
  directory_.create(sweep, plan_);
  ASSERT_THAT(plan_.leaves, SizeIs(15)) << "a baseline a seed, for both formats";
  for (const SweepLeaf& leaf : plan_.leaves) {
    const auto seed = static_cast<double>(leaf.spec.seed);
    const bool is_bf16 = leaf.spec.continuation.format == "bf16";
    write_run(leaf, 0, 10);
    if (!leaf.is_baseline) {
      EXPECT_EQ(leaf.continuation, (StepWindow{40, 100}));
      EXPECT_EQ(leaf.branch_step, 40) << "the steps in 32 bits are trained once";
      MetricsWriter(directory_.run(leaf).metrics(), 0)
          .append(std::vector<MetricRow>{{.step = 100,
                                          .metric = metric::test_accuracy,
                                          .value = 0.9 - (is_bf16 ? 0.02 : 0) - 0.001 * (seed - 3)}});
    }
    const Footprint footprint = leaf.is_baseline
                                    ? Footprint{"fp32", 100, 2, 400, 400, 400, 2800}
                                    : Footprint{leaf.spec.continuation.format, 60, 1.5, 200, 200, 200, 1400};
    write_footprints(directory_.run(leaf).root(), {footprint});
  }
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_TRUE(report.continues);
  ASSERT_THAT(report.conditions, SizeIs(2));
  EXPECT_NEAR(report.conditions[0].damage.mean, 0.02, 1e-12);
  EXPECT_GT(report.conditions[0].damage.inferiority_p_value, 0.99);
  EXPECT_LT(report.conditions[1].damage.inferiority_p_value, 0.025);
  EXPECT_NEAR(report.conditions[1].costs.front().time_ratio(), 1.25, 1e-12);
  const std::string text = sweep_report_markdown(report);
  EXPECT_THAT(text, HasSubstr("loses at most 0.5 points against going on in 32 in 1 of 2 conditions"));
  EXPECT_THAT(text, HasSubstr("| continuation.format fp16 | 5 | 90.00 | 90.00 | 0.00 |"));
  EXPECT_THAT(text, HasSubstr("**yes**, p"));
  EXPECT_THAT(text, HasSubstr("| 1.25 | 0.50 |"));
  const auto json = nlohmann::json::parse(sweep_report_json(report));
  EXPECT_EQ(json["conditions"][1]["memory_ratio"], 0.5);
  EXPECT_LT(json["conditions"][1]["damage"]["inferiority_p_value"], 0.025);
}

TEST_F(SweepReportTest, TellsTheDamageOfEveryConditionOverItsSeeds) {
  write_all();
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_EQ(report.finished, 15);
  EXPECT_THAT(report.axes, ElementsAre("deficit.0.onset"));
  ASSERT_THAT(report.conditions, SizeIs(2));
  const ConditionReport& late = report.conditions[0];  // in the order of the axis
  const ConditionReport& early = report.conditions[1];
  EXPECT_EQ(late.label, "onset 40");
  EXPECT_EQ(early.window, (StepWindow{0, 20}));
  ASSERT_THAT(early.runs, SizeIs(5));
  EXPECT_EQ(early.runs[4].seed, 5U);
  EXPECT_NEAR(early.damage.mean, 0.08, 1e-12);
  EXPECT_NEAR(early.damage.mean_deficit, 0.82, 1e-12);
  EXPECT_GT(early.damage.interval->low, 0.05);
  EXPECT_NEAR(early.damage.p_value, 2.0 / 32, 1e-12);
  EXPECT_NEAR(early.damage.adjusted_p_value, 4.0 / 32, 1e-12);
  EXPECT_LT(late.damage.interval->low, 0);
  EXPECT_GT(late.damage.interval->high, 0);
}

TEST_F(SweepReportTest, TellsHowRunsRecover) {
  write_all();
  const SweepReport report = report_sweep(directory_.root());
  const ConditionReport& late = report.conditions[0];
  const ConditionReport& early = report.conditions[1];
  ASSERT_THAT(early.recovery, SizeIs(9));  // steps 20, 30 ... 100
  EXPECT_EQ(early.recovery[0].x, 0);
  EXPECT_NEAR(early.recovery[0].mean, 0.3, 1e-12);
  EXPECT_EQ(early.recovery[2].x, 20);
  EXPECT_NEAR(early.recovery[2].mean, 0.08, 1e-12);
  EXPECT_EQ(early.recovery[2].count, 5);
  EXPECT_EQ(early.recovered, 0);  // all stay more than .01 below
  EXPECT_EQ(late.recovered, 5);
  EXPECT_EQ(late.median_steps_to_recover, 20);
}

TEST_F(SweepReportTest, TellsWhatOrdersTheDamage) {
  write_all();
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_NEAR(*report.conditions[1].fisher_at_end, 28, 1e-9);
  EXPECT_FALSE(report.conditions[1].hessian_at_end.has_value());
  ASSERT_THAT(report.predictors, SizeIs(2));  // Fisher, and its ratio to the baseline's; there is no Hessian
  EXPECT_EQ(report.predictors[0].metric, "fisher/trace");
  EXPECT_NEAR(report.predictors[0].rank_correlation, 1, 1e-12);
  EXPECT_EQ(report.predictors[0].count, 10);
  EXPECT_EQ(report.predictors[0].conditions, 2);
  EXPECT_EQ(report.predictors[0].seeds, 5);
}

TEST_F(SweepReportTest, NamesWhatIsMissingAndCountsTheRest) {
  write_all("onset=0_seed=3");
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_THAT(report.conditions[1].runs, SizeIs(4));
  EXPECT_THAT(report.conditions[1].missing, ElementsAre("onset=0_seed=3: not begun"));
  EXPECT_THAT(sweep_report_markdown(report), HasSubstr("- onset=0_seed=3: not begun"));
}

TEST_F(SweepReportTest, ARunWithoutItsBaselineDoesNotCount) {
  write_all("baseline_seed=2");
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_THAT(report.conditions[0].runs, SizeIs(4));
  EXPECT_THAT(report.conditions[0].missing, ElementsAre("onset=40_seed=2: its baseline is not begun"));
}

TEST_F(SweepReportTest, ASweepThatHasNotBegunIsReportedAsSuch) {
  const std::string text = sweep_report_markdown(report_sweep(directory_.root()));
  EXPECT_THAT(text, HasSubstr("0 of 15 runs finished. No condition has a finished run"));
  EXPECT_THAT(test::input_error_of([&] { report_sweep(folder_ / "nothing"); }), HasSubstr("holds no sweep"));
}

TEST_F(SweepReportTest, TheTextNamesEveryMeasureAndTheJsonHoldsEveryNumber) {
  write_all();
  const SweepReport report = report_sweep(directory_.root());
  const std::string text = sweep_report_markdown(report);
  for (const char* part : {"| onset 0 | 5 | 90.00 | 82.00 | **8.00** |", "95 % Student t interval", "sign-flip test",
                           "Holm", "final value: last", "0 of 5", "5 of 5, after 20 steps"})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("nan")));
  const auto json = nlohmann::json::parse(sweep_report_json(report));
  EXPECT_NEAR(json["conditions"][1]["damage"]["mean"].get<double>(), 0.08, 1e-12);
  EXPECT_EQ(json["conditions"][1]["runs"].size(), 5U);
  EXPECT_EQ(json["conditions"][0]["recovery_curve"].size(), 5U);
  EXPECT_EQ(json["format"], 2);
  EXPECT_EQ(json["interval"], "student-t");
  EXPECT_EQ(json["conditions"][1]["damage"]["interval"]["kind"], "student-t");
  EXPECT_EQ(json["predictors"][0]["conditions"], 2);
  EXPECT_EQ(json["predictors"][0]["interval"]["kind"], "permutation");
}

TEST_F(SweepReportTest, TakesTheKindOfIntervalThatIsAskedForThroughout) {
  write_all();
  const SweepReport report = report_sweep(directory_.root(), {.interval = IntervalKind::bca});
  EXPECT_EQ(report.interval, IntervalKind::bca);
  for (const ConditionReport& condition : report.conditions) {
    EXPECT_EQ(condition.damage.interval->kind, IntervalKind::bca);
    for (const BandPoint& point : condition.recovery) {
      const bool is_of_the_kind = !point.interval || point.interval->kind == IntervalKind::bca;
      EXPECT_TRUE(is_of_the_kind);
    }
  }
  EXPECT_THAT(sweep_report_markdown(report), HasSubstr("95 % BCa bootstrap interval"));
}

/// What statistics of quantization cost is not there in fp32.
TEST_F(SweepReportTest, MeasuresDamageInAnyScoreThatEvaluationsGive) {
  write_all();
  EXPECT_THAT(
      test::input_error_of([&] { report_sweep(directory_.root(), {.metric = "test/accuracy/fp32"}); }),
      HasSubstr(
          "must be one that the sweep's evaluations give, test/loss or test/accuracy, but is test/accuracy/fp32"));
  SweepSpec sweep = window_sweep();
  sweep.base.evaluation.precision = {"target", "fp32"};
  directory_ = SweepDirectory(folder_ / "both");
  directory_.create(sweep, plan_);
  write_all();
  const SweepReport target = report_sweep(directory_.root());
  const SweepReport fp32 = report_sweep(directory_.root(), {.metric = "test/accuracy/fp32"});
  EXPECT_EQ(fp32.metric, "test/accuracy/fp32");
  EXPECT_NEAR(fp32.conditions[1].damage.mean, target.conditions[1].damage.mean / 2, 1e-12);
  EXPECT_THAT(sweep_report_markdown(fp32), HasSubstr("in test/accuracy/fp32, final value"));
}

TEST_F(SweepReportTest, ConditionsWithoutACleanStepAreNeverCalledDamage) {
  SweepSpec sweep = window_sweep();
  sweep.axes.back().values = {"80", "0"};  // 80 + 20 is the end
  plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  directory_ = SweepDirectory(folder_ / "late");
  directory_.create(sweep, plan_);
  for (const SweepLeaf& leaf : plan_.leaves)
    write_run(leaf, leaf.is_baseline ? 0 : 0.05 + 0.01 * static_cast<double>(leaf.spec.seed), 10);
  const SweepReport report = report_sweep(directory_.root());
  const ConditionReport& late = report.conditions[0];
  EXPECT_TRUE(late.damage.no_clean_step);
  EXPECT_NEAR(late.damage.mean, 0.3, 1e-12);
  EXPECT_TRUE(std::isnan(late.damage.adjusted_p_value));
  EXPECT_NEAR(report.conditions[1].damage.adjusted_p_value, 2.0 / 32, 1e-12);  // alone: no correction
  const std::string text = sweep_report_markdown(report);
  for (const char* part : {"30.00 (no clean step)", "Damage is largest for onset 0: 8.00", "0 of 1 conditions",
                           "says nothing of lasting damage: onset 80"})
    EXPECT_THAT(text, HasSubstr(part));
  const auto json = nlohmann::json::parse(sweep_report_json(report));
  EXPECT_EQ(json["conditions"][0]["damage"]["no_clean_step"], true);
  EXPECT_TRUE(json["conditions"][0]["damage"]["p_value_holm"].is_null());
}

TEST_F(SweepReportTest, WithTwoSeedsHedgesGIsADashAndTheIntervalIsThere) {
  SweepSpec sweep = window_sweep();
  sweep.axes.front().values = {"1", "2"};
  plan_ = plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {1});
  directory_ = SweepDirectory(folder_ / "two");
  directory_.create(sweep, plan_);
  write_all();
  const SweepReport report = report_sweep(directory_.root());
  EXPECT_TRUE(std::isnan(report.conditions[1].damage.effect_size));
  EXPECT_TRUE(report.conditions[1].damage.interval.has_value());
  EXPECT_THAT(sweep_report_markdown(report), HasSubstr(" | - | "));
  EXPECT_TRUE(nlohmann::json::parse(sweep_report_json(report))["conditions"][1]["damage"]["hedges_g"].is_null());
}

}  // namespace
}  // namespace imprint
