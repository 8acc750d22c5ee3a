// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/spec/kinds.h"
#include "tests/support/random_timeline.h"

namespace imprint {
namespace {

TEST(LearningRate, ConstantStays) {
  const TrainingSpec training = {.learning_rate = 0.3, .lr_schedule = "constant"};
  for (const int step : {0, 50, 99}) EXPECT_EQ(learning_rate_at(training, step, 100, 10), 0.3);
}

TEST(LearningRate, CosineFallsFromTheFirstToTheFinalRate) {
  const TrainingSpec training = {.learning_rate = 0.5, .lr_schedule = "cosine", .lr_final = 0.1};
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 0, 100, 10), 0.5);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 50, 100, 10), 0.3);
  EXPECT_NEAR(learning_rate_at(training, 100, 100, 10), 0.1, 1e-15);
  for (int step = 0; step < 99; ++step)
    ASSERT_GT(learning_rate_at(training, step, 100, 10), learning_rate_at(training, step + 1, 100, 10));
}

TEST(LearningRate, PiecewiseDropsAtItsMilestones) {
  const TrainingSpec training = {.learning_rate = 0.1, .lr_schedule = "piecewise"};  // 50 % and 75 %, factor 0.1
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 31999, 64000, 391), 0.1);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 32000, 64000, 391), 0.01);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 47999, 64000, 391), 0.01);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 48000, 64000, 391), 0.001);
}

TEST(LearningRate, ExponentialFallsOnceAnEpoch) {
  const TrainingSpec training = {.learning_rate = 0.05, .lr_schedule = "exponential", .lr_decay = 0.97};
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 9, 100, 10), 0.05);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 10, 100, 10), 0.05 * 0.97);
  EXPECT_DOUBLE_EQ(learning_rate_at(training, 39, 100, 10), 0.05 * std::pow(0.97, 3));
}

TEST(LearningRate, KnowsEveryNameThatASpecAccepts) {
  TrainingSpec training;
  for (const auto& name : kind_names("training.lr_schedule")) {
    training.lr_schedule = name;
    EXPECT_GT(learning_rate_at(training, 1, 100, 10), 0) << name;
  }
  training.lr_schedule = "warm";
  EXPECT_THROW(learning_rate_at(training, 1, 100, 10), InputError);
}

RunLength with_deficit(std::int64_t total, StepWindow window) {
  return {.budget_steps = total, .total_steps = total, .steps_per_epoch = 10, .windows = {window}};
}

TEST(LearningRatePlan, ARunningClockTakesNoNoticeOfDeficits) {
  const TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "cosine"};
  const LearningRatePlan plan(training, with_deficit(100, {20, 60}));
  for (const int step : {0, 20, 59, 60, 99})
    EXPECT_DOUBLE_EQ(plan.at(step), learning_rate_at(training, step, 100, 10)) << step;
}

TEST(LearningRatePlan, AFrozenClockStandsStillDuringDeficits) {
  const TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "cosine", .lr_clock = "frozen"};
  const LearningRatePlan plan(training, with_deficit(100, {20, 60}));
  EXPECT_DOUBLE_EQ(plan.at(19), learning_rate_at(training, 19, 60, 10));
  for (const int step : {20, 40, 60}) EXPECT_DOUBLE_EQ(plan.at(step), learning_rate_at(training, 20, 60, 10)) << step;
  EXPECT_DOUBLE_EQ(plan.at(99), learning_rate_at(training, 59, 60, 10));
}

TEST(LearningRatePlan, ARestartBeginsAnewAtTheEndOfEachDeficit) {
  const TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "exponential", .lr_decay = 0.9, .lr_restart = true};
  const LearningRatePlan plan(training, with_deficit(100, {20, 60}));
  EXPECT_DOUBLE_EQ(plan.at(59), 0.5 * std::pow(0.9, 5));
  EXPECT_DOUBLE_EQ(plan.at(60), 0.5);
  EXPECT_DOUBLE_EQ(plan.at(99), 0.5 * std::pow(0.9, 3));
}

TEST(LearningRatePlan, ARestartSpansWhatIsLeft) {
  const TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "cosine", .lr_restart = true};
  const LearningRatePlan plan(training, with_deficit(100, {20, 60}));
  EXPECT_DOUBLE_EQ(plan.at(60), 0.5);
  EXPECT_DOUBLE_EQ(plan.at(80), learning_rate_at(training, 20, 40, 10));
}

TEST(WarmUp, RisesLinearlyAndMeetsTheScheduleAtItsLastStep) {
  TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "cosine", .lr_warmup = 2};
  TrainingSpec cold = training;
  cold.lr_warmup = 0;
  for (int step = 0; step < 100; ++step) {  // W = 20
    const double rate = learning_rate_at(cold, step, 100, 10);
    EXPECT_EQ(learning_rate_at(training, step, 100, 10), step < 20 ? rate * ((step + 1) / 20.0) : rate) << step;
  }
  EXPECT_EQ(learning_rate_at(training, 19, 100, 10), learning_rate_at(cold, 19, 100, 10));
}

TEST(WarmUp, MayLastPartOfAnEpochOrLongerThanTheRun) {
  const TrainingSpec part{.learning_rate = 1, .lr_schedule = "constant", .lr_warmup = 0.25};  // W = 2.5
  EXPECT_DOUBLE_EQ(learning_rate_at(part, 0, 100, 10), 0.4);
  EXPECT_DOUBLE_EQ(learning_rate_at(part, 1, 100, 10), 0.8);
  EXPECT_EQ(learning_rate_at(part, 2, 100, 10), 1);
  const TrainingSpec long_one{.learning_rate = 1, .lr_schedule = "constant", .lr_warmup = 20};
  EXPECT_DOUBLE_EQ(learning_rate_at(long_one, 99, 100, 10), 0.5);
}

TEST(WarmUp, StandsStillWithAFrozenClockAndIsRepeatedByARestart) {
  TrainingSpec training{.learning_rate = 1, .lr_schedule = "constant", .lr_warmup = 2, .lr_clock = "frozen"};
  const LearningRatePlan frozen(training, with_deficit(100, {5, 60}));
  for (const int step : {5, 30, 60}) EXPECT_DOUBLE_EQ(frozen.at(step), 0.3) << step;
  EXPECT_EQ(frozen.at(74), 1);
  training.lr_clock = "running";
  training.lr_restart = true;
  const LearningRatePlan restarted(training, with_deficit(100, {30, 60}));
  EXPECT_EQ(restarted.at(59), 1);
  EXPECT_DOUBLE_EQ(restarted.at(60), 0.05);
  EXPECT_EQ(restarted.at(79), 1);
}

TEST(LearningRatePlan, ThatGoesOnLikeAnotherHasItsRates) {
  const TrainingSpec training{.learning_rate = 0.5, .lr_schedule = "cosine", .lr_clock = "frozen"};
  const LearningRatePlan first(training, with_deficit(100, {20, 60})), longer(training, with_deficit(100, {20, 80}));
  EXPECT_FALSE(first.goes_on_like(longer, 0));  // 60 steps and 80 in all
  TrainingSpec constant = training;
  constant.lr_schedule = "constant";
  const LearningRatePlan a(constant, with_deficit(100, {20, 60})), b(constant, with_deficit(120, {20, 80}));
  EXPECT_TRUE(a.goes_on_like(b, 0));
  EXPECT_TRUE(a.goes_on_like(b, 20));
  EXPECT_FALSE(a.goes_on_like(b, 60));  // one moves on, one stands
}

TEST(LearningRatePlan, StaysAsLongAsItSays) {
  int long_stays = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    RandomStream stream(mix64(seed));
    const TrainingSpec training = test::random_timelines(stream, 2).back().training;
    const LearningRatePlan plan(training, with_deficit(60, {20, 33}));
    for (std::int64_t step = 0; step < 60; ++step) {
      const std::int64_t bound = step < 20 ? 20 : step < 33 ? 33 : 60;
      const std::int64_t stays = std::min(plan.stays_for(step), bound - step);
      long_stays += stays > 1;
      for (std::int64_t later = step; later < step + stays; ++later) ASSERT_EQ(plan.at(later), plan.at(step)) << seed;
    }
  }
  EXPECT_GT(long_stays, 10000);
}

}  // namespace
}  // namespace imprint
