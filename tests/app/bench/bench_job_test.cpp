// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/bench/bench_job.h"

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/equal.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/bench/peak_memory.h"
#include "app/bench/timed_models.h"
#include "app/bench/training_step.h"
#include "tests/reference/test_tensors.h"
#include "tests/support/expect_error.h"

namespace imprint {
namespace {

using testing::HasSubstr;

BenchRequest smallest() { return {.models = {"mlp"}, .batch = 2, .threads = 1, .rounds = 1}; }

std::vector<std::string> executors_of(const BenchResult& result) {
  std::vector<std::string> names;
  for (const BenchRow& row : result.rows) names.push_back(row.executor);
  return names;
}

TEST(BenchJob, HasARowForThePlainLoopAndForEachPrecision) {
  const test::ThreadScope threads(at::get_num_threads());
  const BenchResult result = run_bench(smallest(), {}, [](const BenchProgress&) {});
  EXPECT_EQ(result.threads, 1);
  ASSERT_EQ(result.rows.size(), 6U);
  EXPECT_EQ(result.rows[0].executor, "plain");
  EXPECT_EQ(result.rows[0].ratio, 1);
  EXPECT_EQ(result.rows[1].executor, "fp32");
  EXPECT_EQ(result.rows[2].precision, "bf16");
  EXPECT_EQ(result.rows[4].precision, "4/8");
  for (const BenchRow& row : result.rows) {
    EXPECT_GT(row.milliseconds, 0);
    EXPECT_LE(row.ratio_low, row.ratio);
    EXPECT_GE(row.ratio_high, row.ratio);
  }
}

TEST(BenchJob, TimesNothingTwice) {
  const test::ThreadScope threads(at::get_num_threads());
  BenchRequest request = smallest();
  request.precisions = {layer_precision(32, 32), layer_precision(12, 12)};
  request.executors = {"auto", "simulated"};
  const BenchResult result = run_bench(request, {}, [](const BenchProgress&) {});
  EXPECT_EQ(executors_of(result), (std::vector<std::string>{"plain", "fp32", "simulated"}));
}

TEST(BenchJob, TellsEachRoundThoseThatWarmUpIncluded) {
  const test::ThreadScope threads(at::get_num_threads());
  BenchRequest request = smallest();
  request.rounds = 3;
  std::vector<int> rounds;
  run_bench(request, {}, [&](const BenchProgress& progress) { rounds.push_back(progress.round); });
  EXPECT_EQ(rounds, (std::vector<int>{1, 2, 3, 4, 5}));
}

TEST(BenchJob, EndsWhenItIsCancelled) {
  const test::ThreadScope threads(at::get_num_threads());
  const CancellationToken token;
  BenchRequest request = smallest();
  request.rounds = 1'000'000;
  EXPECT_THROW(run_bench(request, token, [&](const BenchProgress&) { token.cancel(); }), CancelledError);
}

TEST(BenchJob, RefusesModelsWithoutAPlainLoop) {
  BenchRequest request = smallest();
  request.models = {"mlp", "lstm"};
  const std::string said = test::input_error_of([&] { run_bench(request, {}, [](const BenchProgress&) {}); });
  EXPECT_THAT(said, HasSubstr("\"lstm\" has no plain LibTorch loop"));
  EXPECT_THAT(said, HasSubstr("mlp, small-cnn, resnet20"));
}

/// Else the ratio would compare different work.
TEST(TimedModels, HaveAsManyParametersAsTheirPlainCounterparts) {
  for (const std::string& model : timed_models()) {
    std::int64_t plain = 0;
    for (const at::Tensor& parameter : plain_counterpart(model)->parameters()) plain += parameter.numel();
    EXPECT_EQ(plain, timed_network(model)->parameter_count()) << model;
  }
}

TEST(TimedBatch, IsTheSameEveryTime) {
  EXPECT_TRUE(at::equal(timed_batch(3).images, timed_batch(3).images));
  EXPECT_TRUE(at::equal(timed_batch(3).labels, timed_batch(3).labels));
}

TEST(PeakMemory, CountsWhatWasFreedAgain) {
  const PeakMemory peak;
  if (!peak.bytes()) GTEST_SKIP() << "/proc/self/clear_refs cannot be written here";
  constexpr std::size_t size = 64 << 20;
  { const std::vector<char> held(size, 1); }
  EXPECT_GE(*peak.bytes(), static_cast<std::int64_t>(size) * 9 / 10);
  EXPECT_LT(*PeakMemory().bytes(), static_cast<std::int64_t>(size) / 2) << "one that begins later";
}

}  // namespace
}  // namespace imprint
