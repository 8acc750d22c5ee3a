// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/bridge/plain_words.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "app/studio/pages/continuation_table.h"
#include "app/studio/widgets/summary_strip.h"
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

/// With McNemar's table of that many images, the discordant ones all the baseline's or all the deficit's.
ComparisonResult with_images(ComparisonResult result, std::int64_t images) {
  const auto apart = static_cast<std::int64_t>(std::lround(std::abs(result.damage) * static_cast<double>(images)));
  result.discordant = DiscordantPairs{images, result.damage > 0 ? apart : 0, result.damage > 0 ? 0 : apart};
  result.evaluations_used = 3;
  return result;
}

PlainWords words_of(const ComparisonResult& result, const RunPlan& plan) {
  RunRecord run;
  run.plan = plan;
  return comparison_words(result, run);
}

TEST(PlainWords, TellDamageWithNAndItsUncertainty) {
  const PlainWords words = words_of(with_images(result_of(0.953, 0.929, 0.0615), 10000), plan_with_window(0, 300));
  EXPECT_EQ(words.headline, "Early deficit: 2.4 points of test accuracy lost (one seed)");
  for (const char* part : {"Baseline 0.953, with the deficit 0.929", "One seed: training noise unknown",
                           "95 % test-set interval", "61 % of it has closed"})
    EXPECT_NE(words.detail.find(part), std::string::npos) << part << "\n" << words.detail;
}

TEST(PlainWords, ClaimNothingWithinTheUncertainty) {
  const RunPlan late = plan_with_window(700, 1000);
  for (const ComparisonResult& result :
       {result_of(0.900, 0.902, 0.1), result_of(0.9, 0.9, 0.1), result_of(0.902, 0.900, 0.1),
        with_images(result_of(0, 1, std::nullopt), 1), with_images(result_of(0.902, 0.900, 0.1), 500)}) {
    const PlainWords words = words_of(result, late);
    EXPECT_NE(words.headline.find("no clear difference (one seed)"), std::string::npos) << words.headline;
    EXPECT_NE(words.detail.find("training noise unknown"), std::string::npos) << words.detail;
    EXPECT_EQ(verdict_of(result), Verdict::unclear);
  }
}

TEST(PlainWords, ADeficitThatReachesTheEndSaysNothingOfWhatLasts) {
  ComparisonResult result = with_images(result_of(0.95, 0.55, std::nullopt), 10000);
  result.no_clean_step = true;
  EXPECT_EQ(verdict_of(result), Verdict::no_clean_step);
  EXPECT_NE(words_of(result, plan_with_window(0, 1000)).headline.find("reaches the end"), std::string::npos);
}

TEST(PlainWords, HarmAndSafetyHaveTheirColourOnlyWhereTheIntervalExcludesZero) {
  std::mt19937 random(3);
  int harm = 0, safe = 0, unclear = 0;
  for (int round = 0; round < 500; ++round) {
    RunRecord run;
    run.status.state = RunState::finished;
    run.comparison = result_of(0.9, 0.9 - 0.05 * (static_cast<double>(random() % 201) / 100 - 1), 0.1);
    *run.comparison = with_images(*run.comparison, 1 + static_cast<std::int64_t>(random() % 2000));
    const auto interval = test_set_interval(*run.comparison);
    const SummaryStrip::Tone tone = tone_of(run);
    harm += tone == SummaryStrip::Tone::harm;
    safe += tone == SummaryStrip::Tone::safe;
    unclear += tone == SummaryStrip::Tone::unclear;
    if (tone == SummaryStrip::Tone::harm) {
      EXPECT_GT(interval->low, 0);
    }
    if (tone == SummaryStrip::Tone::safe) {
      EXPECT_LT(interval->high, 0);
    }
  }
  EXPECT_EQ(harm + safe + unclear, 500);
  for (const int count : {harm, safe, unclear}) EXPECT_GT(count, 50);
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
  EXPECT_EQ(words.detail,
            "Baseline 0.700, with the deficit 0.500 at step 100; the deficit is not over yet. One seed: no interval "
            "before the "
            "end.");
}

/// A run that goes on in bf16 at step 100, and what both arms have scored since.
RunRecord continued_run() {
  RunRecord run;
  run.spec.continuation.format = "bf16";
  run.spec.comparison.baseline = true;
  run.plan = {.total_steps = 1000, .continuation = {100, 1000}, .arms = {main_arm, baseline_arm}};
  run.status.state = RunState::running;
  run.curves.append(main_arm, std::vector<MetricRow>{test::metric_row(200, "test/accuracy", 0.6),
                                                     test::metric_row(200, "fisher/trace", 30),
                                                     test::metric_row(300, "test/accuracy", 0.9)});
  run.curves.append(baseline_arm, std::vector<MetricRow>{test::metric_row(200, "test/accuracy", 0.61),
                                                         test::metric_row(200, "fisher/trace", 20)});
  return run;
}

TEST(PlainWords, OfAContinuationNameBothFormats) {
  const PlainWords words = live_gap_words(continued_run());
  EXPECT_EQ(words.headline, "The continuation in bf16 is 1.0 point of test accuracy behind");
  EXPECT_EQ(
      words.detail,
      "Continuation in fp32 0.610, continuation in bf16 0.600 at step 200. One seed: no interval before the end.");
}

TEST(ContinuationTable, SetsBothArmsSideBySideAtTheirLastCommonStep) {
  RunRecord run = continued_run();
  std::vector<ContinuationColumn> columns = continuation_columns(run);
  const auto column = [&](const std::string& title) {
    return *std::ranges::find(columns, title, &ContinuationColumn::title);
  };
  EXPECT_EQ(column("Test accuracy").full, "61.00 %");
  EXPECT_EQ(column("Test accuracy").half, "60.00 %");
  EXPECT_EQ(column("Test accuracy").comparison, "−1.00 points");
  EXPECT_EQ(column("Fisher trace").comparison, "× 1.50");
  EXPECT_EQ(column("Hessian trace").full, "–") << "not measured yet";
  EXPECT_EQ(column("Time a step").comparison, "–");
  run.continuation = ContinuationCost{{"fp32", 10, 1, 4'000'000, 4'000'000, 8'000'000, 40'000'000},
                                      {"bf16", 10, 1.2, 2'000'000, 2'000'000, 4'000'000, 20'000'000}};
  columns = continuation_columns(run);
  EXPECT_EQ(column("Time a step").half, "120 ms");
  EXPECT_EQ(column("Time a step").comparison, "× 1.20");
  EXPECT_EQ(column("Features").full, "40 MB");
  EXPECT_EQ(column("Features").comparison, "× 0.50");
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
            "64,000 steps, 391 an epoch\n5.50 bits on average, 3.96 % of the cost of 32-bit training\n"
            "36.7 % less than static precision");
}

}  // namespace
}  // namespace imprint::studio
