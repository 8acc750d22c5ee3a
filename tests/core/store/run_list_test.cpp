// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "core/store/metrics_file.h"
#include "core/store/run_directory.h"
#include "core/store/run_lock.h"
#include "tests/support/temporary_folder.h"

namespace imprint {
namespace {

using std::filesystem::file_time_type;
using test::TemporaryFolder;

/// A run called `name`, created `age` hours ago.
RunDirectory make_run(const std::filesystem::path& path, const std::string& name, int age = 0,
                      RunState state = RunState::finished) {
  const RunDirectory run(path);
  run.create();
  ExperimentSpec spec;
  spec.name = name;
  spec.seed = 7;
  spec.precision.schedule = "CR";
  run.write_config(spec);
  run.write_status({.state = state, .step = 3, .total_steps = 9});
  std::filesystem::last_write_time(run.config(), file_time_type::clock::now() - std::chrono::hours(age));
  return run;
}

std::vector<std::string> names_of(const std::vector<RunListing>& listings) {
  std::vector<std::string> names;
  for (const auto& listing : listings) names.push_back(listing.name);
  return names;
}

TEST(ListRuns, FindsRunsUpToThreeLevelsDownNewestFirst) {
  const TemporaryFolder folder;
  make_run(folder / "old", "old", 5);
  make_run(folder / "sweep/one", "one", 1);
  make_run(folder / "sweep/two", "two", 2);
  make_run(folder / "grid/runs/leaf", "leaf", 3);
  make_run(folder / "a/b/c/deep", "too deep", 0);
  make_run(folder / ".trash/gone-1", "gone", 0);
  std::ofstream(folder / "file.txt") << "x";
  EXPECT_EQ(names_of(list_runs(folder.path())), (std::vector<std::string>{"one", "two", "leaf", "old"}));
  EXPECT_EQ(names_of(list_runs(folder / "old")), std::vector<std::string>{"old"});
  EXPECT_TRUE(list_runs(folder / "nowhere").empty());
}

TEST(ListRuns, TellsWhatARunIs) {
  const TemporaryFolder folder;
  const RunDirectory run = make_run(folder / "r", "mine");
  make_run(run.baseline().root(), "baseline");
  MetricsWriter(run.metrics(), 0)
      .append(std::vector<MetricRow>{{.step = 1, .metric = metric::test_accuracy, .value = 0.5},
                                     {.step = 2, .metric = metric::test_accuracy, .value = 0.75},
                                     {.step = 2, .metric = metric::test_loss, .value = 0.1}});
  const auto listings = list_runs(folder.path());
  ASSERT_EQ(listings.size(), 1u);
  const RunListing& listing = listings[0];
  EXPECT_EQ(listing.directory, folder / "r");
  EXPECT_EQ(listing.dataset, "synthetic");
  EXPECT_EQ(listing.model, "small-cnn");
  EXPECT_EQ(listing.schedule, "CR");
  EXPECT_EQ(listing.seed, 7u);
  EXPECT_EQ(listing.status.total_steps, 9);
  EXPECT_EQ(listing.finals.of(metric::test_accuracy), 0.75);
  EXPECT_TRUE(listing.has_baseline);
  EXPECT_EQ(listing.problem, "");
}

TEST(ListRuns, ARunThatNobodyRunsIsStale) {
  const TemporaryFolder folder;
  const RunDirectory run = make_run(folder / "r", "r", 0, RunState::running);
  EXPECT_TRUE(list_run(run.root()).stale);
  std::optional<RunLock> lock(run.lock());
  EXPECT_FALSE(list_run(run.root()).stale);
  lock.reset();
  EXPECT_TRUE(list_run(run.root()).stale);
  run.write_status({.state = RunState::finished});
  EXPECT_FALSE(list_run(run.root()).stale);
}

TEST(ListRuns, UnreadableRunsAreListedWithTheirProblem) {
  const TemporaryFolder folder;
  const RunDirectory no_status = make_run(folder / "a", "a", 3);
  static_cast<void>(MetricsWriter(no_status.metrics(), 0));  // an empty file
  std::filesystem::remove(no_status.status());
  const RunDirectory no_config = make_run(folder / "b", "b");
  std::filesystem::remove(no_config.config());
  const RunDirectory damaged = make_run(folder / "c", "c", 1);
  std::ofstream(damaged.config(), std::ios::binary) << "{\"format\"";
  const auto listings = list_runs(folder.path());
  ASSERT_EQ(listings.size(), 3u);
  for (const auto& listing : listings) {
    const std::string culprit = listing.directory.filename() == "a" ? "status.json" : "config.json";
    EXPECT_THAT(listing.problem, ::testing::HasSubstr(culprit));
    EXPECT_TRUE(std::isnan(listing.finals.of(metric::test_accuracy)));
  }
}

TEST(ListRuns, ARunThatIsAboutToBeginIsQueued) {
  const TemporaryFolder folder;
  const RunDirectory run = make_run(folder / "a", "a");
  std::filesystem::remove(run.status());
  const RunListing listing = list_run(run.root());
  EXPECT_EQ(listing.problem, "");
  EXPECT_EQ(listing.status.state, RunState::queued);
  EXPECT_FALSE(listing.stale);
}

TEST(FindRuns, FollowsLinksOnlyDirectlyInTheRoot) {
  const TemporaryFolder folder;
  make_run(folder / "scratch/run", "far away");
  std::filesystem::create_directories(folder / "root/packed");
  std::filesystem::create_directory_symlink(folder / "scratch/run", folder / "root/linked");
  std::filesystem::create_directory_symlink(folder / "scratch/run", folder / "root/packed/linked");
  std::filesystem::create_directory_symlink(folder / "root", folder / "root/packed/circle");
  EXPECT_EQ(find_runs(folder / "root"), std::vector<std::filesystem::path>{folder / "root/linked"});
}

TEST(DefaultRunsRoot, FollowsTheEnvironment) {
  const auto with = [](const char* runs, const char* data) {
    ::setenv("IMPRINT_RUNS", runs, 1);
    ::setenv("XDG_DATA_HOME", data, 1);
    const auto root = default_runs_root();
    ::unsetenv("IMPRINT_RUNS");
    ::unsetenv("XDG_DATA_HOME");
    return root;
  };
  EXPECT_EQ(with("/runs", "/data"), "/runs");
  EXPECT_EQ(with("", "/data"), "/data/imprint/runs");
  EXPECT_THAT(with("", "").string(), ::testing::EndsWith("/.local/share/imprint/runs"));
}

}  // namespace
}  // namespace imprint
