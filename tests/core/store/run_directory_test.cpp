// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/store/run_lock.h"
#include "tests/support/expect_error.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint {
namespace {

using test::input_error_of;
using test::TemporaryFolder;
using ::testing::HasSubstr;

const RunStatus some_status = {RunState::failed, "diverged at step 12 (\"loss\")", 12, 100, 4711, 1.7e9 + 0.25};

RunPlan some_plan() {
  return {.total_steps = 100,
          .steps_per_epoch = 20,
          .train_samples = 2560,
          .test_samples = 512,
          .parameters = 1234,
          .macs_per_sample = 5678,
          .deficit_windows = {{0, 40}, {60, 80}},
          .arms = {"deficit", "baseline"},
          .threads = 2};
}

const ComparisonResult some_comparison = {
    "test/accuracy", "median of the last 3", 0.98, 0.95, 0.03, 0.4, 0.925, 2, true, DiscordantPairs{512, 20, 5}};

/// A run with all the small files.
RunDirectory written(const TemporaryFolder& folder) {
  RunDirectory run(folder / "r");
  run.create();
  run.write_config(ExperimentSpec());
  run.write_status(some_status);
  run.write_plan(some_plan());
  run.write_comparison(some_comparison);
  return run;
}

void read_all(const RunDirectory& run) {
  run.read_config();
  run.read_status();
  run.read_plan();
  run.read_comparison();
}

TEST(RunDirectory, SmallFilesReadBackEqual) {
  const TemporaryFolder folder;
  const RunDirectory run = written(folder);
  EXPECT_EQ(run.read_config(), ExperimentSpec());
  EXPECT_EQ(run.read_status(), some_status);
  EXPECT_EQ(run.read_plan(), some_plan());
  EXPECT_EQ(run.read_comparison(), some_comparison);
}

TEST(RunDirectory, ComparisonsWithoutRecoveryOrWithNanReadBack) {
  const TemporaryFolder folder;
  const RunDirectory run(folder.path());
  run.write_comparison({"test/loss", "last", std::nan(""), 0.5, std::nan(""), std::nullopt, std::nullopt});
  const auto result = run.read_comparison();
  EXPECT_TRUE(std::isnan(result.baseline_final));
  EXPECT_TRUE(std::isnan(result.damage));
  EXPECT_EQ(result.deficit_final, 0.5);
  EXPECT_FALSE(result.gap_at_deficit_end.has_value());
  EXPECT_FALSE(result.recovery.has_value());
}

TEST(RunDirectory, AComparisonOfAnOlderVersionReadsWithoutWhatItDoesNotSay) {
  const TemporaryFolder folder;
  const RunDirectory run(folder.path());
  write_file_atomically(run.comparison(), R"({"format": 1, "metric": "test/accuracy", "final_value": "last",
    "baseline_final": 0.9, "deficit_final": 0.8, "damage": 0.1, "gap_at_deficit_end": null, "recovery": null})");
  const auto result = run.read_comparison();
  EXPECT_EQ(result.evaluations_used, 0);
  EXPECT_FALSE(result.no_clean_step);
  EXPECT_FALSE(result.discordant.has_value());
}

TEST(RunDirectory, TextThatIsNoUtf8DoesNotStopTheStatus) {
  const TemporaryFolder folder;
  const RunDirectory run(folder.path());
  RunStatus status = some_status;
  status.reason = "cannot read caf\xe9";
  run.write_status(status);
  EXPECT_THAT(run.read_status().reason, HasSubstr("cannot read caf"));
}

TEST(RunDirectory, CreateMakesTheFoldersAndTheReserve) {
  const TemporaryFolder folder;
  const RunDirectory run(folder / "a/b/r");
  run.create();
  EXPECT_TRUE(std::filesystem::is_directory(run.checkpoints()));
  EXPECT_FALSE(run.exists());
  struct stat status = {};
  ASSERT_EQ(::stat(run.reserve().c_str(), &status), 0);
  EXPECT_EQ(status.st_size, 65536);
  EXPECT_GE(status.st_blocks * 512, 65536);  // really on the disk, not a hole
}

TEST(RunDirectory, CreateRefusesAFolderWithOtherFilesOrARun) {
  const TemporaryFolder folder;
  std::ofstream(folder / "notes.txt") << "mine";
  EXPECT_THAT(input_error_of([&] { RunDirectory(folder.path()).create(); }), HasSubstr("is not empty (notes.txt)"));
  const RunDirectory run = written(folder);
  EXPECT_THAT(input_error_of([&] { run.create(); }), HasSubstr("holds a run already: continue it with --resume"));
}

TEST(RunDirectory, CreateTakesWhatAnEarlierCreateLeft) {
  const TemporaryFolder folder;
  const RunDirectory run(folder / "r");
  run.create();
  const RunLock lock(run.lock());
  EXPECT_NO_THROW(run.create());
}

TEST(RunDirectory, CreateSaysWhyAFolderCannotBeMade) {
  const TemporaryFolder folder;
  std::ofstream(folder / "file") << "x";
  EXPECT_THROW(RunDirectory(folder / "file" / "r").create(), JobError);
}

TEST(RunDirectory, MissingFilesAreNamed) {
  const TemporaryFolder folder;
  const RunDirectory run(folder / "none");
  EXPECT_THAT(input_error_of([&] { run.read_status(); }), HasSubstr("none/status.json: no such file"));
  EXPECT_THAT(input_error_of([&] { run.read_comparison(); }), HasSubstr("comparison.json: no such file"));
}

TEST(RunDirectory, EveryCutOfEveryFileIsRefusedWithItsName) {
  const TemporaryFolder folder;
  const RunDirectory run = written(folder);
  for (const auto& path : {run.config(), run.status(), run.plan(), run.comparison()}) {
    const std::string whole = read_whole_file(path);
    for (std::size_t length = whole.rfind('}'); length > 4; length -= 5) {
      std::filesystem::resize_file(path, length);
      ASSERT_THAT(input_error_of([&] { read_all(run); }), HasSubstr(path.filename().string())) << length;
    }
    std::ofstream(path, std::ios::binary) << whole;
  }
  EXPECT_NO_THROW(read_all(run));
}

TEST(RunDirectory, DamagedValuesAreRefusedWithFileAndKey) {
  const TemporaryFolder folder;
  const RunDirectory run = written(folder);
  const auto refusal = [&](const std::string& text) {
    std::ofstream(run.status(), std::ios::binary) << text;
    return input_error_of([&] { run.read_status(); });
  };
  EXPECT_THAT(refusal(R"({"format": 1, "state": "done"})"), HasSubstr("status.json: run state \"done\" is unknown"));
  EXPECT_THAT(refusal(R"({"format": 1, "state": "running", "reason": 3})"), HasSubstr("\"reason\": text is expected"));
  EXPECT_THAT(refusal(R"({"format": 9})"), HasSubstr("use a newer Imprint"));
  EXPECT_THAT(refusal("[1]"), HasSubstr("a JSON object is expected"));
  EXPECT_THAT(refusal(std::string("\0\0\0", 3)), HasSubstr("all zeros, not JSON"));
}

TEST(RunDirectory, ReserveLetsTheLastStatusBeWrittenOnAFullDisk) {
  const test::TinyFilesystem disk(512);
  if (!disk.is_mounted()) GTEST_SKIP() << "no right to mount a small file system here";
  const RunDirectory run(disk.path() / "r");
  run.create();
  run.write_config(ExperimentSpec());
  run.write_status({.state = RunState::running});
  disk.fill();
  RunStatus full = {.state = RunState::failed, .reason = "the disk is full"};
  EXPECT_THROW(run.write_status(full), DiskFullError);
  EXPECT_EQ(run.read_status().state, RunState::running);  // the old one is whole
  run.release_reserve();
  run.write_status(full);
  EXPECT_EQ(run.read_status(), full);
  EXPECT_EQ(run.read_config(), ExperimentSpec());
}

}  // namespace
}  // namespace imprint
