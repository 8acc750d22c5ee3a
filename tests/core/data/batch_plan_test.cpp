// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/batch_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace imprint::test {
namespace {

std::vector<std::int64_t> indices_of(const BatchSamples& batch) {
  std::vector<std::int64_t> indices;
  for (const Sample& sample : batch.samples) indices.push_back(sample.index);
  return indices;
}

TEST(BatchPlan, EveryPlanTakesEverySampleOnceAnEpochInBatchesOfTheSameSizes) {
  for (std::int64_t samples = 1; samples <= 23; ++samples)
    for (std::int64_t batch = 1; batch <= 25; ++batch) {
      const BatchSizes sizes{samples, batch};
      ShuffledPlan shuffled(sizes, false, 3);
      InOrderPlan in_order(sizes);
      ContiguousPlan contiguous(sizes);
      for (BatchPlan* plan : {static_cast<BatchPlan*>(&shuffled), static_cast<BatchPlan*>(&in_order),
                              static_cast<BatchPlan*>(&contiguous)}) {
        ASSERT_EQ(plan->steps_per_epoch(), sizes.steps_per_epoch());
        std::vector<std::int64_t> seen;
        for (std::int64_t step = 0; step < plan->steps_per_epoch(); ++step) {
          const auto taken = indices_of(plan->at(step));
          ASSERT_EQ(std::ssize(taken), sizes.at(step)) << samples << " by " << batch;
          seen.insert(seen.end(), taken.begin(), taken.end());
        }
        std::ranges::sort(seen);
        for (std::int64_t i = 0; i < samples; ++i) ASSERT_EQ(seen[static_cast<std::size_t>(i)], i);
        ASSERT_EQ(std::ssize(seen), samples);
      }
    }
}

TEST(ContiguousPlan, EveryRowReadsOnWhereItEnded) {
  for (const BatchSizes sizes : {BatchSizes{17, 5}, BatchSizes{20, 4}, BatchSizes{3, 8}, BatchSizes{9, 1}}) {
    ContiguousPlan plan(sizes);
    for (std::int64_t step = 0; step < 3 * plan.steps_per_epoch(); ++step) {
      const BatchSamples batch = plan.at(step);
      EXPECT_EQ(batch.continues, step % plan.steps_per_epoch() > 0);
      if (!batch.continues) continue;
      const auto before = indices_of(plan.at(step - 1)), now = indices_of(batch);
      for (std::size_t row = 0; row < now.size(); ++row) EXPECT_EQ(now[row], before[row] + 1);
    }
  }
}

TEST(ContiguousPlan, FirstRowsAreTheLongerOnes) {
  ContiguousPlan plan({7, 3});
  EXPECT_THAT(indices_of(plan.at(0)), testing::ElementsAre(0, 3, 5));
  EXPECT_THAT(indices_of(plan.at(1)), testing::ElementsAre(1, 4, 6));
  EXPECT_THAT(indices_of(plan.at(2)), testing::ElementsAre(2));
}

TEST(ShuffledPlan, VariesEverySampleByAKeyOfItsEpoch) {
  ShuffledPlan plan({6, 3}, true, 9), plain({6, 3}, false, 9);
  for (std::int64_t step = 0; step < 4; ++step) {
    const BatchSamples batch = plan.at(step);
    EXPECT_FALSE(batch.continues);
    for (const Sample& sample : batch.samples) EXPECT_EQ(sample.variation, variation_key(9, step / 2, sample.index));
    EXPECT_EQ(indices_of(batch), indices_of(plain.at(step))) << "the order does not depend on it";
    for (const Sample& sample : plain.at(step).samples) EXPECT_EQ(sample.variation, Sample::as_it_is);
  }
}

}  // namespace
}  // namespace imprint::test
