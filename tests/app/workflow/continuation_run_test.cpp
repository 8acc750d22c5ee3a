// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that go on in 16 bits beside 32, and runs that begin from a checkpoint.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "app/workflow/run_job.h"
#include "core/base/atomic_file.h"
#include "core/store/checkpoint_files.h"
#include "core/store/event_log.h"
#include "core/store/footprint_file.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;

/// 24 steps in fp32, the last 12 of them in bf16 and beside it in fp32.
class ContinuationRun : public ::testing::Test {
 protected:
  ContinuationRun() {
    write_tiny_mnist(folder_ / "data");
    spec_ = tiny_file_spec(folder_ / "data");
    spec_.deficits.clear();
    spec_.precision.max_bits = spec_.precision.backward_bits = 32;
    spec_.continuation = {.format = "bf16", .onset = 12, .unit = "iteration"};
    spec_.comparison.baseline = true;
  }

  RunSummary run(const std::string& name, bool resume = false) {
    RunControl control;
    RunListener listener;
    return run_experiment({spec_, folder_ / name, resume}, control, listener);
  }
  RunDirectory at(const std::string& name) const { return RunDirectory(folder_ / name); }
  std::filesystem::path last_weights(const RunDirectory& of) const {
    return model_file(of.checkpoints(), checkpoint_steps(of.checkpoints()).back());
  }

  TemporaryFolder folder_;
  ExperimentSpec spec_;
};

double value_at(const RunDirectory& run, std::int64_t step, const std::string& metric) {
  for (const MetricRow& row : read_metrics(run.metrics()))
    if (row.step == step && row.metric == metric) return row.value;
  return std::nan("");
}

TEST_F(ContinuationRun, TellsBothArmsAndWhatTheirStepsTook) {
  const RunSummary summary = run("a");
  ASSERT_EQ(summary.status.state, RunState::finished) << summary.status.reason;
  EXPECT_EQ(summary.treatment.name, "continuation in bf16");
  ASSERT_TRUE(summary.comparison && summary.continuation);
  EXPECT_EQ(summary.continuation->half.steps, 12);
  EXPECT_NEAR(summary.continuation->memory_ratio(), 0.5, 1e-12);
  EXPECT_GT(summary.continuation->time_ratio(), 0);
  EXPECT_EQ(at("a").read_plan().continuation, (StepWindow{12, 24}));
  EXPECT_EQ(value_at(at("a"), 12, "precision/forward_bits"), 32);
  EXPECT_EQ(value_at(at("a"), 13, "precision/forward_bits"), 16);
  EXPECT_EQ(value_at(at("a").baseline(), 13, "precision/forward_bits"), 32);
  EXPECT_EQ(value_at(at("a"), 12, "train/loss"), value_at(at("a").baseline(), 12, "train/loss"));
  const auto events = read_events(at("a").events());
  EXPECT_TRUE(std::ranges::any_of(
      events, [](const RunEvent& event) { return event.step == 12 && event.event == "continuation begins"; }));
}

TEST_F(ContinuationRun, BeginsWithTheWeightsOfACheckpoint) {
  run("a");
  spec_.continuation = {.format = "bf16", .from = last_weights(at("a").baseline()).string()};
  const RunSummary summary = run("b");
  ASSERT_EQ(summary.status.state, RunState::finished) << summary.status.reason;
  const double end = value_at(at("a").baseline(), 24, "test/loss");
  EXPECT_EQ(value_at(at("b").baseline(), 0, "test/loss"), end);
}

TEST_F(ContinuationRun, RefusesACheckpointThatDoesNotFitBeforeThereIsAFolder) {
  run("a");
  const std::filesystem::path weights = last_weights(at("a"));
  spec_.continuation.from = weights.string();
  spec_.model.options.set("width", 4);
  EXPECT_THAT(input_error_of([&] { run("b"); }), HasSubstr("does not hold the weights of this network"));
  spec_.continuation.from = (folder_ / "none.safetensors").string();
  EXPECT_THAT(input_error_of([&] { run("b"); }), HasSubstr("none.safetensors"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "b"));
}

}  // namespace
}  // namespace imprint::test
