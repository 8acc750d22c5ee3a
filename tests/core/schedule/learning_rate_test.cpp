// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/learning_rate.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"
#include "core/records/known_names.h"

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
  const TrainingSpec training = {.learning_rate = 0.1,
                                 .lr_schedule = "piecewise"};  // 50 % and 75 %, factor 0.1
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
  for (const auto& name : learning_rate_schedule_names()) {
    training.lr_schedule = name;
    EXPECT_GT(learning_rate_at(training, 1, 100, 10), 0) << name;
  }
  training.lr_schedule = "warm";
  EXPECT_THROW(learning_rate_at(training, 1, 100, 10), InputError);
}

}  // namespace
}  // namespace imprint
