// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps worked off in this process, so that many can be: every leaf is its run by itself, bit for bit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <thread>
#include <utility>

#include "app/workflow/run_job.h"
#include "app/workflow/sweep/sweep_directory.h"
#include "app/workflow/sweep/sweep_pool.h"
#include "core/base/atomic_file.h"
#include "core/base/random_stream.h"
#include "core/checkpoint/safetensors.h"
#include "core/spec/kinds.h"
#include "core/store/checkpoint_files.h"
#include "core/store/metrics_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

/// Each started run is trained to its end at once.
class RunsHere : public RunExecutor {
 public:
  int free_slots() const override { return ends_.empty() ? 1 : 0; }
  int running() const override { return static_cast<int>(ends_.size()); }
  void start(int leaf, const std::filesystem::path& directory) override {
    RunControl control;
    RunListener listener;
    const RunSummary summary = run_experiment({{}, directory, true}, control, listener);
    ends_.push_back({.leaf = leaf, .exit_code = summary.status.state == RunState::finished ? 0 : 1});
  }
  std::vector<RunEnd> ended() override { return std::exchange(ends_, {}); }
  void pause() override {}
  void resume() override {}
  void stop() override {}

 private:
  std::vector<RunEnd> ends_;
};

/// Every row but the clock's column, as text with all digits.
std::string rows_of(const RunDirectory& run) {
  std::string text;
  for (const MetricRow& row : read_metrics(run.metrics())) {
    std::array<char, 128> line;
    std::snprintf(line.data(), line.size(), "%lld %a %s %a %a\n", static_cast<long long>(row.step), row.epoch,
                  row.metric.c_str(), row.value, row.standard_error);
    text += line.data();
  }
  return text;
}

std::string weights_of(const RunDirectory& run) {
  const auto steps = checkpoint_steps(run.checkpoints());
  return encode_safetensors(load_safetensors(model_file(run.checkpoints(), steps.back())));
}

class SweepSharing : public ::testing::Test {
 protected:
  SweepSharing() { write_tiny_mnist(folder_ / "data"); }

  /// A small network and 24 steps; what the sweep's own runs vary is added.
  SweepSpec small_sweep() {
    SweepSpec sweep;
    sweep.base = tiny_file_spec(folder_ / "data");
    sweep.base.threads = 1;
    sweep.base.model.name = "mlp";
    sweep.base.model.options.set("hidden", std::vector<int>{10, 9});
    sweep.base.comparison.baseline = false;
    sweep.base.comparison.final_value = "last";
    sweep.base.probe = {.every = "2 epochs", .samples = 16};
    sweep.base.probe.options.set("hessian", false);
    return sweep;
  }

  /// The planned and the independent steps. `what` names the sweep in failures.
  std::pair<std::int64_t, std::int64_t> expect_leaves_alone(const SweepSpec& sweep, const std::string& what) {
    const SweepDirectory directory(folder_ / what);
    const SweepPlan plan = plan_sweep(sweep, [](const DatasetSpec&) { return 96; }, {1});
    directory.create(sweep, plan);
    RunsHere runs;
    SweepListener listener;
    SweepPool pool(directory, plan, runs, listener);
    for (int i = 0; i < 10000 && !pool.is_over(); ++i) {
      pool.turn(true);
      if (runs.running() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(pool.progress().finished, std::ssize(plan.leaves)) << what;
    for (const SweepLeaf& leaf : plan.leaves) {
      const RunDirectory alone(folder_ / (what + "-alone") / leaf.id);
      RunControl control;
      RunListener quiet;
      run_experiment({leaf.spec, alone.root(), false}, control, quiet);
      EXPECT_EQ(rows_of(directory.run(leaf)), rows_of(alone)) << what << " " << leaf.id;
      EXPECT_EQ(weights_of(directory.run(leaf)), weights_of(alone)) << what << " " << leaf.id;
    }
    return {plan.planned_steps, plan.independent_steps};
  }

  TemporaryFolder folder_;
};

TEST_F(SweepSharing, ACyclicScheduleWithADeficitAtItsLowestBits) {
  SweepSpec sweep = small_sweep();
  sweep.base.precision.schedule = "CR";
  sweep.base.precision.cycles = 4;
  sweep.base.precision.max_bits = 8;
  sweep.base.deficits = {{.length = 0.5, .unit = "fraction", .bits = 2}};
  sweep.axes = {{"deficit.0.onset", {"0", "0.1", "0.25"}}, {"seed", {"1", "2"}}};
  const auto [planned, independent] = expect_leaves_alone(sweep, "cyclic");
  EXPECT_LT(planned, independent);
}

TEST_F(SweepSharing, LayersAndKindsWarmUpAndClipping) {
  SweepSpec sweep = small_sweep();
  sweep.base.training.lr_warmup = 1.5;
  sweep.base.training.clip_norm = 0.5;
  sweep.base.evaluation.precision = {"scheduled"};
  sweep.base.deficits = {{.onset = 6, .length = 6, .unit = "iteration", .bits = 2, .layers = {"fc2"}},
                         {.kind = "blur", .onset = 15, .length = 4, .unit = "iteration"}};
  sweep.axes = {{"deficit.0.layers", {"[]", "[fc1]", "[fc2]"}}, {"deficit.1.kind", {"blur", "noise"}}};
  const auto [planned, independent] = expect_leaves_alone(sweep, "layers");
  EXPECT_LT(planned, independent);
}

TEST_F(SweepSharing, RandomSweeps) {
  std::int64_t planned = 0, independent = 0;
  for (std::uint64_t seed = 0; seed < 4; ++seed) {
    RandomStream stream(mix64(seed));
    const auto any_of = [&](std::vector<std::string> values) { return values[stream.below(values.size())]; };
    SweepSpec sweep = small_sweep();
    sweep.base.precision.cycles = 2;
    sweep.base.precision.max_bits = 8;
    sweep.base.precision.schedule = kind_names("precision.schedule")[stream.below(10)];
    sweep.base.training.lr_schedule = any_of({"constant", "cosine", "piecewise", "exponential"});
    sweep.base.training.lr_clock = any_of({"running", "frozen"});
    sweep.base.training.lr_restart = stream.below(2) == 0;
    sweep.base.training.budget = any_of({"total", "clean"});
    sweep.base.training.optimizer = any_of({"sgd", "adam"});
    sweep.base.evaluation.precision = {any_of({"target", "scheduled", "fp32"})};
    sweep.base.recovery.optimizer = any_of({"keep", "reset"});
    sweep.base.deficits = {{.kind = any_of(kind_names_for("deficit.kind", "image-classification")),
                            .length = 6,
                            .unit = "iteration",
                            .bits = 2}};
    sweep.axes = {{"deficit.0.onset", {"0", "7"}}, {"deficit.0.length", {"3", "9"}}};
    const auto [some, all] = expect_leaves_alone(sweep, "random-" + std::to_string(seed));
    planned += some;
    independent += all;
  }
  EXPECT_LT(planned, independent);
}

}  // namespace
}  // namespace imprint::test
