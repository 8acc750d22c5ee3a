// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that meet damage, loss, changed specs and errors: what is refused leaves nothing behind, what fails says why,
// and what goes on ends with the bits of a run that nothing disturbed.
#include <c10/util/Exception.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <new>

#include "app/workflow/run_job.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/spec/spec_fields.h"
#include "core/spec/spec_io.h"
#include "core/store/checkpoint_files.h"
#include "core/store/checkpoint_record.h"
#include "core/store/event_log.h"
#include "core/store/metric_lines.h"
#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"

namespace imprint::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// Cancels, or throws what it is given, once an arm has done a number of steps.
class Disturber : public RunListener {
 public:
  Disturber(RunControl& control, std::int64_t step, std::function<void()> action = {})
      : control_(control), step_(step), action_(std::move(action)) {}
  void on_progress(const RunProgress& progress) override {
    if (step_ < 0 || progress.arm != "deficit" || progress.step < step_) return;
    if (action_) action_();
    control_.cancel();
  }
  double seconds_between_progress() const override { return 0; }

 private:
  RunControl& control_;
  std::int64_t step_;
  std::function<void()> action_;
};

/// metrics.csv without its clock.
std::vector<MetricRow> stored(const fs::path& directory) {
  auto rows = read_metrics(directory / "metrics.csv");
  for (MetricRow& row : rows) row.wall_seconds = 0;
  return rows;
}

std::string text_of(const std::vector<MetricRow>& rows) {
  std::string text;
  for (const MetricRow& row : rows) text += metric_line(row);
  return text;
}

void flip_byte(const fs::path& file, std::size_t at) {
  std::string content = read_whole_file(file);
  content[at] = static_cast<char>(content[at] ^ 1);
  std::ofstream(file, std::ios::binary) << content;
}

class RunMending : public ::testing::Test {
 protected:
  RunMending() {
    write_tiny_mnist(folder_ / "data");
    spec_.threads = 1;
    spec_.model.name = "mlp";
    spec_.probe.options.set("fisher", false);
    spec_.probe.options.set("hessian", false);
    spec_.training.optimizer = "adam";
    spec_.training.learning_rate = 0.002;
  }
  /// Runs until the step (-1: to the end).
  RunSummary run(const std::string& name, bool resume, std::int64_t until = -1, std::function<void()> action = {}) {
    RunControl control;
    Disturber disturber(control, until, std::move(action));
    return run_experiment({spec_, folder_ / name, resume}, control, disturber);
  }
  void expect_as_undisturbed(const std::string& name) {
    if (!fs::exists(folder_ / "whole")) run("whole", false);
    for (const char* arm : {"", "/baseline"}) {
      const RunDirectory whole(folder_ / ("whole" + std::string(arm))), other(folder_ / (name + arm));
      EXPECT_EQ(text_of(stored(whole.root())), text_of(stored(other.root()))) << name << arm;
      const auto last = checkpoint_steps(whole.checkpoints()).back();
      ASSERT_EQ(checkpoint_steps(other.checkpoints()).back(), last);
      EXPECT_EQ(read_whole_file(model_file(whole.checkpoints(), last)),
                read_whole_file(model_file(other.checkpoints(), last)));
    }
    EXPECT_EQ(read_whole_file(folder_ / "whole" / "comparison.json"),
              read_whole_file(folder_ / name / "comparison.json"));
  }
  RunDirectory directory(const std::string& name) const { return RunDirectory(folder_ / name); }
  static std::int64_t last_step(const RunDirectory& run) { return checkpoint_steps(run.checkpoints()).back(); }

  TemporaryFolder folder_;
  ExperimentSpec spec_ = tiny_file_spec(folder_ / "data");
};

/// Every way to be refused: a change of the spec, and a word of the refusal.
TEST_F(RunMending, WhatIsRefusedLeavesNoFolder) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> refused = {
      {{"deficit.0.layers=[\"nonsense\"]"}, "nonsense"},
      {{"precision.schedule=CR", "precision.cycles=100"}, "cycles"},
      {{"deficit.0.length=100"}, "length"},
      {{"deficit.0.onset=9", "training.budget=clean"}, "onset"},
      {{"dataset.root=" + (folder_ / "nowhere").string()}, "nowhere"},
      {{"device=cuda"}, "cuda"},
      {{"device=cuda:7"}, "cuda"},
      {{"model.name=resnet21"}, "model"},
  };
  for (const auto& [changes, word] : refused) {
    const ExperimentSpec good = spec_;
    for (const std::string& change : changes) apply_override(spec_, change);
    EXPECT_THAT(input_error_of([&] { run("refused", false); }), HasSubstr(word)) << changes[0];
    EXPECT_FALSE(fs::exists(folder_ / "refused")) << changes[0];
    spec_ = good;
  }
}

TEST_F(RunMending, ARefusedResumeLeavesTheRunAsItIs) {
  run("a", false, 10);
  const auto config = read_whole_file(folder_ / "a" / "config.json");
  const auto status = read_whole_file(folder_ / "a" / "status.json");
  ExperimentSpec changed = directory("a").read_config();
  changed.dataset.root = (folder_ / "nowhere").string();
  directory("a").write_config(changed);
  EXPECT_NE(input_error_of([&] { run("a", true); }), "no error");
  EXPECT_EQ(read_whole_file(folder_ / "a" / "status.json"), status);
  write_file_atomically(folder_ / "a" / "config.json", config);
  run("a", true);
  expect_as_undisturbed("a");
}

/// Anything that is thrown while it trains, from wherever.
TEST_F(RunMending, EveryFailureEndsInTheStatusWithItsKind) {
  struct Thrown {
    std::function<void()> action;
    FailureKind kind;
  };
  const std::vector<Thrown> all = {
      {[] { throw InputError("bad"); }, FailureKind::bad_input},
      {[] { throw JobError("job"); }, FailureKind::internal},
      {[] { throw FileError("cannot write x: Input/output error"); }, FailureKind::file_system},
      {[] { throw DiskFullError("full"); }, FailureKind::disk_full},
      {[] { throw DivergedError("diverged at step 9"); }, FailureKind::diverged},
      {[] { throw std::bad_alloc(); }, FailureKind::out_of_memory},
      {[] { throw fs::filesystem_error("stat", "x", std::make_error_code(std::errc::io_error)); },
       FailureKind::file_system},
      {[] { throw std::runtime_error("odd"); }, FailureKind::internal},
      {[] { TORCH_CHECK(false, "a tensor is wrong"); }, FailureKind::internal},
      {[] { throw 42; }, FailureKind::internal},
  };
  int number = 0;
  for (const Thrown& thrown : all) {
    const std::string name = "failed" + std::to_string(number++);
    const RunSummary summary = run(name, false, 9, thrown.action);
    EXPECT_EQ(summary.status.state, RunState::failed) << name;
    EXPECT_EQ(summary.status.failure, thrown.kind) << name;
    const RunStatus status = directory(name).read_status();
    EXPECT_EQ(status.state, RunState::failed) << name;
    EXPECT_EQ(status.failure, thrown.kind) << name;
    EXPECT_FALSE(status.reason.empty()) << name;
    EXPECT_EQ(run(name, true).status.state, RunState::finished) << name;
    EXPECT_EQ(directory(name).read_status().failure, FailureKind::none);
    expect_as_undisturbed(name);
  }
}

TEST_F(RunMending, ADamagedCheckpointFallsBackToTheOneBefore) {
  int number = 0;
  for (const bool is_state : {false, true})
    for (const bool is_baseline : {false, true}) {
      const std::string name = "damaged" + std::to_string(number++);
      run(name, false, 17);
      const RunDirectory arm = is_baseline ? directory(name).baseline() : directory(name);
      const std::int64_t step = last_step(arm);
      const fs::path file = is_state ? state_file(arm.checkpoints(), step) : model_file(arm.checkpoints(), step);
      flip_byte(file, fs::file_size(file) / 2);
      const RunSummary summary = run(name, true);
      EXPECT_EQ(summary.status.state, RunState::finished);
      EXPECT_THAT(summary.notices, Contains(HasSubstr(file.filename().string())));
      EXPECT_THAT(summary.notices, Contains(HasSubstr("goes on from the checkpoint of step")));
      EXPECT_TRUE(fs::exists(file.string() + ".damaged"));
      std::string events;
      for (const RunEvent& event : read_events(arm.events())) events += event.event + ": " + event.detail + "\n";
      EXPECT_THAT(events, HasSubstr("damaged: "));
      expect_as_undisturbed(name);
    }
}

TEST_F(RunMending, DamagedMetricsAreComputedAgainAndKeptAside) {
  run("a", false, 17);
  const RunDirectory run_a = directory("a");
  flip_byte(run_a.metrics(), fs::file_size(run_a.metrics()) - 400);  // in one of the last rows before the checkpoint
  const std::string damaged = read_whole_file(run_a.metrics());
  EXPECT_THAT(run("a", true).notices, Contains(HasSubstr("metrics.csv")));
  EXPECT_EQ(read_whole_file(run_a.metrics().string() + ".damaged"), damaged);
  expect_as_undisturbed("a");

  run("b", false, 17);
  flip_byte(directory("b").metrics(), 60);  // in the first row: nothing is whole
  EXPECT_THAT(run("b", true).notices, Contains(HasSubstr("training starts anew")));
  expect_as_undisturbed("b");
}

TEST_F(RunMending, LostFilesAndFoldersAreMadeAgain) {
  int number = 0;
  for (const char* lost : {"baseline", "baseline/checkpoints", "baseline/metrics.csv", "baseline/config.json",
                           "plan.json", "status.json", "environment.json", "comparison.json", "metrics.csv",
                           "checkpoints", "events.jsonl", "lock", "reserve", "config.json"}) {
    const std::string name = "lost" + std::to_string(number++);
    run(name, false, number % 2 == 0 ? 17 : -1);
    fs::remove_all(folder_ / name / lost);
    const RunSummary summary = run(name, true);
    EXPECT_EQ(summary.status.state, RunState::finished) << lost;
    expect_as_undisturbed(name);
  }
}

TEST_F(RunMending, DerivedFilesAreMadeAgainWhenTheyAreDamaged) {
  run("a", false);
  for (const char* file : {"plan.json", "status.json", "environment.json", "comparison.json", "config.json",
                           "baseline/config.json", "events.jsonl", "branches.json"})
    std::ofstream(folder_ / "a" / file) << "{\"format\": 1, ";
  const RunSummary summary = run("a", true);
  EXPECT_EQ(summary.status.state, RunState::finished);
  EXPECT_EQ(directory("a").read_plan(), summary.plan);
  EXPECT_EQ(directory("a").read_config(), directory("whole").exists() ? directory("whole").read_config() : spec_);
  expect_as_undisturbed("a");
}

TEST_F(RunMending, ACheckpointOfBeforeResumesWithAWord) {
  run("a", false, 17);
  const RunDirectory run_a = directory("a");
  for (const std::int64_t step : checkpoint_steps(run_a.checkpoints()))
    for (const fs::path& file : {model_file(run_a.checkpoints(), step), state_file(run_a.checkpoints(), step)}) {
      std::string bytes =
          read_whole_file(file);  // as a version without seals would have named its metadata: not at all
      for (const char* key :
           {"\"checksum\"", "\"model_checksum\"", "\"metrics_checksum\"", "\"spec\"", "\"data_hash\""})
        if (const auto at = bytes.find(key); at != std::string::npos) bytes[at + 1] = 'X';
      std::ofstream(file, std::ios::binary) << bytes;
    }
  const RunSummary summary = run("a", true);
  EXPECT_THAT(summary.notices, Contains(HasSubstr("without checksums")));
  expect_as_undisturbed("a");
}

TEST_F(RunMending, AnotherSpecIsRefusedWithItsFirstField) {
  run("a", false, 17);
  const ExperimentSpec begun = directory("a").read_config();
  for (const char* change : {"seed=8", "training.learning_rate=0.003", "training.batch_size=8", "training.epochs=8",
                             "model.hidden=[16]", "precision.max_bits=5", "deficit.0.bits=3", "deficit.0.length=0.5",
                             "evaluation.every=2 epochs", "probe.samples=16", "record.every=2"}) {
    ExperimentSpec changed = begun;
    apply_override(changed, change);
    directory("a").write_config(changed);
    const std::string key = std::string(change).substr(0, std::string(change).find('='));
    EXPECT_THAT(input_error_of([&] { run("a", true); }), HasSubstr(key + " was ")) << change;
  }
  directory("a").write_config(begun);
  run("a", true);
  expect_as_undisturbed("a");
}

TEST_F(RunMending, OtherDataAreRefused) {
  run("a", false, 17);
  const fs::path labels = folder_ / "data" / "train-labels-idx1-ubyte";
  const std::string whole = read_whole_file(labels);
  std::string other = whole;
  other[20] = other[20] == 1 ? 2 : 1;
  write_file_atomically(labels, other);
  EXPECT_THAT(input_error_of([&] { run("a", true); }), HasSubstr("are not those that this run began with"));
  write_file_atomically(labels, whole);
  run("a", true);
  expect_as_undisturbed("a");
}

TEST_F(RunMending, WhatNoStepDependsOnMayChangeAndIsToldOf) {
  run("a", false, 17);
  ExperimentSpec changed = directory("a").read_config();
  changed.name = "renamed";
  changed.checkpoint.every = "7 iterations";
  changed.comparison.final_value = "last";
  directory("a").write_config(changed);
  const RunSummary summary = run("a", true);
  EXPECT_EQ(summary.status.state, RunState::finished);
  EXPECT_THAT(summary.notices, Contains(HasSubstr("comparison.final_value was median and is last")));
}

TEST_F(RunMending, AFinishedRunGoesOnWithMoreEpochsWhenItsStepsAreTheSame) {
  spec_.training.lr_schedule = "constant";
  spec_.training.epochs = 3;
  run("a", false);
  ExperimentSpec longer = directory("a").read_config();
  longer.training.epochs = 4;
  directory("a").write_config(longer);
  const RunSummary summary = run("a", true);
  EXPECT_EQ(summary.status.step, 24);
  EXPECT_EQ(directory("a").read_plan().total_steps, 24);
  spec_.training.epochs = 4;
  expect_as_undisturbed("a");

  longer.training.epochs = 2;
  directory("a").write_config(longer);
  EXPECT_THAT(input_error_of([&] { run("a", true); }), HasSubstr("training.epochs was 4 and is 2"));
}

TEST_F(RunMending, ARunInAFolderThatCannotBeMadeSaysWhy) {
  std::ofstream(folder_ / "file") << "x";
  EXPECT_THROW(run("file/a", false), JobError);
}

}  // namespace
}  // namespace imprint::test
