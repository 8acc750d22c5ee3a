// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/compare/comparison_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace imprint {
namespace {

using ::testing::HasSubstr;

ComparisonResult result_of(double baseline, double deficit, std::int64_t only_baseline, std::int64_t only_deficit) {
  return {.metric = "test/accuracy",
          .final_value = "median of the last 3",
          .baseline_final = baseline,
          .deficit_final = deficit,
          .damage = baseline - deficit,
          .gap_at_deficit_end = 0.147,
          .recovery = 1 - (baseline - deficit) / 0.147,
          .evaluations_used = 2,
          .no_clean_step = false,
          .discordant = DiscordantPairs{1000, only_baseline, only_deficit}};
}

TEST(ComparisonWords, OfOneSeedSayWhatIsUnknown) {
  const ComparisonWords words = comparison_words(result_of(0.953, 0.929, 40, 16), Treatment{.name = "early deficit"});
  EXPECT_EQ(words.verdict, Verdict::worse);
  EXPECT_EQ(words.headline, "Early deficit: 2.4 points of test accuracy lost (one seed)");
  EXPECT_EQ(words.values, "Baseline 0.953, with the deficit 0.929: median of the last 3 (2 used).");
  EXPECT_THAT(words.uncertainty,
              HasSubstr("One seed: training noise unknown; 95 % test-set interval (paired, Agresti-Min)"));
  EXPECT_EQ(words.recovery, "When the deficit ended the gap was 14.7 points; 84 % of it has closed.");
}

// One test image of a thousand in favour of the deficit: no harm is not shown, and neither is safety.
TEST(ComparisonWords, NeverClaimSafetyWithinTheUncertainty) {
  const ComparisonWords words = comparison_words(result_of(0.950, 0.952, 10, 12));
  EXPECT_EQ(words.verdict, Verdict::unclear);
  EXPECT_EQ(words.headline,
            "Deficit: 0.2 points of test accuracy ahead of its baseline, no clear difference (one seed)");
}

TEST(ComparisonWords, WithoutTheImagesOfBothArmsNothingIsClear) {
  ComparisonResult result = result_of(0.953, 0.80, 0, 0);
  result.discordant.reset();
  EXPECT_EQ(comparison_words(result).verdict, Verdict::unclear);
  EXPECT_THAT(comparison_words(result).uncertainty, HasSubstr("which samples the arms got right was not kept"));
  result.metric = "test/loss";
  EXPECT_THAT(comparison_words(result).uncertainty, HasSubstr("no interval of a loss"));
}

TEST(ComparisonWords, TellPerplexitiesWithoutIdleDigits) {
  ComparisonResult result = result_of(345.5893, 346.2681, 0, 0);
  result.metric = "test/perplexity";
  result.discordant.reset();
  EXPECT_THAT(comparison_words(result).values, HasSubstr("Baseline 345.6, with the deficit 346.3:"));
  EXPECT_THAT(comparison_words(result).uncertainty, HasSubstr("no interval of a perplexity."));
}

TEST(ComparisonWords, OfADeficitThatReachesTheEndNeverSpeakOfWhatLasts) {
  ComparisonResult result = result_of(0.95, 0.75, 250, 50);
  result.no_clean_step = true;
  const ComparisonWords words = comparison_words(result, Treatment{.name = "late deficit"});
  EXPECT_EQ(words.verdict, Verdict::no_clean_step);
  EXPECT_EQ(words.headline,
            "Late deficit reaches the end: 20.0 points of test accuracy behind its baseline while it lasts (one seed)");
  EXPECT_THAT(words.values, HasSubstr("last evaluation, no clean step"));
  EXPECT_EQ(words.recovery, "No evaluation follows the deficit's end: what lasts of it is unknown.");
}

TEST(ComparisonWords, OfAContinuationNameBothAndSpeakOfNoRecovery) {
  ExperimentSpec spec;
  spec.continuation.format = "bf16";
  ComparisonResult result = result_of(0.953, 0.929, 40, 16);
  result.gap_at_deficit_end = 0;
  const ComparisonWords words = comparison_words(result, treatment_of(spec));
  EXPECT_EQ(words.headline, "Continuation in bf16: 2.4 points of test accuracy lost (one seed)");
  EXPECT_THAT(words.values, HasSubstr("Continuation in fp32 0.953, continuation in bf16 0.929:"));
  EXPECT_EQ(words.recovery, "");
  spec.deficits.resize(1);
  EXPECT_EQ(treatment_of(spec).name, "deficit") << "with a deficit beside it that is what a run is told by";
}

TEST(ComparisonWords, OverSeedsCarryNAndTheKindOfInterval) {
  const ConfidenceInterval clear{0.01, 0.03, 0.95, IntervalKind::student_t}, open{-0.01, 0.03, 0.95, IntervalKind::bca};
  const auto words =
      comparison_words(0.02, "test/accuracy", 8, clear, IntervalKind::student_t, false, {.name = "early blur"});
  EXPECT_EQ(words.verdict, Verdict::worse);
  EXPECT_EQ(words.headline, "Early blur: 2.0 points of test accuracy lost (N = 8)");
  EXPECT_EQ(words.uncertainty, "95 % Student t interval over seeds 1.0 .. 3.0 points.");
  EXPECT_EQ(comparison_words(0.01, "test/accuracy", 8, open, IntervalKind::bca, false).verdict, Verdict::unclear);
  EXPECT_EQ(comparison_words(0.01, "test/accuracy", 1, std::nullopt, IntervalKind::student_t, false).uncertainty,
            "No Student t interval over seeds: needs 2 seeds.");
}

}  // namespace
}  // namespace imprint
