// SPDX-License-Identifier: GPL-3.0-or-later
// A training whose products are computed from integer codes, beside the same one simulated in fp32: they part by
// rounding alone, and no further than one that begins a last place beside itself.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/models/executors_used.h"
#include "core/train/threads.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

namespace imprint::test {
namespace {

constexpr std::int64_t long_run = 200;

ExperimentSpec quantized(const std::string& executor, int bits) {
  ExperimentSpec spec = tiny_spec();
  spec.model.options.set("width", 16);
  spec.training.iterations = long_run;
  spec.training.learning_rate = 0.02;
  spec.precision.max_bits = bits;
  spec.precision.executor = executor;
  spec.deficits.clear();
  return spec;
}

struct Training {
  std::vector<double> losses;
  bool has_integers = false;
};

/// `nudge` is a relative change of the first weight of every layer before the first step.
Training trained_by(const ExperimentSpec& spec, const DatasetSplit& split, double nudge = 0) {
  Trainer trainer(spec, false, split);
  {
    const at::NoGradGuard no_gradients;
    for (at::Tensor& weight : trainer.network().parameters()) weight.flatten()[0].mul_(1 + nudge);
  }
  Training training;
  for (std::int64_t i = 0; i < long_run; ++i) training.losses.push_back(trainer.step().loss);
  training.has_integers = executors_used(trainer.network()).contains("integer");
  return training;
}

double largest_gap(const Training& a, const Training& b, std::size_t count) {
  double largest = 0;
  for (std::size_t i = 0; i < count; ++i) largest = std::max(largest, std::abs(a.losses[i] - b.losses[i]));
  return largest;
}

TEST(ExecutorsInTraining, PartNoFurtherThanRoundingParts) {
  use_threads(1);
  const DatasetSplit split = tiny_split();
  for (const int bits : {4, 8}) {
    const Training integer = trained_by(quantized("auto", bits), split);
    if (!integer.has_integers) GTEST_SKIP() << "this processor multiplies no codes";
    const Training simulated = trained_by(quantized("simulated", bits), split);
    const Training beside = trained_by(quantized("simulated", bits), split, 2e-7);
    EXPECT_FALSE(simulated.has_integers);
    EXPECT_GT(largest_gap(beside, simulated, long_run), 0);
    EXPECT_LT(largest_gap(integer, simulated, long_run), 5 * largest_gap(beside, simulated, long_run))
        << bits << " bits";
    EXPECT_LT(integer.losses.back(), 0.5 * integer.losses.front()) << "and it learns";
  }
}

}  // namespace
}  // namespace imprint::test
