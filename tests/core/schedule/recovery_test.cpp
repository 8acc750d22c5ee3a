// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/recovery.h"

#include <gtest/gtest.h>

#include "core/schedule/run_timeline.h"

namespace imprint {
namespace {

const RecoverySpec everything{
    .batch_norm = "re-estimate", .batches = 7, .activation_ranges = "reset", .optimizer = "reset"};

TEST(Recovery, ComesAfterTheLastStepOfEachWindow) {
  const std::vector<StepWindow> windows = {{0, 5}, {3, 10}};
  for (std::int64_t step = 0; step < 12; ++step)
    EXPECT_EQ(recovery_after(everything, windows, step), step == 4 || step == 9 ? everything : RecoverySpec()) << step;
}

TEST(Recovery, BatchesThatNothingReadsAreNoDifference) {
  EXPECT_EQ(recovery_after({.batches = 7}, {{0, 5}}, 4), RecoverySpec());
  EXPECT_EQ(recovery_after({.batches = 7, .optimizer = "reset"}, {{0, 5}}, 4), (RecoverySpec{.optimizer = "reset"}));
}

TEST(Recovery, RunsThatDifferInItShareUpToTheDeficitsLastStep) {
  ExperimentSpec kept;
  kept.training.iterations = 40;
  kept.deficits = {{.onset = 5, .length = 10, .unit = "iteration"}};
  ExperimentSpec reset = kept;
  reset.recovery.optimizer = "reset";
  EXPECT_EQ(shared_steps(RunTimeline(kept, 10), RunTimeline(reset, 10)), 14);
  kept.deficits.clear();
  reset.deficits.clear();
  EXPECT_EQ(shared_steps(RunTimeline(kept, 10), RunTimeline(reset, 10)), 40);
}

}  // namespace
}  // namespace imprint
