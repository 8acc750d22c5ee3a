// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/trainer.h"

#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/equal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/optim/sgd.h>

#include "core/base/error.h"
#include "core/schedule/learning_rate.h"
#include "core/schedule/precision_cost.h"
#include "core/train/threads.h"
#include "tests/support/expect_error.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

std::vector<at::Tensor> weights_of(Network& network) {
  std::vector<at::Tensor> weights;
  for (const auto& parameter : network.parameters()) weights.push_back(parameter.detach().clone());
  for (const auto& buffer : network.buffers()) weights.push_back(buffer.detach().clone());
  return weights;
}

bool same_bits(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!at::equal(a[i], b[i])) return false;
  return true;
}

std::vector<at::Tensor> train(const ExperimentSpec& spec, const DatasetSplit& split, std::int64_t steps,
                              bool with_deficits = true) {
  Trainer trainer(spec, with_deficits, split);
  for (std::int64_t i = 0; i < steps; ++i) trainer.step();
  return weights_of(trainer.network());
}

class TrainerTest : public ::testing::Test {
 protected:
  TrainerTest() { use_threads(2); }
  DatasetSplit split_ = tiny_split();
  ExperimentSpec spec_ = tiny_spec();
};

TEST_F(TrainerTest, FullPrecisionIsThePlainLoopBitForBit) {
  spec_.precision.max_bits = 32;
  spec_.precision.backward_bits = 32;
  spec_.deficits.clear();
  const auto trained = train(spec_, split_, 8);

  const auto network = make_network(spec_.model, split_.train->shape(), spec_.seed);
  torch::optim::SGD optimizer(network->parameters(), torch::optim::SGDOptions(spec_.training.learning_rate)
                                                         .momentum(spec_.training.momentum)
                                                         .weight_decay(spec_.training.weight_decay));
  BatchSource batches(*split_.train, {spec_.training.batch_size, false, spec_.seed});
  ForwardContext context;
  context.training = true;
  for (std::int64_t t = 0; t < 8; ++t) {
    static_cast<torch::optim::SGDOptions&>(optimizer.param_groups()[0].options())
        .lr(learning_rate_at(spec_.training, t, 24, 6));
    network->zero_grad(true);
    const Batch batch = batches.at(t);
    at::cross_entropy_loss(network->forward(batch.inputs, context), batch.targets).backward();
    optimizer.step();
  }
  EXPECT_TRUE(same_bits(trained, weights_of(*network)));
}

/// The deficit begins at step 6: there a trainer with these weights and no state does the same.
TEST_F(TrainerTest, ResetsTheOptimizerWhereFormatsChange) {
  spec_.precision.at_change = "reset";
  Trainer resetting(spec_, true, split_), fresh(spec_, true, split_);
  for (std::int64_t t = 0; t < 6; ++t) resetting.step();
  const auto before = weights_of(resetting.network());
  {
    const at::NoGradGuard no_gradients;
    std::size_t i = 0;
    for (auto& parameter : fresh.network().parameters()) parameter.copy_(before[i++]);
    for (auto& buffer : fresh.network().buffers()) buffer.copy_(before[i++]);
  }
  fresh.restore({}, 6);
  resetting.step();
  fresh.step();
  EXPECT_TRUE(same_bits(weights_of(resetting.network()), weights_of(fresh.network())));
  spec_.precision.at_change = "keep";
  EXPECT_FALSE(same_bits(train(spec_, split_, 7), weights_of(fresh.network())));
}

TEST_F(TrainerTest, RampsTheStrengthOfRounding) {
  const auto once = train(spec_, split_, 7);
  spec_.precision.ramp = 1;
  EXPECT_TRUE(same_bits(once, train(spec_, split_, 7))) << "a ramp of one step is none";
  spec_.precision.ramp = 3;
  EXPECT_TRUE(same_bits(train(spec_, split_, 6), [&] {
    ExperimentSpec at_once = spec_;
    at_once.precision.ramp = 0;
    return train(at_once, split_, 6);
  }()));
  EXPECT_FALSE(same_bits(once, train(spec_, split_, 7)));
}

TEST_F(TrainerTest, EqualSeedsGiveEqualBitsAndOthersDoNot) {
  const auto once = train(spec_, split_, 9);
  EXPECT_TRUE(same_bits(once, train(spec_, split_, 9)));
  spec_.seed = 8;
  EXPECT_FALSE(same_bits(once, train(spec_, split_, 9)));
}

TEST_F(TrainerTest, ADeficitOfEveryQuantizedLayerIsThatOfTheNetwork) {
  const auto whole = train(spec_, split_, 12);
  spec_.deficits[0].layers = {"conv1", "conv2", "conv3", "conv4", "conv5"};
  EXPECT_TRUE(same_bits(whole, train(spec_, split_, 12)));
  spec_.deficits[0].layers = {"conv2"};
  const auto one = train(spec_, split_, 12);
  EXPECT_FALSE(same_bits(whole, one));
  EXPECT_FALSE(same_bits(train(spec_, split_, 12, false), one));
}

TEST_F(TrainerTest, ADeficitOfOneLayerCostsThatLayersShare) {
  spec_.deficits[0].layers = {"conv2"};
  const Trainer one(spec_, true, split_), baseline(spec_, false, split_);
  spec_.deficits[0].layers.clear();
  const Trainer whole(spec_, true, split_);
  const double share = Trainer(spec_, false, split_).network().macs().share("conv2");
  const double saved = baseline.cost().bit_operations(24) - whole.cost().bit_operations(24);
  EXPECT_NEAR(baseline.cost().bit_operations(24) - one.cost().bit_operations(24), share * saved, 1e-9 * saved);
}

TEST_F(TrainerTest, RefusesALayerThatTheModelDoesNotHave) {
  spec_.deficits[0].layers = {"conv9"};
  EXPECT_THAT(
      test::input_error_of([&] { Trainer(spec_, true, split_); }),
      ::testing::HasSubstr("deficit.layers names \"conv9\", which small-cnn has not among its quantized layers"));
}

TEST_F(TrainerTest, ArmsAgreeUpToTheOnsetAndPartThere) {
  EXPECT_TRUE(same_bits(train(spec_, split_, 6, true), train(spec_, split_, 6, false)));
  EXPECT_FALSE(same_bits(train(spec_, split_, 7, true), train(spec_, split_, 7, false)));
}

TEST_F(TrainerTest, EachStepRunsAtTheBitsOfItsPlan) {
  Trainer trainer(spec_, true, split_);
  for (std::int64_t t = 0; t < trainer.total_steps(); ++t) {
    const StepRecord record = trainer.step();
    EXPECT_EQ(record.step, t + 1);
    EXPECT_EQ(record.precision.weight.bits, t >= 6 && t < 12 ? 2 : 4) << "step " << t;
    EXPECT_EQ(record.precision.gradient.bits, 8);
  }
}

TEST_F(TrainerTest, CostsAddUpToThePlansCost) {
  const Trainer trainer(spec_, true, split_);
  const PlanCost cost = plan_cost(trainer.precision(), spec_.precision);
  EXPECT_DOUBLE_EQ(trainer.cost().relative(trainer.total_steps()), cost.relative_cost);
  EXPECT_EQ(trainer.cost().relative(0), 0);
  // The first step: MACs of 16 images at 4/8 bits.
  Trainer other(spec_, true, split_);
  EXPECT_DOUBLE_EQ(trainer.cost().bit_operations(1),
                   static_cast<double>(other.network().macs().total) * 16 * (4 * 4 + 2 * 4 * 8));
}

TEST_F(TrainerTest, LearnsTheTinyRule) {
  spec_.training.epochs = 40;
  Trainer trainer(spec_, false, split_);
  const double before = score_of(trainer.evaluate({}).scores, "test/accuracy");
  while (trainer.steps_done() < trainer.total_steps()) trainer.step();
  const Scores after = trainer.evaluate({}).scores;
  EXPECT_LT(before, 0.6);
  EXPECT_GT(score_of(after, "test/accuracy"), 0.9);
  EXPECT_LT(score_of(after, "test/loss"), 0.5);
}

TEST_F(TrainerTest, EvaluationLeavesTrainingAlone) {
  Trainer watched(spec_, true, split_);
  Trainer plain(spec_, true, split_);
  for (int i = 0; i < 4; ++i) {
    watched.step();
    plain.step();
    watched.evaluate({});
  }
  EXPECT_TRUE(same_bits(weights_of(watched.network()), weights_of(plain.network())));
}

TEST_F(TrainerTest, DivergenceNamesTheStepAndKeepsTheWeights) {
  spec_.training.learning_rate = 1e30;
  spec_.training.lr_schedule = "constant";
  Trainer trainer(spec_, false, split_);
  try {
    for (int i = 0; i < 24; ++i) trainer.step();
    FAIL() << "a learning rate of 1e30 did not diverge";
  } catch (const DivergedError& error) {
    EXPECT_EQ(std::string(error.what()), "diverged at step " + std::to_string(trainer.steps_done() + 1));
    EXPECT_LT(trainer.steps_done(), 23);
  }
}

TEST_F(TrainerTest, EvaluationStopsWhenCancelled) {
  Trainer trainer(spec_, false, split_);
  CancellationToken token;
  token.cancel();
  EXPECT_THROW(trainer.evaluate(token), CancelledError);
}

TEST(Threads, ChoiceFollowsTheWorkAndNeverAClock) {
  EXPECT_EQ(choose_threads(3, 1), 3);
  EXPECT_EQ(choose_threads(0, small_step_macs - 1), 1);
  EXPECT_EQ(choose_threads(0, small_step_macs), physical_cores());
  EXPECT_GE(physical_cores(), 1);
}

}  // namespace
}  // namespace imprint::test
