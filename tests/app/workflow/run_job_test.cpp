// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workflow/run_job.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/critical/mcnemar.h"
#include "app/workflow/curvature_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/checkpoint/safetensors.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/store/artefact_file.h"
#include "core/store/last_evaluation.h"
#include "core/store/metrics_file.h"
#include "core/store/probe_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_indices.h"
#include "core/store/run_lock.h"
#include "datasets/catalog.h"
#include "tests/support/image_split.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// Remembers all rows, and cancels once an arm has done a number of steps.
class Recorder : public RunListener {
 public:
  void on_metrics(const std::string& arm, std::span<const MetricRow> rows) override {
    auto& kept = rows_[arm];
    kept.insert(kept.end(), rows.begin(), rows.end());
  }
  void on_progress(const RunProgress& progress) override {
    last_ = progress;
    if (control != nullptr && progress.arm == arm_to_stop && progress.step >= step_to_stop) control->cancel();
  }
  void on_probe(const std::string&, std::span<const ProbeRow> rows) override { probes_ += std::ssize(rows); }
  double seconds_between_progress() const override { return 0; }  // a step must be caught however fast it is
  std::map<std::string, std::vector<MetricRow>> rows_;
  RunProgress last_;
  std::int64_t probes_ = 0;
  RunControl* control = nullptr;
  std::string arm_to_stop;
  std::int64_t step_to_stop = 0;
};

/// The rows without their clock.
std::vector<MetricRow> timeless(std::vector<MetricRow> rows) {
  for (auto& row : rows) row.wall_seconds = 0;
  return rows;
}

/// Equal to the bit; NaN equals NaN.
bool same_rows(const std::vector<MetricRow>& a, const std::vector<MetricRow>& b) {
  const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const MetricRow& x, const MetricRow& y) {
    return x.step == y.step && x.metric == y.metric && same(x.value, y.value) &&
           same(x.standard_error, y.standard_error) && x.epoch == y.epoch && x.wall_seconds == y.wall_seconds;
  });
}

std::string final_weights(const RunDirectory& directory) {
  const auto steps = checkpoint_steps(directory.checkpoints());
  TensorFile file = load_safetensors(model_file(directory.checkpoints(), steps.back()));
  return encode_safetensors(file);
}

class RunJob : public ::testing::Test {
 protected:
  RunJob() { write_tiny_mnist(folder_ / "data"); }

  RunSummary run(const std::string& name, bool resume = false) {
    RunControl control;
    recorder_ = Recorder();
    return run_experiment({spec_, folder_ / name, resume}, control, recorder_);
  }
  RunSummary run_until(const std::string& name, const std::string& arm, std::int64_t step, bool resume = false) {
    RunControl control;
    recorder_ = Recorder();
    recorder_.control = &control;
    recorder_.arm_to_stop = arm;
    recorder_.step_to_stop = step;
    return run_experiment({spec_, folder_ / name, resume}, control, recorder_);
  }
  std::vector<MetricRow> stored(const fs::path& directory) { return timeless(read_metrics(directory / "metrics.csv")); }

  TemporaryFolder folder_;
  ExperimentSpec spec_ = tiny_file_spec(folder_ / "data");
  Recorder recorder_;
};

TEST_F(RunJob, FinishesWithEveryMetricAndTheRightBits) {
  const RunSummary summary = run("a");
  EXPECT_EQ(summary.status.state, RunState::finished);
  EXPECT_EQ(summary.plan.total_steps, 24);
  EXPECT_EQ(summary.plan.deficit_windows, (std::vector<StepWindow>{{6, 12}}));
  std::map<std::string, int> counts;
  for (const auto& row : stored(folder_ / "a")) {
    ++counts[row.metric];
    if (row.metric == metric::forward_bits) {
      EXPECT_EQ(row.value, row.step > 6 && row.step <= 12 ? 2 : 4) << row.step;
    }
    if (row.metric == metric::backward_bits) {
      EXPECT_EQ(row.value, 8);
    }
  }
  for (const char* each_step : {metric::train_loss, metric::train_accuracy, metric::forward_bits, metric::backward_bits,
                                metric::relative_cost, metric::learning_rate})
    EXPECT_EQ(counts[each_step], 24) << each_step;
  for (const char* each_epoch :
       {metric::test_loss, metric::test_accuracy, metric::fisher_trace, metric::hessian_trace, metric::gradient_norm,
        metric::weight_norm, metric::predictive_entropy, "fisher/trace/conv1", "hessian/trace/fc"})
    EXPECT_EQ(counts[each_epoch], 5) << each_epoch;
  for (const auto& row : stored(folder_ / "a" / "baseline"))
    if (row.metric == metric::forward_bits) {
      EXPECT_EQ(row.value, 4);
    }
}

TEST_F(RunJob, ListenerHearsExactlyWhatIsStored) {
  run("a");
  EXPECT_TRUE(same_rows(timeless(recorder_.rows_["deficit"]), stored(folder_ / "a")));
  EXPECT_TRUE(same_rows(timeless(recorder_.rows_["baseline"]), stored(folder_ / "a" / "baseline")));
}

TEST_F(RunJob, EqualRunsAreEqualToTheBit) {
  run("a");
  run("b");
  EXPECT_TRUE(same_rows(stored(folder_ / "a"), stored(folder_ / "b")));
  EXPECT_EQ(final_weights(RunDirectory(folder_ / "a")), final_weights(RunDirectory(folder_ / "b")));
}

TEST_F(RunJob, ABaselineIsItsRunByItselfWhereTheDeficitBeginsAtOnceAndEvaluationFollowsTheSchedule) {
  spec_.deficits[0].onset = 0;
  spec_.evaluation.precision = {"scheduled"};
  run("both");
  spec_.deficits.clear();
  spec_.comparison.baseline = false;
  run("independent");
  EXPECT_TRUE(same_rows(stored(folder_ / "both" / "baseline"), stored(folder_ / "independent")));
}

TEST_F(RunJob, ABaselineHasNoRowsOfTheLayersThatADeficitNames) {
  spec_.deficits[0].layers = {"conv2"};
  run("both");
  std::vector<std::int64_t> steps;
  for (const auto& row : stored(folder_ / "both"))
    if (row.metric == std::string(metric::forward_bits) + "/conv2") steps.push_back(row.step);
  ASSERT_EQ(steps.size(), 18U);
  EXPECT_EQ(steps.front(), 7);  // from the step on at which it first has other bits
  spec_.deficits.clear();
  spec_.comparison.baseline = false;
  run("independent");
  EXPECT_TRUE(same_rows(stored(folder_ / "both" / "baseline"), stored(folder_ / "independent")));
}

TEST_F(RunJob, RecordsBitsOfWeightsFromTheStepOnAtWhichTheyAreApart) {
  spec_.deficits[0].bits = 0;
  spec_.deficits[0].weight_bits = 2;
  spec_.precision.layers = {"conv2: 6"};
  run("apart");
  std::map<std::string, std::vector<std::pair<std::int64_t, int>>> rows;
  for (const auto& row : stored(folder_ / "apart"))
    if (row.metric.starts_with("precision/")) rows[row.metric].emplace_back(row.step, static_cast<int>(row.value));
  const auto& weights = rows.at(metric::weight_bits);
  EXPECT_EQ(weights.front(), std::pair(std::int64_t{7}, 2));
  EXPECT_EQ(weights.back().second, rows.at(metric::forward_bits).back().second) << "alike again after the deficit";
  for (const auto& [step, bits] : rows.at(metric::forward_bits)) EXPECT_EQ(bits, spec_.precision.max_bits) << step;
  EXPECT_EQ(rows.at("precision/forward_bits/conv2").front(), std::pair(std::int64_t{1}, 6));
  EXPECT_EQ(rows.count("precision/weight_bits/conv2"), 0U) << "its weights and activations have the same bits";
}

TEST_F(RunJob, TheSharedPrefixGivesTheBitsOfAnIndependentBaseline) {
  run("shared");
  spec_.deficits.clear();
  spec_.comparison.baseline = false;
  run("independent");
  EXPECT_TRUE(same_rows(stored(folder_ / "shared" / "baseline"), stored(folder_ / "independent")));
  EXPECT_EQ(final_weights(RunDirectory(folder_ / "shared").baseline()),
            final_weights(RunDirectory(folder_ / "independent")));
}

TEST_F(RunJob, CancelledAnywhereItResumesToTheSameBits) {
  run("whole");
  struct Stop {
    const char* arm;
    std::int64_t step;
  };
  int number = 0;
  for (const Stop stop : {Stop{"deficit", 3}, Stop{"deficit", 6}, Stop{"baseline", 9}, Stop{"deficit", 17}}) {
    const std::string name = "stopped" + std::to_string(number++);
    const RunSummary first = run_until(name, stop.arm, stop.step);
    EXPECT_EQ(first.status.state, RunState::cancelled);
    EXPECT_EQ(RunDirectory(folder_ / name).read_status().state, RunState::cancelled);
    const RunSummary second = run(name, true);
    EXPECT_EQ(second.status.state, RunState::finished);
    EXPECT_TRUE(same_rows(stored(folder_ / "whole"), stored(folder_ / name))) << stop.arm << stop.step;
    EXPECT_TRUE(same_rows(stored(folder_ / "whole/baseline"), stored(folder_ / name / "baseline")));
    EXPECT_TRUE(same_rows(timeless(recorder_.rows_["deficit"]), stored(folder_ / name)));
    EXPECT_EQ(final_weights(RunDirectory(folder_ / "whole")), final_weights(RunDirectory(folder_ / name)));
    for (const char* arm : {"probes.csv", "baseline/probes.csv"})
      EXPECT_EQ(read_whole_file(folder_ / "whole" / arm), read_whole_file(folder_ / name / arm))
          << stop.arm << stop.step;
  }
}

TEST_F(RunJob, StoresHowEachCurvatureNumberWasMeasured) {
  spec_.probe.options.set("top_eigenvalue", true);
  run("a");
  for (const char* arm : {"a", "a/baseline"}) {
    const auto rows = read_probes(folder_ / arm / "probes.csv");
    ASSERT_EQ(rows.size(), 15U) << arm;  // three measures of five probes
    EXPECT_EQ(rows[0].estimator, "fisher-sampled");
    EXPECT_EQ(rows[0].samples, 32);
    EXPECT_EQ(rows[1].estimator, "diagonal-identity") << "auto takes it for this network";
    EXPECT_EQ(rows[1].samples, 16);
    EXPECT_EQ(rows[2].estimator, "lanczos");
    EXPECT_GT(rows[2].products, 0);
    EXPECT_TRUE(std::isfinite(rows[2].residual));
    EXPECT_EQ(rows[14].step, 24);
  }
  spec_.probe.options.set<std::string>("hessian_method", "hutchinson");
  run("b");
  const auto rows = read_probes(folder_ / "b" / "probes.csv");
  EXPECT_EQ(rows[1].estimator, "hutchinson");
  EXPECT_EQ(rows[1].products, 6);
  EXPECT_NE(rows[1].tolerance, ToleranceState::none);
}

/// Name, step and bytes of every artefact.
std::vector<std::string> artefacts_of(const fs::path& run) {
  std::vector<std::string> all;
  for (const ArtefactFile& file : find_artefacts(run))
    all.push_back(file.name + std::to_string(file.step) + read_whole_file(file.path));
  return all;
}

TEST_F(RunJob, KeepsASpectrumOfEachProbeAndTheSameAfterAStop) {
  spec_.probe.options.set("spectrum", true);
  spec_.probe.options.set("spectrum_starts", 2);
  run("whole");
  ASSERT_EQ(find_artefacts(folder_ / "whole").size(), 5U) << "five probes";
  for (const ArtefactFile& file : find_artefacts(folder_ / "whole")) {
    const Artefact spectrum = read_artefact(file);
    EXPECT_EQ(spectrum.columns.at(1).name, "eigenvalue");
    EXPECT_EQ(spectrum.columns[1].values.size(), 2U * 6U) << "six products of two starts";
  }
  run_until("stopped", "deficit", 15);
  write_artefact(folder_ / "stopped", {"hessian/spectrum", {{"eigenvalue", {1}}}}, 23);  // of a step that was lost
  run("stopped", true);
  for (const char* arm : {"", "baseline"})
    EXPECT_EQ(artefacts_of(folder_ / "stopped" / arm), artefacts_of(folder_ / "whole" / arm)) << arm;
  EXPECT_EQ(artefacts_of(folder_ / "whole/baseline").size(), 5U) << "with those that it shares";
}

TEST_F(RunJob, ListenerHearsHowProbesWereMade) {
  run("a");
  // Two measures of five probes; of the baseline, those of the step that it starts from and of the three after it.
  EXPECT_EQ(recorder_.probes_, 2 * 5 + 2 * 4);
}

TEST_F(RunJob, NothingIsStoredOfProbesThatWereNotAskedFor) {
  spec_.probe.options.set("fisher", false);
  spec_.probe.options.set("hessian", false);
  run("a");
  EXPECT_FALSE(fs::exists(folder_ / "a" / "probes.csv"));
}

TEST_F(RunJob, StoresTheNumbersOfItsImagesBeforeTheFirstStep) {
  spec_.dataset.train_limit = 40;
  run_until("a", "deficit", 1);
  const RunIndices indices = read_indices(folder_ / "a" / "indices.json");
  const ImageDataset whole =
      test::images_in(load_dataset({.name = spec_.dataset.name, .root = spec_.dataset.root}, spec_.seed)).train;
  ASSERT_TRUE(indices.train);
  EXPECT_EQ(*indices.train, class_balanced_indices(whole.labels, whole.classes, 40, spec_.seed));
  EXPECT_FALSE(indices.test) << "all of them";
  ASSERT_EQ(indices.probe.size(), 32U);
  for (const std::int64_t image : indices.probe)
    EXPECT_TRUE(std::ranges::binary_search(*indices.train, image)) << image;
  run("a", true);
  EXPECT_EQ(read_indices(folder_ / "a" / "indices.json"), indices);
  EXPECT_EQ(read_indices(folder_ / "a" / "baseline" / "indices.json"), indices);
}

TEST_F(RunJob, ResumingAFinishedRunChangesNothing) {
  const RunSummary first = run("a");
  const auto rows = read_metrics(folder_ / "a" / "metrics.csv");
  const RunSummary again = run("a", true);
  EXPECT_EQ(again.status.state, RunState::finished);
  EXPECT_TRUE(same_rows(rows, read_metrics(folder_ / "a" / "metrics.csv")));
  ASSERT_TRUE(again.comparison);
  EXPECT_EQ(again.comparison->damage, first.comparison->damage);
}

TEST_F(RunJob, ComparisonFollowsFromTheStoredCurves) {
  const RunSummary summary = run("a");
  ASSERT_TRUE(summary.comparison);
  const ComparisonResult stored_result = RunDirectory(folder_ / "a").read_comparison();
  EXPECT_EQ(stored_result.damage, summary.comparison->damage);
  const auto median_after_the_deficit = [&](const fs::path& directory) {
    std::vector<double> values;  // two, of steps 18 and 24
    for (const auto& row : stored(directory))
      if (row.metric == metric::test_accuracy && row.step > 12) values.push_back(row.value);
    return (values.at(0) + values.at(1)) / 2;
  };
  EXPECT_DOUBLE_EQ(stored_result.damage,
                   median_after_the_deficit(folder_ / "a/baseline") - median_after_the_deficit(folder_ / "a"));
}

TEST_F(RunJob, DivergenceEndsAsFailedWithItsStepAndKeepsTheMetrics) {
  spec_.model.name = "mlp";
  spec_.training.learning_rate = 1000;
  spec_.training.lr_schedule = "constant";
  const RunSummary summary = run("a");
  EXPECT_EQ(summary.status.state, RunState::failed);
  EXPECT_THAT(summary.status.reason, HasSubstr("diverged at step "));
  EXPECT_EQ(RunDirectory(folder_ / "a").read_status().reason, summary.status.reason);
  EXPECT_FALSE(stored(folder_ / "a").empty());
}

TEST_F(RunJob, ADirectoryInUseIsRefusedWithItsOwner) {
  fs::create_directories(folder_ / "a");
  const RunLock lock(folder_ / "a" / "lock");
  try {
    run("a");
    FAIL() << "a directory in use was taken";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("is in use by process " + std::to_string(::getpid())));
  }
}

TEST_F(RunJob, AnOldRunIsNeverOverwritten) {
  run("a");
  EXPECT_THROW(run("a"), InputError);
  EXPECT_THROW(run("nothing-here", true), InputError);
}

TEST_F(RunJob, BothArmsKeepWhichImagesTheyGotRightAndAreComparedByThem) {
  const RunSummary summary = run("a");
  std::vector<LastEvaluation> arms;
  for (const fs::path& arm : {folder_ / "a", folder_ / "a" / "baseline"}) {
    const auto evaluation = read_last_evaluation(arm);
    ASSERT_TRUE(evaluation.has_value());
    EXPECT_EQ(evaluation->step, 24);
    EXPECT_EQ(std::ssize(evaluation->correct), summary.plan.test_samples);
    double accuracy = NAN;
    for (const auto& row : stored(arm))
      if (row.metric == metric::test_accuracy) accuracy = row.value;
    EXPECT_EQ(static_cast<double>(std::ranges::count(evaluation->correct, true)) /
                  static_cast<double>(evaluation->correct.size()),
              accuracy);
    arms.push_back(*evaluation);
  }
  ASSERT_TRUE(summary.comparison->discordant.has_value());
  EXPECT_EQ(*summary.comparison->discordant, *discordant_pairs(arms[1].correct, arms[0].correct));
  EXPECT_EQ(RunDirectory(folder_ / "a").read_comparison(), *summary.comparison);
}

TEST_F(RunJob, ARunThatWasStoppedComparesTheSameImages) {
  run("whole");
  run_until("parts", "baseline", 24);
  run("parts", true);
  for (const char* arm : {"", "baseline"})
    EXPECT_EQ(read_last_evaluation(folder_ / "parts" / arm), read_last_evaluation(folder_ / "whole" / arm)) << arm;
  EXPECT_EQ(RunDirectory(folder_ / "parts").read_comparison(), RunDirectory(folder_ / "whole").read_comparison());
}

TEST_F(RunJob, FinalValuesRestOnEvaluationsAfterTheDeficitAlone) {
  spec_.comparison.final_value = "median";
  spec_.comparison.final_count = 3;
  const RunSummary summary = run("a");  // evaluated at 0, 6, 12, 18 and 24; the deficit lasts from 6 to 12
  EXPECT_EQ(summary.comparison->evaluations_used, 2);
  std::map<std::int64_t, double> accuracy;
  for (const auto& row : stored(folder_ / "a"))
    if (row.metric == metric::test_accuracy) accuracy[row.step] = row.value;
  EXPECT_EQ(summary.finals.of(metric::test_accuracy), (accuracy.at(18) + accuracy.at(24)) / 2);
  EXPECT_EQ(summary.comparison->deficit_final, summary.finals.of(metric::test_accuracy));
}

TEST_F(RunJob, ProgressEndsAtEverySharedStepCountedOnce) {
  run("a");
  EXPECT_EQ(recorder_.last_.steps_in_all, 24 + 24 - 6);
  EXPECT_EQ(recorder_.last_.steps_done, 24 + 24 - 6);
  EXPECT_EQ(recorder_.last_.seconds_left, 0);
}

TEST_F(RunJob, CurvatureOfTheStoredRunIsTheLastLiveProbe) {
  run("a");
  const CurvatureResult result = measure_curvature({folder_ / "a", {}, {}}, {});
  EXPECT_EQ(result.step, 24);
  EXPECT_EQ(result.probe_indices.size(), 32u);
  double live = NAN;
  for (const auto& row : stored(folder_ / "a"))
    if (row.metric == metric::fisher_trace) live = row.value;
  ASSERT_NE(result.measurement.find(metric::fisher_trace), nullptr);
  EXPECT_EQ(result.measurement.find(metric::fisher_trace)->value, live);
}

TEST_F(RunJob, CurvatureNeedsWeightsAndTheirSpec) {
  EXPECT_THROW(measure_curvature({folder_ / "nothing", {}, {}}, {}), InputError);
  run("a");
  const auto steps = checkpoint_steps(folder_ / "a" / "checkpoints");
  const fs::path lonely = folder_ / "weights.safetensors";
  fs::copy(model_file(folder_ / "a" / "checkpoints", steps.back()), lonely);
  EXPECT_THROW(measure_curvature({lonely, {}, {}}, {}), InputError);
}

}  // namespace
}  // namespace imprint::test
