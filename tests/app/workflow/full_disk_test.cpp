// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that fills up in the middle of a run: the run stops with a clear status, and goes on once there is room.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/workflow/run_job.h"
#include "core/checkpoint/training_checkpoint.h"
#include "core/store/run_directory.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_files.h"
#include "tests/support/tiny_filesystem.h"

namespace imprint::test {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

/// Fills the disk once the run has done a number of steps.
class DiskFiller : public RunListener {
 public:
  DiskFiller(const TinyFilesystem& disk, std::int64_t step) : disk_(disk), step_(step) {}
  void on_metrics(const std::string&, std::span<const MetricRow> rows) override {
    if (!filled_ && rows.back().step >= step_) {
      filled_ = true;
      disk_.fill();
    }
  }

 private:
  const TinyFilesystem& disk_;
  std::int64_t step_;
  bool filled_ = false;
};

TEST(FullDisk, StopsWithAClearStatusAndContinuesWhenThereIsRoom) {
  const TinyFilesystem disk(4096);
  if (!disk.is_mounted()) GTEST_SKIP() << "a file system of its own can only be mounted as root";
  const TemporaryFolder folder;
  write_tiny_mnist(folder / "data");
  const RunOptions options{tiny_file_spec(folder / "data"), disk.path() / "run", false};
  const RunDirectory directory(options.directory);

  RunControl control;
  DiskFiller filler(disk, 10);
  const RunSummary stopped = run_experiment(options, control, filler);
  EXPECT_EQ(stopped.status.state, RunState::failed);
  EXPECT_THAT(stopped.status.reason, HasSubstr("the disk is full"));
  EXPECT_EQ(directory.read_status().state, RunState::failed);
  EXPECT_EQ(directory.read_status().reason, stopped.status.reason);
  ASSERT_FALSE(checkpoint_steps(directory.checkpoints()).empty());

  for (const auto& entry : fs::directory_iterator(disk.path()))
    if (entry.is_regular_file()) fs::remove(entry);
  RunListener quiet;
  RunControl again;
  const RunSummary finished = run_experiment({options.spec, options.directory, true}, again, quiet);
  EXPECT_EQ(finished.status.state, RunState::finished);

  const fs::path elsewhere = folder / "undisturbed";
  RunControl third;
  const RunSummary undisturbed = run_experiment({options.spec, elsewhere, false}, third, quiet);
  EXPECT_EQ(finished.comparison->damage, undisturbed.comparison->damage);
  EXPECT_EQ(finished.finals.of(metric::test_loss), undisturbed.finals.of(metric::test_loss));
}

}  // namespace
}  // namespace imprint::test
