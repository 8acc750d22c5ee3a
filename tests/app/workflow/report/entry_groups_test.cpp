// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/report/entry_groups.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/critical/seed_mean.h"

namespace imprint {
namespace {

const RunOutcome& outcome(const std::string& word) {
  return *std::ranges::find(run_outcomes(), word, &RunOutcome::word);
}

RunEntry entry_of(const std::string& condition, std::uint64_t seed, double accuracy, double created = 0,
                  RunState state = RunState::finished) {
  RunEntry entry;
  entry.condition = condition;
  entry.seed = seed;
  entry.finals.set(metric::test_accuracy, accuracy);
  entry.created_unix_seconds = created;
  entry.status.state = state;
  return entry;
}

std::vector<const RunEntry*> pointers_to(const std::vector<RunEntry>& entries) {
  std::vector<const RunEntry*> pointers;
  for (const RunEntry& entry : entries) pointers.push_back(&entry);
  return pointers;
}

TEST(EntryGroups, HoldTheSeedsOfOneConditionTogether) {
  const std::vector<RunEntry> entries = {entry_of("b", 2, 0.2), entry_of("a", 1, 0.9), entry_of("b", 1, 0.4)};
  const auto pointers = pointers_to(entries);
  const auto groups = group_entries(pointers);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].condition, "b");
  EXPECT_EQ(groups[0].runs, (std::vector<std::size_t>{2, 0}));
  const auto values = outcomes_of(pointers, groups[0], outcome("accuracy"));
  EXPECT_EQ(values, (std::vector<double>{0.4, 0.2}));
  EXPECT_NEAR(seed_mean(values), 0.3, 1e-12);
}

TEST(EntryGroups, ASeedCountsOnceAndOnlyWhenItHasFinished) {
  const std::vector<RunEntry> entries = {entry_of("a", 1, 0.5, 10), entry_of("a", 1, 0.6, 20),
                                         entry_of("a", 2, 0.7, 30, RunState::running), entry_of("a", 3, NAN)};
  const auto pointers = pointers_to(entries);
  const auto groups = group_entries(pointers);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].counted, (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(outcomes_of(pointers, groups[0], outcome("accuracy")), std::vector<double>{0.6});
}

TEST(EntryGroups, UnreadableRunsStandAlone) {
  std::vector<RunEntry> entries(2);
  for (RunEntry& entry : entries) entry.problem = "damaged";
  const auto groups = group_entries(pointers_to(entries));
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_TRUE(groups[0].counted.empty());
}

TEST(EntryGroups, AnIntervalNeedsTwoSeeds) {
  EXPECT_FALSE(seed_interval(std::vector<double>{1}).has_value());
  EXPECT_TRUE(seed_interval(std::vector<double>{1, 2}).has_value());
  const auto interval = seed_interval(std::vector<double>{1, 2, 3, 4, 5});
  ASSERT_TRUE(interval.has_value());
  EXPECT_LT(interval->low, 3);
  EXPECT_GT(interval->high, 3);
  EXPECT_TRUE(std::isnan(seed_mean({})));
}

}  // namespace
}  // namespace imprint
