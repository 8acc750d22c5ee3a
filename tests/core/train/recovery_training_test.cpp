// SPDX-License-Identifier: GPL-3.0-or-later
// What is done at the end of a deficit: against plain loops, and what it must leave alone.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros_like.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/batch_source.h"
#include "core/results/metric_info.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/expect_error.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

constexpr std::int64_t end = 6;  // of the deficit

using Values = std::map<std::string, at::Tensor>;

Values parameters_of(Trainer& trainer) {
  Values values;
  for (const auto& one : trainer.network().named_parameters()) values[one.key()] = one.value().detach().clone();
  return values;
}

Values buffers_of(Trainer& trainer, const std::string& ending) {
  Values values;
  for (const auto& one : trainer.network().named_buffers())
    if (one.key().ends_with(ending)) values[one.key()] = one.value().clone();
  return values;
}

bool same(const Values& a, const Values& b) {
  return std::ranges::equal(
      a, b, [](const auto& x, const auto& y) { return x.first == y.first && at::equal(x.second, y.second); });
}

class RecoveryTraining : public ::testing::Test {
 protected:
  RecoveryTraining() {
    use_threads(2);
    spec_.model.name = "small-cnn";
    spec_.deficits = {{.kind = "blur", .onset = 2, .length = end - 2, .unit = "iteration"}};
  }

  std::unique_ptr<Trainer> trained(std::int64_t steps, const RecoverySpec& recovery = {}) {
    spec_.recovery = recovery;
    auto trainer = std::make_unique<Trainer>(spec_, true, split_);
    for (std::int64_t i = 0; i < steps; ++i) trainer->step();
    return trainer;
  }

  DatasetSplit split_ = tiny_split();
  ExperimentSpec spec_ = tiny_spec();
};

/// Mean and unbiased variance of what conv1 gives, averaged over the clean batches of the steps that follow.
TEST_F(RecoveryTraining, BatchNormHasTheMeanStatisticsOfTheCleanBatchesToCome) {
  spec_.precision.max_bits = 32;
  const auto trainer = trained(end, {.batch_norm = "re-estimate", .batches = 3});
  const at::NoGradGuard no_gradients;
  const at::Tensor weight = parameters_of(*trainer).at("conv1.weight");
  BatchSource clean(*split_.train, {spec_.training.batch_size, spec_.dataset.augment, spec_.seed});
  at::Tensor mean = at::zeros_like(buffers_of(*trainer, "bn1.running_mean").at("bn1.running_mean"));
  at::Tensor variance = at::zeros_like(mean);
  for (std::int64_t i = 0; i < 3; ++i) {
    const at::Tensor output = at::conv2d(clean.at(end + i).inputs.values, weight, {}, 1, 1);
    mean += output.mean({0, 2, 3}) / 3;
    variance += output.var({0, 2, 3}, /*unbiased=*/true) / 3;
  }
  EXPECT_TRUE(at::allclose(buffers_of(*trainer, "running_mean").at("bn1.running_mean"), mean, 1e-4, 1e-5));
  EXPECT_TRUE(at::allclose(buffers_of(*trainer, "running_var").at("bn1.running_var"), variance, 1e-4, 1e-5));
}

TEST_F(RecoveryTraining, ReEstimatedBatchNormTouchesNothingElse) {
  const auto kept = trained(end), estimated = trained(end, {.batch_norm = "re-estimate", .batches = 3});
  EXPECT_FALSE(same(buffers_of(*kept, "running_mean"), buffers_of(*estimated, "running_mean")));
  EXPECT_TRUE(same(buffers_of(*kept, "activation_range"), buffers_of(*estimated, "activation_range")));
  EXPECT_TRUE(same(parameters_of(*kept), parameters_of(*estimated)));
}

/// Training normalises and rounds by each batch: what evaluation alone reads cannot steer it.
TEST_F(RecoveryTraining, StatisticsLeaveTheWeightsToComeAsTheyAre) {
  const auto kept = trained(12);
  const auto recovered = trained(12, {.batch_norm = "re-estimate", .batches = 3, .activation_ranges = "reset"});
  EXPECT_TRUE(same(parameters_of(*kept), parameters_of(*recovered)));
  EXPECT_FALSE(same(buffers_of(*kept, "running_mean"), buffers_of(*recovered, "running_mean")));
}

TEST_F(RecoveryTraining, RangesBeginAnew) {
  const auto reset = trained(end, {.activation_ranges = "reset"});
  const Values ranges = buffers_of(*reset, "activation_range");
  ASSERT_FALSE(ranges.empty());
  for (const auto& [name, range] : ranges) EXPECT_TRUE(at::equal(range, at::zeros_like(range))) << name;
  reset->step();
  for (const auto& [name, range] : buffers_of(*reset, "activation_range")) EXPECT_EQ(range[2].item<float>(), 1) << name;
}

TEST_F(RecoveryTraining, TheOptimizerBeginsAnew) {
  const auto kept = trained(end), reset = trained(end, {.optimizer = "reset"});
  EXPECT_FALSE(kept->state().empty());
  EXPECT_TRUE(reset->state().empty());
  EXPECT_TRUE(same(parameters_of(*kept), parameters_of(*reset)));
  kept->step();
  reset->step();
  EXPECT_FALSE(same(parameters_of(*kept), parameters_of(*reset)));
}

TEST_F(RecoveryTraining, TheBaselineHasNoDeficitToRecoverFrom) {
  spec_.recovery = {.batch_norm = "re-estimate", .batches = 3, .activation_ranges = "reset", .optimizer = "reset"};
  Trainer recovering(spec_, false, split_);
  spec_.recovery = {};
  Trainer plain(spec_, false, split_);
  for (std::int64_t i = 0; i < 8; ++i) {
    recovering.step();
    plain.step();
  }
  EXPECT_TRUE(same(parameters_of(recovering), parameters_of(plain)));
  EXPECT_TRUE(same(buffers_of(recovering, ""), buffers_of(plain, "")));
}

TEST_F(RecoveryTraining, ANetWithoutBatchNormHasNothingToReEstimate) {
  spec_.model.name = "mlp";
  spec_.recovery.batch_norm = "re-estimate";
  EXPECT_THAT(input_error_of([&] { Trainer(spec_, true, split_); }),
              ::testing::HasSubstr("recovery.batch_norm must be keep, since mlp has no batch"));
}

TEST_F(RecoveryTraining, EachPrecisionOfTheEvaluationGivesTheScoresThatItGivesAlone) {
  spec_.precision.max_bits = 4;
  const auto scores_with = [&](std::vector<std::string> precisions) {
    spec_.evaluation.precision = std::move(precisions);
    return trained(8)->evaluate(CancellationToken()).scores;
  };
  const Scores target = scores_with({"target"}), fp32 = scores_with({"fp32"}), both = scores_with({"target", "fp32"});
  ASSERT_EQ(both.size(), target.size() + fp32.size());
  ASSERT_NE(score_of(target, "test/loss"), score_of(fp32, "test/loss"));
  for (const Score& score : target) EXPECT_EQ(score_of(both, score.name), score.value) << score.name;
  for (const Score& score : fp32) EXPECT_EQ(score_of(both, score_at(score.name, "fp32")), score.value) << score.name;
}

}  // namespace
}  // namespace imprint::test
