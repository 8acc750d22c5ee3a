// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/range_test_job.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace imprint::test {
namespace {

ExperimentSpec small_test(const std::string& start) {
  ExperimentSpec spec;
  spec.dataset.train_limit = 160;
  spec.dataset.test_limit = 20;
  spec.model.options.set("width", 8);
  spec.training.batch_size = 16;
  spec.training.learning_rate = 0.05;
  spec.range_test = {.lowest_bits = 3, .highest_bits = 5, .iterations = 6, .window = 3, .start = start};
  return spec;
}

void ignore(const RangeTestStep&) {}

TEST(RangeTestJob, RaisesThePrecisionStepByStep) {
  std::vector<RangeTestStep> told;
  const RangeTestResult result =
      run_range_test(small_test("continued"), {}, [&](const RangeTestStep& step) { told.push_back(step); });
  ASSERT_EQ(told.size(), 18U);
  for (int i = 0; i < 18; ++i) {
    EXPECT_EQ(told[i].bits, 3 + i / 6);
    EXPECT_EQ(told[i].step, i + 1);
    EXPECT_EQ(told[i].total_steps, 18);
    EXPECT_GT(told[i].loss, 0);
  }
  ASSERT_EQ(result.gains.size(), 3U);
  EXPECT_NEAR(result.gains[1].accuracy, (told[9].accuracy + told[10].accuracy + told[11].accuracy) / 3, 1e-12);
}

TEST(RangeTestJob, IsReproducibleToTheBit) {
  for (const std::string start : {"continued", "fresh"}) {
    const auto a = run_range_test(small_test(start), {}, ignore), b = run_range_test(small_test(start), {}, ignore);
    for (std::size_t i = 0; i < a.steps.size(); ++i) ASSERT_EQ(a.steps[i].loss, b.steps[i].loss);
  }
}

TEST(RangeTestJob, FreshStartsSeeTheSameFirstBatchWithTheSameWeights) {
  ExperimentSpec spec = small_test("fresh");
  spec.range_test.lowest_bits = 30;
  spec.range_test.highest_bits = 32;
  const auto steps = run_range_test(spec, {}, ignore).steps;
  EXPECT_NEAR(steps[0].loss, steps[6].loss, 1e-4);
  EXPECT_NEAR(steps[6].loss, steps[12].loss, 1e-4);
  EXPECT_NE(steps[0].loss, steps[1].loss);
}

TEST(RangeTestJob, GainsComeAsPrecisionsAreComplete) {
  std::vector<RangeTestStep> steps;
  const ExperimentSpec spec = small_test("continued");
  run_range_test(spec, {}, [&](const RangeTestStep& step) {
    steps.push_back(step);
    EXPECT_EQ(gains_so_far(steps, spec.range_test).size(), steps.size() / 6);
  });
}

TEST(RangeTestJob, CanBeCancelled) {
  const CancellationToken token;
  int steps = 0;
  EXPECT_THROW(
      run_range_test(small_test("fresh"), token, [&](const RangeTestStep&) { ++steps == 4 ? token.cancel() : void(); }),
      CancelledError);
  EXPECT_EQ(steps, 4);
}

TEST(RangeTestJob, ADivergingPrecisionCountsAsChance) {
  ExperimentSpec spec = small_test("continued");
  spec.model.name = "mlp";
  spec.training.learning_rate = 1000;
  const auto steps = run_range_test(spec, {}, ignore).steps;
  ASSERT_EQ(steps.size(), 18U);
  EXPECT_GT(steps.front().loss, 0);
  EXPECT_EQ(steps.back().loss, 0);
  EXPECT_EQ(steps.back().accuracy, 0.1);
}

TEST(RangeTestJob, ABadSpecIsRefused) {
  ExperimentSpec spec = small_test("continued");
  spec.range_test.window = 7;
  EXPECT_THROW(run_range_test(spec, {}, ignore), InputError);
}

}  // namespace
}  // namespace imprint::test
