// SPDX-License-Identifier: GPL-3.0-or-later
// Training that goes on in 16 bits, against a loop of plain LibTorch operations whose results pass through its own
// 16-bit types one by one. `.to(half).to(float)` rounds the gradient on the way back, too.
#include "core/train/half_training.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros_like.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/base/error.h"
#include "core/formats/half/working_values.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
using Tensors = std::vector<at::Tensor>;

constexpr std::int64_t steps = 14, onset = 5;

ExperimentSpec continued(const std::string& format, bool has_masters) {
  ExperimentSpec spec = tiny_spec();
  spec.model.name = "mlp";
  spec.model.options.set("hidden", std::vector<int>{20, 12});
  spec.training.iterations = steps;
  spec.training.lr_schedule = "constant";
  spec.precision.max_bits = spec.precision.backward_bits = 32;
  spec.precision.executor = "simulated";
  spec.deficits.clear();
  spec.continuation = {
      .format = format, .onset = onset, .unit = "iteration", .master_weights = has_masters, .loss_scale = 1};
  return spec;
}

/// What the optimizer keeps of a weight.
struct Moments {
  at::Tensor first, second;
};

/// The slow way, one weight and one operation after the other.
class PlainLoop {
 public:
  PlainLoop(const ExperimentSpec& spec, const DatasetSplit& split)
      : spec_(spec),
        type_(spec.continuation.format == "bf16" ? at::kBFloat16 : at::kHalf),
        batches_(*split.train, {spec.training.batch_size, false, spec.seed}),
        network_(make_network(spec.model, split.train->shape(), spec.seed)),
        weights_(network_->parameters()),
        moments_(weights_.size()) {}

  Tensors train() {
    for (std::int64_t t = 0; t < steps; ++t) step(t);
    return weights_;
  }
  const std::vector<Moments>& moments() const { return moments_; }

 private:
  at::Tensor held(const at::Tensor& values) const { return is_half_ ? values.to(type_).to(at::kFloat) : values; }

  at::Tensor logits(const at::Tensor& images, const Tensors& w) const {
    at::Tensor features = held(images.flatten(1));
    features = at::relu(held(at::linear(features, w[0], w[1])));
    features = at::relu(held(at::linear(features, w[2], w[3])));
    return held(at::linear(features, w[4], w[5]));
  }

  void round_all() {
    const at::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      weights_[i].copy_(held(weights_[i]));
      for (at::Tensor* moment : {&moments_[i].first, &moments_[i].second})
        if (moment->defined()) *moment = held(*moment);
    }
  }

  void step(std::int64_t t) {
    is_half_ = t >= onset;
    const bool is_pure = is_half_ && !spec_.continuation.master_weights;
    if (is_pure && t == onset) round_all();
    const Batch batch = batches_.at(t);
    Tensors used;
    for (const at::Tensor& weight : weights_) used.push_back(held(weight.detach()).clone().set_requires_grad(true));
    const double scale = is_half_ ? spec_.continuation.loss_scale : 1;
    (at::cross_entropy_loss(logits(batch.inputs.values, used), batch.targets) * scale).backward();
    const at::NoGradGuard no_gradients;
    for (std::size_t i = 0; i < weights_.size(); ++i) update(i, held(used[i].grad()) / scale, t);
    if (is_pure) round_all();
  }

  void update(std::size_t i, const at::Tensor& gradient, std::int64_t t) {
    const TrainingSpec& training = spec_.training;
    const at::Tensor decayed = gradient + weights_[i] * training.weight_decay;
    Moments& kept = moments_[i];
    if (training.optimizer == "sgd") {
      kept.first = kept.first.defined() ? kept.first * training.momentum + decayed : decayed.clone();
      weights_[i].sub_(kept.first * training.learning_rate);
      return;
    }
    if (!kept.first.defined()) kept = {at::zeros_like(decayed), at::zeros_like(decayed)};
    kept.first = kept.first * 0.9 + decayed * 0.1;
    kept.second = kept.second * 0.999 + decayed * decayed * 0.001;
    const double passed = static_cast<double>(t + 1);
    const at::Tensor root = kept.second.sqrt() / std::sqrt(1 - std::pow(0.999, passed)) + epsilon();
    weights_[i].sub_(training.learning_rate / (1 - std::pow(0.9, passed)) * kept.first / root);
  }

  double epsilon() const {
    const bool is_guarded = is_half_ && !spec_.continuation.master_weights && type_ == at::kHalf;
    return is_guarded ? 0x1p-12 : 1e-8;
  }

  ExperimentSpec spec_;
  at::ScalarType type_;
  BatchSource batches_;
  std::shared_ptr<Network> network_;
  Tensors weights_;
  std::vector<Moments> moments_;
  bool is_half_ = false;
};

Tensors weights_of(Trainer& trainer) {
  Tensors weights;
  for (const at::Tensor& weight : trainer.network().parameters()) weights.push_back(weight.detach().clone());
  return weights;
}

Tensors trained(const ExperimentSpec& spec, const DatasetSplit& split, std::int64_t count = steps) {
  Trainer trainer(spec, true, split);
  for (std::int64_t i = 0; i < count; ++i) trainer.step();
  return weights_of(trainer);
}

/// The largest difference, in units of the largest value.
double difference(const Tensors& a, const Tensors& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::max(largest, ((a[i] - b[i]).abs().max() / b[i].abs().max()).item<double>());
  return largest;
}

bool are_in(const at::Tensor& values, NumberFormat format) { return at::equal(values, half_values(values, format)); }

class HalfTrainingTest : public ::testing::Test {
 protected:
  HalfTrainingTest() { use_threads(1); }
  DatasetSplit split_ = tiny_split();
};

TEST_F(HalfTrainingTest, IsTheLoopOfSingleOperations) {
  for (const std::string format : {"bf16", "fp16"})
    for (const bool has_masters : {false, true})
      for (const std::string optimizer : {"sgd", "adam"}) {
        ExperimentSpec spec = continued(format, has_masters);
        spec.training.optimizer = optimizer;
        if (optimizer == "adam") spec.training.learning_rate = 0.003;
        if (format == "fp16") spec.continuation.loss_scale = 256;
        const Tensors found = trained(spec, split_), wanted = PlainLoop(spec, split_).train();
        // A product of fp32 or an update that ends an ulp apart may round to the other neighbour: one of 2^-8 or 2^-11.
        EXPECT_LT(difference(found, wanted), format == "bf16" ? 0x1p-7 : 0x1p-10)
            << format << (has_masters ? " with masters, " : " pure, ") << optimizer;
      }
}

/// On bf16 multipliers single values may round to the other neighbour; the training stays where it was.
TEST_F(HalfTrainingTest, GoesAlikeOnTheProcessorsOwnMultipliers) {
  ExperimentSpec spec = continued("bf16", false);
  spec.model.name = "small-cnn";
  const auto losses = [&](const char* executor) {
    spec.precision.executor = executor;
    Trainer trainer(spec, true, split_);
    std::vector<double> found;
    for (std::int64_t i = 0; i < steps; ++i) found.push_back(trainer.step().loss);
    return found;
  };
  const std::vector<double> own = losses("auto"), emulated = losses("simulated");
  for (std::size_t i = 0; i < own.size(); ++i) EXPECT_NEAR(own[i], emulated[i], 0.02 * emulated[i]) << i;
}

TEST_F(HalfTrainingTest, IsThatOfFp32BeforeTheOnset) {
  ExperimentSpec plain = continued("fp16", false);
  plain.continuation = {};
  const Tensors before = trained(continued("fp16", false), split_, onset), other = trained(plain, split_, onset);
  EXPECT_EQ(difference(before, other), 0);
  EXPECT_GT(difference(trained(continued("fp16", false), split_, onset + 1), trained(plain, split_, onset + 1)), 0);
}

TEST_F(HalfTrainingTest, HoldsEverythingIn16BitsIfItIsPure) {
  for (const bool has_masters : {false, true}) {
    Trainer trainer(continued("bf16", has_masters), true, split_);
    for (std::int64_t i = 0; i < steps; ++i) trainer.step();
    bool all = true;
    for (const at::Tensor& weight : weights_of(trainer)) all = all && are_in(weight, bf16_format);
    for (const auto& [name, tensor] : trainer.state())
      if (tensor.scalar_type() == at::kFloat) all = all && are_in(tensor, bf16_format);
    EXPECT_EQ(all, !has_masters);
  }
}

/// Evaluation computes with the 16-bit copies and gives the masters back.
TEST_F(HalfTrainingTest, EvaluatesInTheFormatThatItTrainsIn) {
  Trainer masters(continued("bf16", true), true, split_);
  for (std::int64_t i = 0; i < steps; ++i) masters.step();
  const Tensors before = weights_of(masters);
  const double loss = score_of(masters.evaluate({}).scores, "test/loss");
  EXPECT_EQ(difference(weights_of(masters), before), 0);
  {
    const at::NoGradGuard no_gradients;
    for (at::Tensor& weight : masters.network().parameters()) round_to_half_in_place(weight, bf16_format);
  }
  EXPECT_EQ(score_of(masters.evaluate({}).scores, "test/loss"), loss);
}

TEST_F(HalfTrainingTest, LeavesOutTheStepWhoseGradientOverflowsAndLowersTheScale) {
  ExperimentSpec spec = continued("fp16", false);
  spec.continuation.loss_scale = 0;
  spec.training.learning_rate = 1e-4;
  Trainer trainer(spec, true, split_);
  for (std::int64_t i = 0; i < onset; ++i) trainer.step();
  {
    const at::NoGradGuard no_gradients;  // gradients of the weights before it grow beyond 65504
    trainer.network().parameters()[4].mul_(3e3);
  }
  bool left_out = false;
  double scale = 0x1p16;
  for (std::int64_t i = onset; i < steps; ++i) {
    const Tensors before = weights_of(trainer);
    const StepRecord record = trainer.step();
    EXPECT_EQ(record.loss_scale, record.is_left_out ? scale / 2 : scale);
    if (record.is_left_out && i > onset) {
      EXPECT_EQ(difference(weights_of(trainer), before), 0);
    }
    left_out = left_out || record.is_left_out;
    scale = record.loss_scale;
  }
  EXPECT_TRUE(left_out);
  EXPECT_LT(scale, 0x1p16);
}

TEST_F(HalfTrainingTest, SaysWhatToDoAboutAnOverflow) {
  ExperimentSpec spec = continued("fp16", false);
  spec.continuation.loss_scale = 0x1p24;
  Trainer trainer(spec, true, split_);
  for (std::int64_t i = 0; i < onset; ++i) trainer.step();
  try {
    for (std::int64_t i = onset; i < steps; ++i) trainer.step();
    FAIL() << "no gradient has overflowed";
  } catch (const DivergedError& error) {
    EXPECT_THAT(error.what(), HasSubstr("times the loss scale 16777216 is beyond fp16's largest number"));
    EXPECT_THAT(error.what(), HasSubstr("continuation.loss_scale = 0 (dynamic)"));
  }
}

/// 1e-8 is 0 in fp16, and so is the second moment of a weight that no gradient reaches.
TEST_F(HalfTrainingTest, GuardsAdamAgainstADivisionByZero) {
  ExperimentSpec spec = continued("fp16", false);
  spec.training.optimizer = "adam";
  spec.training.learning_rate = 0.001;
  spec.training.weight_decay = 0;
  for (const bool is_guarded : {true, false}) {
    spec.continuation.epsilon_guard = is_guarded;
    Trainer trainer(spec, true, split_);
    {
      const at::NoGradGuard no_gradients;
      trainer.network().parameters()[1][0].fill_(-1000);  // a unit that never answers
    }
    for (std::int64_t i = 0; i <= onset; ++i) trainer.step();
    bool is_finite = true;
    for (const at::Tensor& weight : weights_of(trainer)) is_finite = is_finite && weight.isfinite().all().item<bool>();
    EXPECT_EQ(is_finite, is_guarded);
  }
}

/// Loss scale, momentum and weights in 16 bits: as if it had not been interrupted, before the onset and behind it.
TEST_F(HalfTrainingTest, GoesOnFromItsStateToTheBit) {
  ExperimentSpec spec = continued("fp16", true);
  spec.continuation.loss_scale = 0;
  for (const std::int64_t stop : {onset - 1, onset, onset + 3}) {
    Trainer first(spec, true, split_), second(spec, true, split_);
    for (std::int64_t i = 0; i < stop; ++i) first.step();
    {
      const at::NoGradGuard no_gradients;
      const auto from = first.network().parameters();
      auto to = second.network().parameters();
      for (std::size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
    }
    NamedTensors state;
    for (const auto& [name, tensor] : first.state()) state.emplace_back(name, tensor.clone());
    second.restore(state, stop);
    for (std::int64_t i = stop; i < steps; ++i) {
      first.step();
      EXPECT_EQ(second.step().loss_scale, i < onset ? 1 : 0x1p16);
    }
    EXPECT_EQ(difference(weights_of(first), weights_of(second)), 0) << stop;
  }
}

TEST_F(HalfTrainingTest, TakesHalfTheBytes) {
  const auto footprint_of = [&](const ExperimentSpec& spec, std::int64_t count) {
    Trainer trainer(spec, true, split_);
    for (std::int64_t i = 0; i < count; ++i) trainer.step();
    return trainer.footprint();
  };
  const Footprint full = footprint_of(continued("bf16", false), onset),
                  pure = footprint_of(continued("bf16", false), steps),
                  mixed = footprint_of(continued("bf16", true), steps);
  EXPECT_EQ(full.format, "fp32");
  EXPECT_EQ(pure.format, "bf16");
  const std::int64_t parameters = 784 * 20 + 20 + 20 * 12 + 12 + 12 * 10 + 10;
  EXPECT_EQ(full.weight_bytes, 4 * parameters);
  EXPECT_EQ(full.feature_bytes, 4 * 16 * (784 + 20 + 12 + 10)) << "of a batch of 16 images";
  EXPECT_EQ(2 * pure.bytes(), full.bytes());
  EXPECT_EQ(mixed.weight_bytes, 6 * parameters) << "masters and their copies";
  EXPECT_EQ(mixed.optimizer_bytes, full.optimizer_bytes);
  EXPECT_EQ(mixed.gradient_bytes, pure.gradient_bytes);
}

}  // namespace
}  // namespace imprint::test
