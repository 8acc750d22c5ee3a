// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/checkpoint/training_checkpoint.h"

#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/base/error.h"
#include "core/checkpoint/safetensors.h"
#include "core/train/threads.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

namespace fs = std::filesystem;

struct CheckpointCase {
  std::string optimizer;
  std::string model;

  bool is_of_text() const { return model == "rnn"; }
};

class TrainingCheckpoint : public ::testing::TestWithParam<CheckpointCase> {
 protected:
  TrainingCheckpoint() {
    use_threads(2);
    spec_.training.optimizer = GetParam().optimizer;
    spec_.model.name = GetParam().model;
    if (GetParam().optimizer == "adam") spec_.training.learning_rate = 0.002;
  }
  void advance(Trainer& trainer, std::int64_t steps) {
    for (std::int64_t i = 0; i < steps; ++i) trainer.step();
  }
  ExperimentSpec spec_ = GetParam().is_of_text() ? tiny_text_spec() : tiny_spec();
  DatasetSplit split_ = GetParam().is_of_text() ? tiny_text() : tiny_split();
  TemporaryFolder folder_;
};

TEST_P(TrainingCheckpoint, ResumedTrainingIsBitIdentical) {
  Trainer whole(spec_, true, split_);
  advance(whole, 8);
  save_checkpoint(folder_.path(), whole, {8, 123, 4.5});
  advance(whole, 6);

  Trainer resumed(spec_, true, split_);
  const CheckpointPosition position = restore_checkpoint(folder_.path(), 8, resumed);
  EXPECT_EQ(position.step, 8);
  EXPECT_EQ(position.metrics_length, 123);
  EXPECT_EQ(position.wall_seconds, 4.5);
  EXPECT_EQ(resumed.steps_done(), 8);
  advance(resumed, 6);

  save_checkpoint(folder_.path(), whole, {14, 0, 0});
  const TensorFile first = load_safetensors(model_file(folder_.path(), 14));
  save_checkpoint(folder_.path(), resumed, {14, 0, 0});
  const TensorFile second = load_safetensors(model_file(folder_.path(), 14));
  ASSERT_EQ(first.tensors.size(), second.tensors.size());
  for (std::size_t i = 0; i < first.tensors.size(); ++i)
    EXPECT_TRUE(at::equal(first.tensors[i].second, second.tensors[i].second)) << first.tensors[i].first;
}

INSTANTIATE_TEST_SUITE_P(OptimizersAndModels, TrainingCheckpoint,
                         ::testing::Values(CheckpointCase{"sgd", "small-cnn"}, CheckpointCase{"adam", "small-cnn"},
                                           CheckpointCase{"sgd", "mlp"}, CheckpointCase{"sgd", "resnet20"},
                                           CheckpointCase{"sgd", "rnn"}, CheckpointCase{"adam", "rnn"}),
                         [](const auto& test) {
                           std::string name = test.param.optimizer + "_" + test.param.model;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

class CheckpointFiles : public ::testing::Test {
 protected:
  CheckpointFiles() : trainer_(tiny_spec(), true, split_) {}
  void save(std::int64_t step) { save_checkpoint(folder_.path(), trainer_, {step, 0, 0}); }
  DatasetSplit split_ = tiny_split();
  Trainer trainer_;
  TemporaryFolder folder_;
};

TEST_F(CheckpointFiles, ParametersCarryTheNamesThatPyTorchUsersKnow) {
  save(0);
  std::vector<std::string> names;
  for (const auto& [name, tensor] : load_safetensors(model_file(folder_.path(), 0)).tensors) names.push_back(name);
  for (const char* expected : {"conv1.weight", "bn1.weight", "bn1.running_mean", "fc.weight", "fc.bias"})
    EXPECT_NE(std::find(names.begin(), names.end(), expected), names.end()) << expected;
}

TEST_F(CheckpointFiles, OnlyWholePairsCount) {
  for (const std::int64_t step : {0, 5, 10}) save(step);
  fs::remove(state_file(folder_.path(), 10));
  std::ofstream(folder_ / "step-x.safetensors") << "not a checkpoint";
  EXPECT_EQ(checkpoint_steps(folder_.path()), (std::vector<std::int64_t>{0, 5}));
  EXPECT_TRUE(checkpoint_steps(folder_ / "absent").empty());
}

TEST_F(CheckpointFiles, PruningKeepsTheFirstAndTheLatest) {
  for (const std::int64_t step : {0, 5, 10, 15, 20}) save(step);
  prune_checkpoints(folder_.path(), 2);
  EXPECT_EQ(checkpoint_steps(folder_.path()), (std::vector<std::int64_t>{0, 15, 20}));
  EXPECT_FALSE(fs::exists(state_file(folder_.path(), 10)));
  keep_last_checkpoint(folder_.path());
  EXPECT_EQ(checkpoint_steps(folder_.path()), (std::vector<std::int64_t>{20}));
  EXPECT_FALSE(fs::exists(state_file(folder_.path(), 0)));
}

TEST_F(CheckpointFiles, WeightsOfAnotherNetworkAreRefused) {
  save(0);
  ModelSpec wider = tiny_spec().model;
  wider.options.set("width", 16);
  const auto other = make_network(wider, shape_of_images({1, 28, 28}, 10), 1);
  EXPECT_THROW(load_weights(model_file(folder_.path(), 0), *other), InputError);
}

TEST_F(CheckpointFiles, ACutFileIsRefusedByName) {
  save(3);
  fs::resize_file(model_file(folder_.path(), 3), 100);
  Trainer other(tiny_spec(), true, split_);
  try {
    restore_checkpoint(folder_.path(), 3, other);
    FAIL() << "a cut checkpoint was accepted";
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("step-00000003.safetensors"), std::string::npos);
  }
}

}  // namespace
}  // namespace imprint::test
