// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/results/metric_info.h"
#include "core/store/run_filter.h"

namespace imprint {
namespace {

using ::testing::ElementsAre;

TEST(RunOutcomes, AreTheHeadlinesOfTheTableAndTheComparison) {
  std::vector<std::string> words;
  for (const RunOutcome& outcome : run_outcomes()) words.push_back(outcome.word);
  EXPECT_THAT(words, ElementsAre("accuracy", "loss", "perplexity", "damage", "recovery", "fisher", "hessian"));
  const auto headlines =
      std::ranges::count_if(metric_infos(), [](const MetricInfo& info) { return !info.word.empty(); });
  EXPECT_EQ(headlines, 5);
}

TEST(RunOutcomes, EachCanBeFilteredByAndIsMissingAtFirst) {
  RunEntry run;
  for (const RunOutcome& outcome : run_outcomes()) {
    EXPECT_TRUE(std::isnan(outcome.of(run))) << outcome.word;
    EXPECT_FALSE(RunFilter(outcome.word + ">0").matches(run)) << outcome.word;
  }
  for (const MetricInfo& info : metric_infos()) run.finals.set(std::string(info.name), 2);
  run.damage = 2;
  run.recovery = 2;
  for (const RunOutcome& outcome : run_outcomes()) {
    EXPECT_EQ(outcome.of(run), 2) << outcome.word;
    EXPECT_TRUE(RunFilter(outcome.word + "=2").matches(run)) << outcome.word;
  }
}

}  // namespace
}  // namespace imprint
