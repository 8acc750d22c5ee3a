// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/plain_words.h"

#include <gtest/gtest.h>

#include "tests/app/studio/waiting.h"

namespace imprint::studio {
namespace {

RunPlan plan_with_window(std::int64_t begin, std::int64_t end) {
  RunPlan plan;
  plan.total_steps = 1000;
  plan.steps_per_epoch = 100;
  plan.deficit_windows = {{begin, end}};
  plan.arms = {main_arm, baseline_arm};
  return plan;
}

ComparisonResult result_of(double baseline, double deficit, std::optional<double> gap) {
  ComparisonResult result;
  result.metric = "test/accuracy";
  result.final_value = "median of the last 3";
  result.baseline_final = baseline;
  result.deficit_final = deficit;
  result.damage = baseline - deficit;
  result.gap_at_deficit_end = gap;
  if (gap && *gap > 0) result.recovery = 1 - result.damage / *gap;
  return result;
}

TEST(PlainWords, TellDamageAndRecovery) {
  const PlainWords words = comparison_words(result_of(0.953, 0.929, 0.0615), plan_with_window(0, 300));
  EXPECT_EQ(words.headline, "The early deficit cost 2.4 points of test accuracy");
  EXPECT_EQ(words.detail,
            "Baseline 0.953, with the deficit 0.929 (median of the last 3). When the deficit ended the gap was "
            "6.2 points; 61 % of it has closed.");
}

TEST(PlainWords, TellEveryOtherEnding) {
  const RunPlan late = plan_with_window(700, 1000);
  EXPECT_EQ(comparison_words(result_of(0.9, 0.9, 0.1), late).headline, "The late deficit left no lasting damage");
  EXPECT_EQ(comparison_words(result_of(0.90, 0.91, 0.1), late).headline,
            "The late deficit did no harm: it ended 1.0 point of test accuracy ahead");
  EXPECT_NE(comparison_words(result_of(0.9, 0.8, 0.05), late).detail.find("it has grown since"), std::string::npos);
  EXPECT_NE(comparison_words(result_of(0.9, 0.91, 0.05), late).detail.find("all of it has closed"), std::string::npos);
  EXPECT_NE(comparison_words(result_of(0.9, 0.8, -0.01), late).detail.find("no gap yet"), std::string::npos);
}

TEST(PlainWords, SpeakOfLossesInTheirOwnUnit) {
  ComparisonResult result = result_of(0.30, 0.35, std::nullopt);
  result.metric = "test/loss";
  result.damage = 0.05;  // the sign is turned for losses
  EXPECT_EQ(comparison_words(result, plan_with_window(0, 100)).headline,
            "The early deficit cost 0.0500 of test loss");
}

TEST(PlainWords, SayWhenTheDeficitWas) {
  EXPECT_EQ(deficit_time(plan_with_window(0, 300)), "early");
  EXPECT_EQ(deficit_time(plan_with_window(400, 600)), "middle");
  EXPECT_EQ(deficit_time(plan_with_window(700, 1000)), "late");
  EXPECT_EQ(deficit_time(RunPlan()), "");
}

TEST(PlainWords, TellTheLiveGapAtTheLastCommonEvaluation) {
  RunRecord run;
  run.plan = plan_with_window(0, 300);
  run.status.state = RunState::running;
  EXPECT_EQ(run_words(run).headline, "Starting");
  run.progress.activity = "loading data";
  EXPECT_EQ(run_words(run).headline, "Loading data");
  run.curves.append(main_arm, std::vector<MetricRow>{test::metric_row(100, "test/accuracy", 0.5),
                                                     test::metric_row(200, "test/accuracy", 0.6)});
  run.curves.append(baseline_arm, std::vector<MetricRow>{test::metric_row(100, "test/accuracy", 0.7)});
  const PlainWords words = live_gap_words(run);
  EXPECT_EQ(words.headline, "The deficit is 20.0 points of test accuracy behind");
  EXPECT_EQ(words.detail, "Baseline 0.700, with the deficit 0.500 at step 100; the deficit is not over yet.");
}

TEST(PlainWords, SayWhyARunFailed) {
  RunRecord run;
  run.status.state = RunState::failed;
  run.status.reason = "diverged at step 12";
  EXPECT_EQ(run_words(run), (PlainWords{"The run failed", "diverged at step 12"}));
  EXPECT_EQ(state_words(run.status, false), "failed: diverged at step 12");
  run.status.state = RunState::running;
  EXPECT_EQ(state_words(run.status, true), "interrupted");
}

TEST(PlainWords, TellStepsAndCost) {
  PlanCost cost;
  cost.mean_forward_bits = 5.5;
  cost.relative_cost = 0.03959;
  cost.saving = 0.3666;
  RunPlan plan;
  plan.total_steps = 64000;
  plan.steps_per_epoch = 391;
  EXPECT_EQ(cost_words(plan, cost),
            "64,000 steps of 391 an epoch\n5.50 bits on average, 3.96 % of the cost of 32-bit training\n"
            "36.7 % less than static precision");
}

}  // namespace
}  // namespace imprint::studio
