// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/sweep/start_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace imprint {
namespace {

SweepPlan random_plan(std::vector<std::string> seeds) {
  SweepSpec sweep;
  sweep.order = "random";
  sweep.base.training.iterations = 100;
  sweep.base.training.batch_size = 10;
  sweep.base.deficits = {{.kind = "precision", .length = 0.1, .unit = "fraction", .bits = 2}};
  sweep.axes = {{"deficit.0.onset", {"0", "0.2", "0.4", "0.6"}},
                {"deficit.0.length", {"0.1", "0.3"}},
                {"seed", std::move(seeds)}};
  return plan_sweep(sweep, [](const DatasetSpec&) { return 100; }, {4});
}

TEST(StartOrder, IsThatOfTheLongestWaysUnlessAskedForOtherwise) {
  SweepPlan plan = random_plan({"1", "2"});
  plan.order = "planned";
  const auto order = start_order(plan, 1), paths = remaining_paths(plan);
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], -paths[i]);
}

TEST(StartOrder, OfARandomOneIsTheSameEachTimeAndAnotherForAnotherSeed) {
  const SweepPlan plan = random_plan({"1", "2"});
  EXPECT_EQ(start_order(plan, 1), start_order(plan, 1));
  EXPECT_NE(start_order(plan, 1), start_order(plan, 2));
}

TEST(StartOrder, RanksOfCellsStayWhenTheGridGrows) {
  const SweepPlan small = random_plan({"1"}), large = random_plan({"1", "2", "3"});
  const auto few = start_order(small, 1), many = start_order(large, 1);
  std::map<std::string, std::int64_t> ranks;
  for (std::size_t i = 0; i < many.size(); ++i) ranks[large.leaves[i].id] = many[i];
  for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i], ranks.at(small.leaves[i].id)) << small.leaves[i].id;
}

TEST(StartOrder, WhatOthersWaitForComesNoLaterThanTheFirstOfThem) {
  const SweepPlan plan = random_plan({"1", "2", "3"});
  const auto order = start_order(plan, 5);
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    for (const int other : {plan.leaves[i].parent, plan.leaves[i].baseline})
      if (other >= 0) {
        EXPECT_LE(order[static_cast<std::size_t>(other)], order[i]) << plan.leaves[i].id;
      }
}

TEST(StartOrder, OfTheFirstHalfOfARandomOneHoldsEveryOnset) {
  std::vector<std::string> seeds;
  for (int seed = 1; seed <= 20; ++seed) seeds.push_back(std::to_string(seed));
  const SweepPlan plan = random_plan(seeds);
  const auto order = start_order(plan, 1);
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < plan.leaves.size(); ++i)
    if (!plan.leaves[i].is_baseline) cells.push_back(i);
  std::ranges::sort(cells, {}, [&](std::size_t i) { return order[i]; });
  std::map<std::string, int> counts;
  for (std::size_t i = 0; i < cells.size() / 2; ++i) ++counts[plan.leaves[cells[i]].coordinates[0].value];
  for (const auto& [onset, count] : counts) EXPECT_NEAR(count, 20, 12) << onset;
  EXPECT_EQ(counts.size(), 4U);
}

}  // namespace
}  // namespace imprint
